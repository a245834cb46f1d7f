import { and, eq, inArray } from "drizzle-orm";
import { claim } from "@/db/schema/dispatch";
import { message } from "@/db/schema/message";
import { offer } from "@/db/schema/offer";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";

/** So long before its pickup a trip keeps its vehicle in any case: crew and ward have looked at their lists. */
const settledMs = 4 * 3_600_000;

/**
 * Which bookings may ride with another vehicle of the same operator without anybody minding: accepted, not begun, not soon,
 * and nobody was told a plate. A hold and its price hang on their vehicle, an open offer names it, a reservation waits
 * for its match: all these keep theirs, as does everybody who was sent a plate. Acts as the platform.
 */
export async function freeBookings(tx: Tx, bookingIds: readonly string[]): Promise<string[]> {
  if (bookingIds.length === 0) return [];
  const ids = [...bookingIds];
  const waiting = await tx.db
    .select({ bookingId: trip.bookingId, plannedPickupAt: trip.plannedPickupAt })
    .from(trip)
    .innerJoin(claim, and(eq(claim.regionId, trip.regionId), eq(claim.bookingId, trip.bookingId)))
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        inArray(trip.bookingId, ids),
        eq(trip.status, "assigned"),
        eq(claim.state, "assigned"),
      ),
    );
  const asked = await tx.db
    .select({ bookingId: offer.bookingId })
    .from(offer)
    .where(and(eq(offer.regionId, tx.region.id), inArray(offer.bookingId, ids), eq(offer.status, "open")));
  const told = await tx.db
    .selectDistinct({ bookingId: message.bookingId })
    .from(message)
    .where(
      and(
        eq(message.regionId, tx.region.id),
        inArray(message.bookingId, ids),
        inArray(message.template, ["vehicle_assigned", "vehicle_on_the_way", "tracking_shared"]),
      ),
    );
  const bound = new Set([...asked, ...told].map((row) => row.bookingId));
  const soon = tx.now.getTime() + settledMs;
  const free = waiting.filter((it) => it.plannedPickupAt.getTime() > soon && !bound.has(it.bookingId));
  return [...new Set(free.map((it) => it.bookingId))].sort();
}
