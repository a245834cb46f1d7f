import { and, desc, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";

/** More than anybody follows at once; older ones change no more. */
const followed = 200;

/** Ids of the bookings that the signed-in account made in this region, newest first. */
export async function ownBookingIds(ctx: Context): Promise<string[]> {
  const { actor } = ctx;
  if (actor.kind !== "user") return [];
  const rows = await inTransaction(ctx, (tx) =>
    tx.db
      .select({ id: booking.id })
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.bookedBy, actor.accountId)))
      .orderBy(desc(booking.createdAt))
      .limit(followed),
  );
  return rows.map(({ id }) => id);
}
