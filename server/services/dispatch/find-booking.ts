import { and, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";

export type BookingRow = typeof booking.$inferSelect;

/** A booking as the actor may see it; someone else's is not found. */
export async function findBooking(tx: Tx, bookingId: string): Promise<BookingRow> {
  const [row] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  if (!row) throw new DomainError("not_found", "booking.not_found");
  return row;
}
