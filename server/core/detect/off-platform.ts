import { haversineMetres, type Point } from "@/server/core/geography";
import type { SeenFix, SeenTrip, VehicleDay } from "./facts";
import type { Found, UnbookedRide } from "./finding";
import type { DetectionSettings } from "./settings";
import { isUsable } from "./track";

type Limits = Pick<DetectionSettings, "stopMinutes" | "stopMetres" | "unbookedRides" | "unbookedMetres">;

/** A vehicle that stood still. */
interface Stop extends Point {
  from: number;
  until: number;
}

/** Standing within it is one stop: positions wander, and a forecourt is wide. */
const wanderMetres = 150;
/** How long after the planned pickup a cancelled patient may still be carried by the same vehicle. */
const carriedWithinMs = 4 * 3_600_000;
const beforeMs = 3_600_000;

/** Where a track stands still for at least `stopMinutes`, in order of time. A hole while it stays where it was is standing. */
function stopsOf(fixes: readonly SeenFix[], { stopMinutes }: Pick<Limits, "stopMinutes">): Stop[] {
  const stops: Stop[] = [];
  let stop: Stop | null = null;
  const close = () => {
    if (stop && stop.until - stop.from >= stopMinutes * 60_000) stops.push(stop);
  };
  for (const fix of fixes.filter(isUsable)) {
    if (stop && haversineMetres(stop, fix) <= wanderMetres) {
      stop.until = fix.at;
      continue;
    }
    close();
    stop = { lat: fix.lat, lon: fix.lon, from: fix.at, until: fix.at };
  }
  close();
  return stops;
}

const isNear = (a: Point, b: Point, metres: number) => haversineMetres(a, b) <= metres;

/** Whether a vehicle was on other patients' trips all the time that it stood or drove, but for less than `freeMs`. */
function isExplained(
  span: { from: number; until: number },
  trips: readonly SeenTrip[],
  freeMs: number,
): boolean {
  const busy = trips
    .flatMap(({ departedAt, endedAt }) =>
      departedAt === null ? [] : [[departedAt, endedAt ?? departedAt] as const],
    )
    .sort(([a], [b]) => a - b);
  let [free, at] = [0, span.from];
  for (const [start, end] of busy) {
    free += Math.max(0, Math.min(start, span.until) - at);
    at = Math.max(at, Math.min(end, span.until));
  }
  return free + Math.max(0, span.until - at) < freeMs;
}

/** Whether a vehicle was on a trip at any moment of a span. */
function isTouched(from: number, until: number, trips: readonly SeenTrip[]): boolean {
  return trips.some(
    ({ departedAt, endedAt }) =>
      departedAt !== null && departedAt <= until && (endedAt ?? departedAt) >= from,
  );
}

/** Where the vehicle stood at the door of a patient it did not carry by the record, and then at that patient's destination. */
function standsOf(
  trip: SeenTrip,
  vehicle: VehicleDay,
  stops: readonly Stop[],
  limits: Limits,
): { atFrom: Stop; atTo: Stop } | null {
  const others = vehicle.trips.filter((it) => it.id !== trip.id && it.status === "completed");
  const free = stops.filter(
    (stop) =>
      stop.until >= trip.plannedPickupAt - beforeMs &&
      stop.from <= trip.plannedPickupAt + carriedWithinMs &&
      !isExplained(stop, others, limits.stopMinutes * 60_000),
  );
  const near = limits.stopMetres;
  const isBase = (stop: Stop) => isNear(stop, vehicle.base, 2 * near);
  if (isNear(trip.from, trip.to, 4 * near)) return null;
  const atFrom = free.find((stop) => isNear(stop, trip.from, near));
  const atTo = free.find((stop) => atFrom && stop.from > atFrom.until && isNear(stop, trip.to, near));
  return atFrom && atTo && !isBase(atTo) ? { atFrom, atTo } : null;
}

function carriedAfterCancel(
  trip: SeenTrip,
  vehicle: VehicleDay,
  stops: readonly Stop[],
  limits: Limits,
): Found[] {
  const stands = standsOf(trip, vehicle, stops, limits);
  if (!stands) return [];
  const { atFrom, atTo } = stands;
  const at = (stop: Stop) => ({
    what: "position",
    at: stop.from,
    lat: stop.lat,
    lon: stop.lon,
    vehicleId: vehicle.vehicleId,
  });
  const ended = trip.events.map(({ kind, at: moment }) => ({
    what: kind,
    at: moment,
    tripId: trip.id,
    bookingId: trip.bookingId,
  }));
  return [
    {
      kind: "off_platform",
      key: `trip/${trip.id}`,
      orgId: trip.orgId,
      vehicleId: trip.vehicleId,
      tripId: trip.id,
      bookingId: trip.bookingId,
      happenedAt: atFrom.from,
      evidence: {
        reason: "carried_after_cancel",
        figures: {
          atFrom: Math.round(haversineMetres(atFrom, trip.from)),
          atTo: Math.round(haversineMetres(atTo, trip.to)),
          metres: Math.round(haversineMetres(atFrom, atTo)),
          minutes: Math.round((atTo.from - atFrom.until) / 60_000),
        },
        limits: { stopMinutes: limits.stopMinutes, stopMetres: limits.stopMetres },
        sightings: [...ended, at(atFrom), at(atTo)],
      },
    },
  ];
}

/** Trips that were called off and driven all the same, past the platform. */
export function findCarriedAfterCancel(vehicle: VehicleDay, limits: Limits): Found[] {
  const stops = stopsOf(vehicle.fixes, limits);
  return vehicle.trips
    .filter(({ status }) => status === "cancelled" || status === "failed")
    .flatMap((trip) => carriedAfterCancel(trip, vehicle, stops, limits));
}

/**
 * Rides of one day that no trip explains: from a stop at a facility's door to a stop far away that is neither a facility
 * nor the vehicle's base. One alone may be a meal: see `findUnbookedPatterns`.
 */
export function unbookedRides(
  vehicle: VehicleDay,
  facilities: readonly Point[],
  limits: Limits,
): UnbookedRide[] {
  const stops = stopsOf(vehicle.fixes, limits);
  const isDoor = (stop: Stop) => facilities.some((door) => isNear(stop, door, limits.stopMetres));
  return stops.slice(1).flatMap((to, index) => {
    const from = stops[index];
    if (!from || !isDoor(from) || isDoor(to) || isNear(to, vehicle.base, 2 * limits.stopMetres)) return [];
    const metres = Math.round(haversineMetres(from, to));
    if (metres < limits.unbookedMetres || isTouched(from.until, to.until, vehicle.trips)) return [];
    const { vehicleId, orgId } = vehicle;
    const place = ({ lat, lon }: Point) => ({ lat, lon });
    return [
      { vehicleId, orgId, leftAt: from.until, arrivedAt: to.from, from: place(from), to: place(to), metres },
    ];
  });
}

/** Rides beside the platform to many different places within a month (`rides` are of that month): meals are at few. */
export function findUnbookedPatterns(rides: readonly UnbookedRide[], month: string, limits: Limits): Found[] {
  return [...Map.groupBy(rides, ({ vehicleId }) => vehicleId)].flatMap(([vehicleId, own]) => {
    const places: UnbookedRide[] = [];
    for (const ride of own.toSorted((a, b) => a.leftAt - b.leftAt))
      if (!places.some((it) => isNear(it.to, ride.to, 2 * limits.stopMetres))) places.push(ride);
    const last = places.at(-1);
    if (!last || places.length < limits.unbookedRides) return [];
    return [
      {
        kind: "off_platform",
        key: `rides/${vehicleId}/${month}`,
        orgId: last.orgId,
        vehicleId,
        tripId: null,
        bookingId: null,
        happenedAt: last.leftAt,
        evidence: {
          reason: "unbooked_rides",
          figures: { rides: own.length, places: places.length },
          limits: {
            unbookedRides: limits.unbookedRides,
            unbookedMetres: limits.unbookedMetres,
            stopMinutes: limits.stopMinutes,
            stopMetres: limits.stopMetres,
          },
          sightings: places.slice(-10).flatMap(({ leftAt, arrivedAt, from, to, metres }) => [
            { what: "position", at: leftAt, ...from, vehicleId },
            { what: "ride", at: arrivedAt, ...to, vehicleId, metres },
          ]),
        },
      },
    ];
  });
}
