import { boundingBox, haversineMetres, type Point } from "@/server/core/geography";
import type { SeenTrip, VehicleDay } from "./facts";
import type { Evidence, Found, Sighting } from "./finding";
import type { DetectionSettings } from "./settings";
import { evenly, isUsable } from "./track";

type Limits = Pick<DetectionSettings, "ghostMovedPercent" | "ghostDoorMetres">;

/** Doors nearer to each other than this cannot be told apart by positions of homes (kept to about 100 m). */
const nearestDoorsMetres = 1000;
/** Two places could be one fix that was kept twice. */
const fewestSightings = 3;
/** Sightings of less than this share of the ride say nothing of the rest of it. */
const leastCovered = 0.5;

interface Carried extends SeenTrip {
  departedAt: number;
  boardedAt: number;
  arrivedDropoffAt: number;
  endedAt: number;
}

function isCarried(trip: SeenTrip): trip is Carried {
  const { status, departedAt, boardedAt, arrivedDropoffAt, endedAt } = trip;
  return status === "completed" && ![departedAt, boardedAt, arrivedDropoffAt, endedAt].includes(null);
}

/** Where the vehicle was seen between departure and end: by its track, and by what the device said with each event. */
function seenOn(trip: Carried, { fixes }: VehicleDay): (Point & { at: number; what: string })[] {
  const inside = (at: number) => at >= trip.departedAt && at <= trip.endedAt;
  const tracked = fixes
    .filter((fix) => inside(fix.at) && isUsable(fix))
    .map((fix) => ({ lat: fix.lat, lon: fix.lon, at: fix.at, what: "position" }));
  const told = trip.events.flatMap(({ kind, at, lat, lon }) =>
    inside(at) && lat !== null && lon !== null ? [{ lat, lon, at, what: kind }] : [],
  );
  return [...tracked, ...told].sort((a, b) => a.at - b.at);
}

function spreadMetres(points: readonly Point[]): number {
  const box = boundingBox(points);
  if (!box) return 0;
  return Math.round(haversineMetres({ lat: box.south, lon: box.west }, { lat: box.north, lon: box.east }));
}

/** Confirmations may come late: somewhere in this time the vehicle was at the door, or it was never there. */
const seenWithinMs = 180_000;

/**
 * How near to a door the vehicle came while it should have been there, in metres: before boarding to the first, after
 * boarding to the second. Null when nothing tells where it was around the confirmation.
 */
function missedBy(
  trip: Carried,
  seen: readonly (Point & { at: number })[],
  end: "from" | "to",
): number | null {
  const [since, until, at] =
    end === "from"
      ? [trip.departedAt, trip.boardedAt, trip.boardedAt]
      : [trip.boardedAt, trip.endedAt, trip.arrivedDropoffAt];
  const then = seen.filter((it) => it.at >= since && it.at <= until);
  if (!then.some((it) => Math.abs(it.at - at) <= seenWithinMs)) return null;
  return Math.round(Math.min(...then.map((it) => haversineMetres(it, trip[end]))));
}

/** A device that was heard of before and after, but not once between departure and end. */
function isSilent(trip: Carried, { fixes }: VehicleDay): boolean {
  return fixes.some(({ at }) => at < trip.departedAt) && fixes.some(({ at }) => at > trip.endedAt);
}

function judge(trip: Carried, vehicle: VehicleDay, limits: Limits): Evidence | null {
  const doors = Math.round(haversineMetres(trip.from, trip.to));
  if (doors < nearestDoorsMetres) return null;
  const seen = seenOn(trip, vehicle);
  const confirmed: Sighting[] = trip.events.map(({ kind, at }) => ({
    what: kind,
    at,
    tripId: trip.id,
    bookingId: trip.bookingId,
  }));
  const sightings = [...confirmed, ...evenly(seen, 8).map((it) => ({ ...it, vehicleId: trip.vehicleId }))];
  if (seen.length === 0)
    return isSilent(trip, vehicle)
      ? { reason: "silent", figures: { doors }, limits: {}, sightings: confirmed }
      : null;
  const covered = (seen.at(-1)?.at ?? 0) - (seen[0]?.at ?? 0);
  if (seen.length < fewestSightings || covered < leastCovered * (trip.arrivedDropoffAt - trip.boardedAt))
    return null;
  const moved = spreadMetres(seen);
  const figures = { doors, moved, sightings: seen.length };
  if (moved * 100 < limits.ghostMovedPercent * doors)
    return {
      reason: "stood_still",
      figures,
      limits: { ghostMovedPercent: limits.ghostMovedPercent },
      sightings,
    };
  const [atFrom, atTo] = [missedBy(trip, seen, "from"), missedBy(trip, seen, "to")];
  const missed = Math.max(atFrom ?? 0, atTo ?? 0);
  if (missed <= limits.ghostDoorMetres) return null;
  return {
    reason: "never_there",
    figures: { ...figures, missed, door: missed === atTo ? "dropoff" : "pickup" },
    limits: { ghostDoorMetres: limits.ghostDoorMetres },
    sightings,
  };
}

/** Trips that were confirmed from door to door although the vehicle did not drive them. */
export function findGhostTrips(vehicle: VehicleDay, limits: Limits): Found[] {
  return vehicle.trips.filter(isCarried).flatMap((trip) => {
    const evidence = judge(trip, vehicle, limits);
    if (!evidence) return [];
    const { id, bookingId, orgId, vehicleId, boardedAt } = trip;
    return [
      {
        kind: "ghost_trip",
        key: id,
        orgId,
        vehicleId,
        tripId: id,
        bookingId,
        happenedAt: boardedAt,
        evidence,
      },
    ];
  });
}
