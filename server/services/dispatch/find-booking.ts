import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform } from "@/server/scope";

export type BookingRow = typeof booking.$inferSelect;

/** The way back of a round trip goes with the link of the way out. */
async function wayBack(tx: Tx, bookingId: string): Promise<BookingRow | undefined> {
  const { actor } = tx;
  if (actor.kind !== "guest") return undefined;
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(booking)
      .where(
        and(
          eq(booking.regionId, tx.region.id),
          eq(booking.id, bookingId),
          eq(booking.outwardId, actor.bookingId),
        ),
      ),
  );
  return row;
}

/** A booking as the actor may see it; someone else's is not found. */
export async function findBooking(tx: Tx, bookingId: string): Promise<BookingRow> {
  const [row] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  const found = row ?? (await wayBack(tx, bookingId));
  if (!found) throw new DomainError("not_found", "booking.not_found");
  return found;
}
