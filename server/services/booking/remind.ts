import { and, eq, gt, inArray, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { promise } from "@/db/schema/dispatch";
import { trip } from "@/db/schema/trip";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { settingsInForce } from "../rule";
import { tellBooker, trackUrl } from "../trip/tell";
import { placeView } from "./view";

/** A reminder is said once, this long before the promised pickup at the most, and not to those who booked just now. */
const remindWithinHours = 20;
const bookedBeforeHours = 6;

/** Remind bookers of trips that are near; the message's key keeps it from being said twice. Returns how many were due. */
export async function remindTrips(ctx: Context): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const hours = (count: number) => new Date(tx.now.getTime() + count * 3_600_000);
    const latest = sql`${promise.createdAt} = (SELECT max(p.created_at) FROM promise p WHERE p.region_id = ${promise.regionId} AND p.booking_id = ${promise.bookingId})`;
    const due = await tx.db
      .select({ booking, promise, plate: trip.plate })
      .from(promise)
      .innerJoin(booking, and(eq(booking.regionId, promise.regionId), eq(booking.id, promise.bookingId)))
      .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
      .where(
        and(
          eq(promise.regionId, tx.region.id),
          gt(promise.pickupFrom, tx.now),
          lt(promise.pickupFrom, hours(remindWithinHours)),
          latest,
          isNotNull(booking.confirmedAt),
          lt(booking.confirmedAt, hours(-bookedBeforeHours)),
          isNull(booking.cancelledAt),
          or(isNull(trip.status), inArray(trip.status, ["assigned"])),
        ),
      );
    const settings = await settingsInForce(tx);
    for (const { booking: row, promise: told, plate } of due) {
      const data = {
        bookingNumber: row.number,
        from: placeView(tx, "from", row, settings, row.locale).label,
        to: placeView(tx, "to", row, settings, row.locale).label,
        promise: { start: told.pickupFrom, end: told.pickupUntil },
        plate,
        trackUrl: trackUrl(row),
      };
      await tellBooker(tx, row, "trip_reminder", data, `trip_reminder:${row.id}`);
    }
    return due.length;
  });
}
