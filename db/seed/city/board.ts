import type { BookingNeeds } from "@/server/core/booking-needs";
import type { Point } from "@/server/core/geography";
import { startOfDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { estimateLeg, type RoadProfile } from "@/server/core/road-estimate";
import { routeViolations } from "@/server/core/scheduler/constraints/all";
import type { Ranked } from "@/server/core/scheduler/insertion";
import type { Plan, PlannedRoute } from "@/server/core/scheduler/plan";
import {
  type Problem,
  type Request,
  requestInput,
  type Shift,
  type StopName,
  shiftInput,
} from "@/server/core/scheduler/problem";
import { readPlan } from "@/server/core/scheduler/state";
import { equipmentItems } from "@/server/core/vehicle";
import type { City } from "./city";
import type { SeedShift } from "./shifts";

/** A booking as the plan knows it. */
export interface Rider {
  bookingId: string;
  from: Point;
  to: Point;
  needs: BookingNeeds;
  distanceMetres: number;
  /** Promised pickup range. */
  window: { from: Date; until: Date };
}

/** One day's plan as it grows: shifts, who rides on them, in which order. */
export interface Board {
  epochMs: number;
  shifts: ReadonlyMap<string, SeedShift>;
  places: Map<string, number>;
  problem: Problem;
  riders: Map<string, Rider>;
  routes: Map<string, StopName[]>;
  planVersions: Map<string, number>;
  /** Hashes of the decisions' parts that are written down already. */
  partsKept: Set<string>;
}

const placeKey = (point: Point): string => `${point.lat.toFixed(5)},${point.lon.toFixed(5)}`;
const longBefore = -604_800;
const horizonSeconds = 3 * 86_400;

export const secondsOn = (board: Board, at: Date): number =>
  Math.floor((at.getTime() - board.epochMs) / 1000);
export const instantOn = (board: Board, seconds: number): Date => new Date(board.epochMs + seconds * 1000);

function matrices(points: readonly Point[], roads: RoadProfile) {
  const count = points.length;
  const travelSeconds = new Int32Array(count * count);
  const travelMetres = new Int32Array(count * count);
  points.forEach((a, from) => {
    for (let to = from + 1; to < count; to++) {
      const leg = estimateLeg(a, points[to] ?? a, roads, roads.usualDelay);
      travelSeconds[from * count + to] = travelSeconds[to * count + from] = leg.seconds;
      travelMetres[from * count + to] = travelMetres[to * count + from] = leg.metres;
    }
  });
  return { travelSeconds, travelMetres };
}

/** A shift of the seed in the scheduler's words. All its papers hold on every day that the seed plans. */
function toShift(
  { row, vehicle, crew }: SeedShift,
  places: ReadonlyMap<string, number>,
  epochMs: number,
): Shift {
  const base = places.get(placeKey({ lat: row.baseLat, lon: row.baseLon })) ?? 0;
  const seconds = (at: Date) => Math.floor((at.getTime() - epochMs) / 1000);
  const duties = crew.map((it) => it.duty);
  return shiftInput.parse({
    id: row.id,
    operatorId: row.orgId,
    kind: row.kind,
    vehicleClass: vehicle.row.class,
    berths: vehicle.row.berths,
    equipment: equipmentItems.filter((item) => (vehicle.row.equipment[item] ?? 0) > 0),
    bariatricLimitKg: vehicle.row.maxPatientKg,
    crew: duties,
    drivers: Math.max(1, duties.filter((duty) => duty === "driver").length),
    medicalLicence: true,
    startPlace: base,
    endPlace: base,
    window: { fromSeconds: seconds(row.startsAt), toSeconds: seconds(row.endsAt) },
    breaks: row.breaks.map(({ fromAt, untilAt, durationSeconds, paid }) => ({
      durationSeconds,
      paid,
      window: { fromSeconds: fromAt - epochMs / 1000, toSeconds: untilAt - epochMs / 1000 },
    })),
  });
}

/** An empty plan of the shifts that begin on a day, with the road times between all places that the day will meet. */
export function openBoard(
  city: City,
  { roads, emptyRun }: Pick<RegionSettings, "roads" | "emptyRun">,
  day: string,
  shifts: readonly SeedShift[],
  ends: readonly Point[],
): Board {
  const { maxEmptyRunKilometres: limitKilometres } = emptyRun;
  const epochMs = startOfDay(day, city.timeZone).getTime();
  const places = new Map<string, number>();
  const points: Point[] = [];
  for (const point of [...shifts.map(({ row }) => ({ lat: row.baseLat, lon: row.baseLon })), ...ends]) {
    if (places.has(placeKey(point))) continue;
    places.set(placeKey(point), points.length);
    points.push(point);
  }
  const problem: Problem = {
    horizon: { fromSeconds: longBefore, toSeconds: horizonSeconds },
    nowSeconds: longBefore,
    placeCount: points.length,
    ...matrices(points, roads),
    shifts: shifts.map((it) => toShift(it, places, epochMs)).sort((a, b) => (a.id < b.id ? -1 : 1)),
    requests: [],
    rules: {
      promises: "frozen",
      berthUpgrades: [["escort", "seat"]],
      maxEmptyRunMetres: limitKilometres === null ? null : limitKilometres * 1000,
    },
  };
  return {
    epochMs,
    shifts: new Map(shifts.map((it) => [it.row.id, it])),
    places,
    problem,
    riders: new Map(),
    routes: new Map(),
    planVersions: new Map(shifts.map((it) => [it.row.id, it.row.planVersion ?? 1])),
    partsKept: new Set(),
  };
}

const isolationWord = {
  none: "none",
  alone: "shared_forbidden",
  negative_pressure: "negative_pressure",
} as const;

/** The scheduler's request of a booking; `frozen`: its window is promised. */
export function requestOf(
  board: Board,
  rider: Rider,
  frozen: boolean,
  excludedOperators: string[] = [],
): Request {
  const { needs } = rider;
  const place = (point: Point) => board.places.get(placeKey(point)) ?? -1;
  const [pickupPlace, dropPlace] = [place(rider.from), place(rider.to)];
  const range = {
    fromSeconds: secondsOn(board, rider.window.from),
    toSeconds: secondsOn(board, rider.window.until),
  };
  const direct = board.problem.travelSeconds[pickupPlace * board.problem.placeCount + dropPlace] ?? 0;
  return requestInput.parse({
    id: rider.bookingId,
    pickupPlace,
    dropPlace,
    pickupWindow: range,
    dropWindow: { fromSeconds: longBefore, toSeconds: horizonSeconds },
    pickupServiceSeconds: needs.pickupServiceSeconds,
    dropServiceSeconds: needs.dropoffServiceSeconds,
    maxRideSeconds: Math.max(needs.maxRideSeconds, direct),
    berth: needs.berth === "escort" ? "seat" : needs.berth,
    escorts: needs.escorts,
    vehicleClasses: needs.allowedClasses,
    equipment: needs.equipment,
    crew: (["driver", "bearer", "nurse", "doctor"] as const).flatMap((duty) =>
      Array.from({ length: needs.crew[duty] ?? 0 }, () => duty),
    ),
    serviceLevel: needs.serviceLevel,
    patientKg: needs.patientKg ?? 0,
    isolation: isolationWord[needs.isolation],
    disinfectionSeconds: needs.disinfectionSeconds,
    shareable: needs.shareable,
    distanceMetres: rider.distanceMetres,
    excludedOperators,
    ...(frozen ? { promise: range } : {}),
  });
}

const untimed = (shiftId: string, stops: readonly StopName[]): PlannedRoute => ({
  shiftId,
  stops: stops.map((stop) => ({ ...stop, arriveSeconds: 0, startSeconds: 0, departSeconds: 0 })),
  breaks: [],
  leaveSeconds: 0,
  returnSeconds: 0,
  figures: { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 },
});

/** Problem and plan as they stand now. */
export function asPlan(board: Board): { problem: Problem; plan: Plan } {
  const requests = [...board.riders.values()].map((rider) => requestOf(board, rider, true));
  const routes = [...board.routes].map(([shiftId, stops]) => untimed(shiftId, stops));
  const score = { unservedFen: [], promisesMoved: 0, costFen: 0 };
  return { problem: { ...board.problem, requests }, plan: { routes, unserved: [], score } };
}

/** Put a booking where the ranking found room. */
export function place(board: Board, rider: Rider, fit: Ranked): void {
  const stops = [...(board.routes.get(fit.shiftId) ?? [])];
  stops.splice(fit.pickupStop, 0, { requestId: rider.bookingId, kind: "pickup" });
  stops.splice(fit.dropStop, 0, { requestId: rider.bookingId, kind: "drop" });
  board.routes.set(fit.shiftId, stops);
  board.riders.set(rider.bookingId, rider);
}

/**
 * Take a booking off the plan again. False, and nothing changes, where the rest of its route would not keep its promises
 * without it (a rest may then fall elsewhere).
 */
export function takeOff(board: Board, bookingId: string): boolean {
  const rider = board.riders.get(bookingId);
  const found = [...board.routes].find(([, stops]) => stops.some((stop) => stop.requestId === bookingId));
  if (!rider || !found) return true;
  const [shiftId, stops] = found;
  board.riders.delete(bookingId);
  board.routes.set(
    shiftId,
    stops.filter((stop) => stop.requestId !== bookingId),
  );
  if (isSound(board, shiftId)) {
    touch(board, shiftId);
    return true;
  }
  board.riders.set(bookingId, rider);
  board.routes.set(shiftId, stops);
  return false;
}

/** Whether a shift's plan keeps every rule as it is now timed. */
function isSound(board: Board, shiftId: string): boolean {
  const { problem, plan } = asPlan(board);
  const only = { ...problem, shifts: problem.shifts.filter((it) => it.id === shiftId) };
  return readPlan(only, plan).every(
    ({ route }) => route.timing.lateSeconds === 0 && routeViolations(route).length === 0,
  );
}

/** A shift's plan changed once more. */
export const touch = (board: Board, shiftId: string): void =>
  void board.planVersions.set(shiftId, (board.planVersions.get(shiftId) ?? 1) + 1);
