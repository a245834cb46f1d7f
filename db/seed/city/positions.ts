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

/** Tracks of the trips of the last two days, and of those under way up to now. */
export function trackTrips(city: City, rows: Harvest, carried: readonly Carried[]): void {
  const since = city.now.getTime() - daysKept * 86_400_000;
  for (const { assignment, row } of carried) {
    if (!row.departedAt || row.departedAt.getTime() < since) continue;
    const { ask } = assignment.sale.intake;
    const { shift } = assignment;
    const of = {
      vehicleId: row.vehicleId,
      shiftId: row.shiftId,
      bookingId: row.bookingId,
      viewerOrgs: row.viewerOrgs,
      viewerUsers: row.viewerUsers,
    };
    const [from, to] = [clearPoint(ask.from), clearPoint(ask.to)];
    const base = { lat: shift.row.baseLat, lon: shift.row.baseLon };
    const driving = (until: Date | null | undefined, minutes: number) =>
      until ?? new Date(city.now.getTime() + minutes * 60_000);
    along(city, rows, of, {
      from: base,
      to: from,
      start: row.departedAt,
      end: driving(row.arrivedPickupAt, 9),
    });
    if (row.boardedAt)
      along(city, rows, of, { from, to, start: row.boardedAt, end: driving(row.arrivedDropoffAt, 11) });
  }
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
