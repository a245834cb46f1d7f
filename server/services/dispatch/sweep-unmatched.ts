import { and, eq, gt, inArray, isNotNull, isNull, lt, ne, notExists, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { offer } from "@/db/schema/offer";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";

/** The job of a confirmation has this long; then the booking counts as forgotten, and is looked at again this often. */
const quietSeconds = 120;
const againSeconds = 120;
/** A booking of an earlier day is history, whatever became of it. */
const lookBackMs = 24 * 3_600_000;
const atMost = 100;

/** Nobody carries it and nobody is asked to. */
function waitsAlone(tx: Tx) {
  const asked = tx.db
    .select({ one: sql`1` })
    .from(offer)
    .where(
      and(
        eq(offer.regionId, booking.regionId),
        eq(offer.bookingId, booking.id),
        inArray(offer.status, ["open", "accepted"]),
      ),
    );
  const carried = tx.db
    .select({ one: sql`1` })
    .from(trip)
    .where(
      and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id), ne(trip.status, "cancelled")),
    );
  return and(notExists(asked), notExists(carried));
}

/**
 * Have confirmed bookings matched again whose job gave up (an outage longer than its tries): without it a patient would
 * wait for a vehicle that nobody was asked to send. Answers with how many were found.
 */
export async function sweepUnmatched(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: booking.id })
      .from(booking)
      .where(
        and(
          eq(booking.regionId, tx.region.id),
          gt(booking.wantedUntil, new Date(tx.now.getTime() - lookBackMs)),
          isNotNull(booking.confirmedAt),
          lt(booking.confirmedAt, new Date(tx.now.getTime() - quietSeconds * 1000)),
          isNull(booking.cancelledAt),
          isNull(booking.unservedAt),
          waitsAlone(tx),
        ),
      )
      .orderBy(booking.wantedFrom)
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "match-booking",
        { regionId: tx.region.id, bookingId: id },
        { once: `match:${id}`, everySeconds: againSeconds },
      );
    return rows.length;
  });
}
