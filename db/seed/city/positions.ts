import type { Point } from "@/server/core/geography";
import type { Carried } from "./carry";
import { chance } from "./chance";
import type { City } from "./city";
import { clearPoint } from "./ends";
import type { Harvest } from "./harvest";
import type { SeedShift } from "./shifts";

const daysKept = 2;
/** Older tracks are thinned: too far apart to measure a way by, near enough to see it. */
const stepMs = 180_000;
const nowStepMs = 15_000;
/** How far off a door is that a vehicle under way has not reached. */
const minutesLeft = 10;

function between(a: Point, b: Point, share: number): Point {
  return { lat: a.lat + (b.lat - a.lat) * share, lon: a.lon + (b.lon - a.lon) * share };
}

interface Leg {
  from: Point;
  to: Point;
  start: Date;
  end: Date;
}

/** Along a leg up to now: `stepMs` apart, of a leg under way also the newest place. */
function along(
  city: City,
  rows: Harvest,
  it: {
    vehicleId: string;
    shiftId: string;
    bookingId: string | null;
    viewerOrgs: string[];
    viewerUsers: string[];
  },
  leg: Leg,
): void {
  const [start, end] = [leg.start.getTime(), leg.end.getTime()];
  const last = Math.min(end, city.now.getTime());
  const times: number[] = [];
  for (let at = start; at <= last; at += stepMs) times.push(at);
  if (end > city.now.getTime() && last - nowStepMs > start) times.push(last - nowStepMs);
  for (const at of times) {
    const here = between(leg.from, leg.to, (at - start) / Math.max(1, end - start));
    rows.position.push({
      regionId: city.regionId,
      at: new Date(at),
      ...it,
      ...here,
      accuracyMetres: 8,
      speedKmh: at >= end ? 0 : 38,
    });
  }
}

/** One door that a vehicle drives to; null: not reached, or not left yet. */
interface Visit {
  carried: Carried;
  door: Point;
  /** Not before it: the crew set out, or the patient is on board. */
  since: Date;
  reachedAt: Date | null;
  leftAt: Date | null;
}

/** The doors of a vehicle's trips in the order it drove to them: patients who ride together share its way. */
function visitsOf(trips: readonly Carried[]): Visit[] {
  return trips
    .flatMap((carried): Visit[] => {
      const { ask } = carried.assignment.sale.intake;
      const { departedAt, arrivedPickupAt, boardedAt, arrivedDropoffAt, endedAt } = carried.row;
      const [from, to] = [clearPoint(ask.from), clearPoint(ask.to)];
      const toPickup = { carried, door: from, reachedAt: arrivedPickupAt ?? null, leftAt: boardedAt ?? null };
      const toEnd = { carried, door: to, reachedAt: arrivedDropoffAt ?? null, leftAt: endedAt ?? null };
      return [
        ...(departedAt ? [{ ...toPickup, since: departedAt }] : []),
        ...(boardedAt ? [{ ...toEnd, since: boardedAt }] : []),
      ];
    })
    .sort((a, b) => (a.reachedAt?.getTime() ?? Infinity) - (b.reachedAt?.getTime() ?? Infinity));
}

/** A vehicle's way from its base from door to door; of the one it is driving to, as far as it has come. */
function trackVehicle(city: City, rows: Harvest, trips: readonly Carried[]): void {
  const { shift } = trips[0]?.assignment ?? {};
  if (!shift) return;
  let here: Point = { lat: shift.row.baseLat, lon: shift.row.baseLon };
  let free: Date | null = null;
  for (const { carried, door, since, reachedAt, leftAt } of visitsOf(trips)) {
    const { vehicleId, shiftId, bookingId, viewerOrgs, viewerUsers } = carried.row;
    const start: Date = free && free > since ? free : since;
    const end = reachedAt ?? new Date(city.now.getTime() + minutesLeft * 60_000);
    const leg = { from: here, to: door, start, end };
    along(city, rows, { vehicleId, shiftId, bookingId, viewerOrgs, viewerUsers }, leg);
    if (!reachedAt) return;
    here = door;
    free = leftAt ?? reachedAt;
  }
}

/** Tracks of the trips of the last two days, and of those under way up to now. */
export function trackTrips(city: City, rows: Harvest, carried: readonly Carried[]): void {
  const since = city.now.getTime() - daysKept * 86_400_000;
  const lately = carried.filter(({ row }) => row.departedAt && row.departedAt.getTime() >= since);
  for (const trips of Map.groupBy(lately, ({ row }) => row.shiftId).values()) trackVehicle(city, rows, trips);
}

/** Vehicles on duty without a trip stand at their base: one place each, a few seconds old. */
export function trackIdle(city: City, rows: Harvest, shifts: readonly SeedShift[]): void {
  const busy = new Set(
    rows.position
      .filter(({ at }) => at.getTime() > city.now.getTime() - 60_000)
      .map(({ vehicleId }) => vehicleId),
  );
  for (const { row } of shifts) {
    if (row.startsAt > city.now || row.endsAt < city.now || busy.has(row.vehicleId)) continue;
    const age = chance(`idle/${row.id}`).between(3, 25);
    rows.position.push({
      regionId: city.regionId,
      at: new Date(city.now.getTime() - age * 1000),
      vehicleId: row.vehicleId,
      shiftId: row.id,
      bookingId: null,
      lat: row.baseLat,
      lon: row.baseLon,
      accuracyMetres: 6,
      speedKmh: 0,
      viewerOrgs: [row.orgId],
      viewerUsers: [],
    });
  }
}
