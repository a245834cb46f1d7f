import { and, asc, eq, gte, inArray, lt } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { vehicle } from "@/db/schema/fleet";
import { position, trip, tripEvent } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { SeenFix, SeenTrip, VehicleDay } from "@/server/core/detect/facts";
import { addDays, startOfDay } from "@/server/core/local-time";
import { endedStatuses } from "@/server/core/trip";

const hourMs = 3_600_000;

/** A region's calendar day, epoch milliseconds, the end not included. */
export interface DaySpan {
  day: string;
  from: number;
  until: number;
}

export function spanOfDay(day: string, timeZone: string): DaySpan {
  return {
    day,
    from: startOfDay(day, timeZone).getTime(),
    until: startOfDay(addDays(day, 1), timeZone).getTime(),
  };
}

type Row = { trip: typeof trip.$inferSelect; fromLat: number; fromLon: number; toLat: number; toLon: number };

/** Trips of a day that are over, with the two doors of their bookings. */
async function endedTrips(tx: Tx, { from, until }: DaySpan): Promise<Row[]> {
  return tx.db
    .select({
      trip,
      fromLat: booking.fromLat,
      fromLon: booking.fromLon,
      toLat: booking.toLat,
      toLon: booking.toLon,
    })
    .from(trip)
    .innerJoin(booking, and(eq(booking.regionId, trip.regionId), eq(booking.id, trip.bookingId)))
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        gte(trip.plannedPickupAt, new Date(from)),
        lt(trip.plannedPickupAt, new Date(until)),
        inArray(trip.status, [...endedStatuses]),
      ),
    )
    .orderBy(asc(trip.plannedPickupAt), asc(trip.id));
}

async function eventsOf(tx: Tx, tripIds: readonly string[]) {
  if (tripIds.length === 0) return new Map<string, never[]>();
  const { tripId, kind, happenedAt, lat, lon } = tripEvent;
  const rows = await tx.db
    .select({ tripId, kind, happenedAt, lat, lon })
    .from(tripEvent)
    .where(and(eq(tripEvent.regionId, tx.region.id), inArray(tripEvent.tripId, [...tripIds])))
    .orderBy(asc(tripEvent.happenedAt));
  return Map.groupBy(
    rows.map(({ happenedAt: at, ...row }) => ({ ...row, at: at.getTime() })),
    (row) => row.tripId,
  );
}

const time = (at: Date | null) => at?.getTime() ?? null;

function seenTrip({ trip: row, ...doors }: Row, events: SeenTrip["events"]): SeenTrip {
  const { id, bookingId, orgId, vehicleId, status } = row;
  return {
    id,
    bookingId,
    orgId,
    vehicleId,
    status,
    from: { lat: doors.fromLat, lon: doors.fromLon },
    to: { lat: doors.toLat, lon: doors.toLon },
    plannedPickupAt: row.plannedPickupAt.getTime(),
    departedAt: time(row.departedAt),
    arrivedPickupAt: time(row.arrivedPickupAt),
    boardedAt: time(row.boardedAt),
    arrivedDropoffAt: time(row.arrivedDropoffAt),
    endedAt: time(row.endedAt),
    events: events.map(({ kind, at, lat, lon }) => ({ kind, at, lat, lon })),
  };
}

/** A vehicle's fixes of a day, and of the hours around it into which its trips may reach. */
async function fixesOf(tx: Tx, vehicleId: string, { from, until }: DaySpan): Promise<SeenFix[]> {
  const { at, lat, lon, accuracyMetres } = position;
  const rows = await tx.db
    .select({ at, lat, lon, accuracyMetres })
    .from(position)
    .where(
      and(
        eq(position.regionId, tx.region.id),
        eq(position.vehicleId, vehicleId),
        gte(at, new Date(from - hourMs)),
        lt(at, new Date(until + 3 * hourMs)),
      ),
    )
    .orderBy(asc(at));
  return rows.map((row) => ({ ...row, at: row.at.getTime() }));
}

/** Every vehicle of the region with its track and its ended trips of a day, one after another. */
export async function* vehicleDays(tx: Tx, span: DaySpan): AsyncGenerator<VehicleDay> {
  const trips = await endedTrips(tx, span);
  const events = await eventsOf(
    tx,
    trips.map((row) => row.trip.id),
  );
  const byVehicle = Map.groupBy(trips, (row) => row.trip.vehicleId);
  const vehicles = await tx.db
    .select({ id: vehicle.id, orgId: vehicle.orgId, lat: vehicle.baseLat, lon: vehicle.baseLon })
    .from(vehicle)
    .where(eq(vehicle.regionId, tx.region.id))
    .orderBy(asc(vehicle.id));
  for (const { id, orgId, lat, lon } of vehicles) {
    const own = (byVehicle.get(id) ?? []).map((row) => seenTrip(row, events.get(row.trip.id) ?? []));
    const fixes = await fixesOf(tx, id, span);
    yield { vehicleId: id, orgId, day: span.day, base: { lat, lon }, fixes, trips: own };
  }
}
