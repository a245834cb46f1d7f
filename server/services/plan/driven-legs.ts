import { and, asc, desc, eq, gte, lt } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { type TravelLeg, type TripInstants, travelLegs } from "@/server/core/travel-legs";

/** The newest trips of the time learnt from; more teach nothing new and take memory. */
const tripsAtMost = 100_000;
const dayMs = 86_400_000;

const ms = (at: Date | null): number | null => at?.getTime() ?? null;

/**
 * The ways that trips which ended since an instant drove straight through, shift by shift, between the coarse places of
 * their bookings (100 m). However a trip ended: one broken off tells of a stop on the way. Acts as the platform. A
 * demonstration's invented history counts like any other.
 */
export async function legsSince(tx: Tx, from: Date): Promise<TravelLeg[]> {
  const rows = await tx.db
    .select({
      shiftId: trip.shiftId,
      fromLat: booking.fromLat,
      fromLon: booking.fromLon,
      toLat: booking.toLat,
      toLon: booking.toLon,
      departedAt: trip.departedAt,
      arrivedPickupAt: trip.arrivedPickupAt,
      boardedAt: trip.boardedAt,
      arrivedDropoffAt: trip.arrivedDropoffAt,
      endedAt: trip.endedAt,
    })
    .from(trip)
    .innerJoin(booking, and(eq(booking.regionId, trip.regionId), eq(booking.id, trip.bookingId)))
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        gte(trip.plannedPickupAt, new Date(from.getTime() - dayMs)),
        gte(trip.endedAt, from),
        lt(trip.endedAt, tx.now),
      ),
    )
    .orderBy(desc(trip.plannedPickupAt), asc(trip.id))
    .limit(tripsAtMost);
  const byShift = Map.groupBy(rows, (row) => row.shiftId);
  return [...byShift.values()].flatMap((its) =>
    travelLegs(
      its.map(
        (row): TripInstants => ({
          from: { lat: row.fromLat, lon: row.fromLon },
          to: { lat: row.toLat, lon: row.toLon },
          departedAt: ms(row.departedAt),
          arrivedPickupAt: ms(row.arrivedPickupAt),
          boardedAt: ms(row.boardedAt),
          arrivedDropoffAt: ms(row.arrivedDropoffAt),
          endedAt: ms(row.endedAt),
        }),
      ),
    ),
  );
}
