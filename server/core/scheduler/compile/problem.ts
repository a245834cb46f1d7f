import { mostBreaks } from "@/server/core/scheduler/clock/room";
import { berthSets } from "@/server/core/scheduler/compile/berth-sets";
import { carriersOf } from "@/server/core/scheduler/compile/carriers";
import { singly } from "@/server/core/scheduler/compile/compiled";
import { routeViolations } from "@/server/core/scheduler/constraints/all";
import { absencePrices } from "@/server/core/scheduler/engine/absence";
import { company, type DayRules, type Standing } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { Line } from "@/server/core/scheduler/line";
import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import {
  earliestSeconds,
  isDrop,
  latestSeconds,
  originOf,
  type StopCode,
} from "@/server/core/scheduler/stop";

/** A region's day in the engine's form. */
export type CompiledDay = {
  model: Model;
  /** By vehicle the nodes still ahead, in driving order. */
  routes: Int32Array[];
  /** The stop code (see `stop.ts`) of each node, and so the way back. */
  codes: Int32Array;
};

/** A route that keeps not every rule and cannot be mended stays as it is: nobody is put on it or taken off. */
const isStuck = ({ route }: Line): boolean =>
  route.timing.lateSeconds > 0 || routeViolations(route).length > 0;

/**
 * Compiles a problem with its present routes, one line a shift. Requests that are over are left out; whoever is on board has
 * a drop and no pickup.
 */
export function compileProblem(
  problem: Problem,
  lines: readonly Line[],
  kept: ReadonlySet<string>,
): CompiledDay {
  const over = new Set(
    lines.flatMap(({ route }) =>
      drivenCodes(route.codes, route.shift)
        .filter(isDrop)
        .map((it) => it >> 1),
    ),
  );
  const live = problem.requests.map((_, index) => index).filter((index) => !over.has(index));
  const codes = Int32Array.from(live.flatMap((index) => [2 * index, 2 * index + 1]));
  const nodeOf = new Int32Array(problem.requests.length * 2).fill(-1);
  for (const [node, code] of codes.entries()) nodeOf[code] = node;
  const routes = lines.map(({ route }) =>
    Int32Array.from(route.codes.slice(route.shift.driven.length), (code) => nodeOf[code] ?? -1),
  );
  const requests = live.flatMap((index) => problem.requests[index] ?? []);
  const stuck = new Set(lines.flatMap((line, vehicle) => (isStuck(line) ? [vehicle] : [])));
  const day = dayRules(problem, lines, requests, nodeOf, stuck, kept);
  return { codes, routes, model: modelOf(problem, requests, codes, lines, stuck, day) };
}

const drivenCodes = (codes: readonly StopCode[], shift: Shift): StopCode[] =>
  codes.slice(0, shift.driven.length);

function sharedFloats(values: Int32Array): Float64Array {
  const shared = new Float64Array(new SharedArrayBuffer(values.length * 8));
  shared.set(values);
  return shared;
}

function modelOf(
  problem: Problem,
  requests: readonly Request[],
  codes: Int32Array,
  lines: readonly Line[],
  stuck: ReadonlySet<number>,
  day: DayRules,
): Model {
  const { shifts } = problem;
  const byNode = (measure: (request: Request, isDrop: boolean, code: number) => number): Float64Array =>
    Float64Array.from(codes, (code, node) => measure(requests[node >> 1] as Request, isDrop(node), code));
  const loads = requests.map((it) => (it.shareable && it.isolation === "none" ? 1 : company));
  return {
    requestCount: requests.length,
    vehicleCount: shifts.length,
    placeCount: problem.placeCount,
    time: sharedFloats(problem.travelSeconds),
    cost: sharedFloats(problem.travelMetres),
    isMetric: true,
    place: Int32Array.from(byNode((it, drop) => (drop ? it.dropPlace : it.pickupPlace))),
    open: byNode((_, __, code) => earliestSeconds(problem, code)),
    close: Float64Array.from(codes, (code, node) => closeOf(problem, day, code, node)),
    service: byNode((it, drop) => (drop ? it.dropServiceSeconds : it.pickupServiceSeconds)),
    load: Int32Array.from(codes, (_, node) => (loads[node >> 1] ?? 0) * (isDrop(node) ? -1 : 1)),
    maxRide: Float64Array.from(requests, (it) => it.pickupServiceSeconds + it.maxRideSeconds),
    maxWait: Float64Array.from(requests, (it) => it.maxWaitOnBoardSeconds),
    hasTies: false,
    startPlace: Int32Array.from(shifts, (it) => originOf(problem, it).place),
    endPlace: Int32Array.from(shifts, (it) => it.endPlace),
    from: Float64Array.from(shifts, (it) => originOf(problem, it).fromSeconds),
    until: Float64Array.from(shifts, (it) => it.window.toSeconds),
    longestDuty: new Float64Array(shifts.length).fill(Number.POSITIVE_INFINITY),
    room: new Int32Array(shifts.length).fill(company),
    guards: 0,
    ...carriersOf(problem, requests, lines, stuck),
    absence: absencePrices(day.standing),
    day,
    ...singly(requests.length),
  };
}

/** Whoever is on board must arrive before their ride has lasted too long. */
function closeOf(problem: Problem, { isAboard, since, ride }: DayRules, code: number, node: number): number {
  const latest = latestSeconds(problem, code);
  if (!isDrop(node) || isAboard[node >> 1] === 0) return latest;
  return Math.min(latest, (since[node >> 1] ?? 0) + (ride[node >> 1] ?? 0));
}

/** Who matters how much; those in `kept` before everybody else. */
function standingOf(problem: Problem, requests: readonly Request[], kept: ReadonlySet<string>): Standing {
  const mayMove = problem.rules.promises === "movable";
  return {
    priority: Int32Array.from(requests, (it) => (kept.has(it.id) ? 0 : it.priority)),
    price: Float64Array.from(requests, (it) => (kept.has(it.id) ? 1 : it.unservedFen)),
    hasPromise: Uint8Array.from(requests, (it) => (mayMove && it.promise ? 1 : 0)),
  };
}

function dayRules(
  problem: Problem,
  lines: readonly Line[],
  requests: readonly Request[],
  nodeOf: Int32Array,
  stuck: ReadonlySet<number>,
  kept: ReadonlySet<string>,
): DayRules {
  const { shifts, rules } = problem;
  const movesPromises = rules.promises === "movable";
  const promised = (measure: (range: { fromSeconds: number; toSeconds: number }) => number, none: number) =>
    Float64Array.from(requests, (it) => (movesPromises && it.promise ? measure(it.promise) : none));
  return {
    ...shiftRules(shifts, lines, requests, nodeOf),
    ...pauses(shifts),
    ...rooted(lines, requests, nodeOf, stuck),
    ...foesOf(requests),
    ...berthSets(requests, shifts, rules),
    cleaningNeeded: Float64Array.from(requests, (it) =>
      it.isolation === "none" ? -1 : it.disinfectionSeconds,
    ),
    ride: Float64Array.from(requests, (it) => it.maxRideSeconds),
    emptyLimit: Float64Array.from(requests, (it) =>
      rules.maxEmptyRunMetres === null
        ? Number.POSITIVE_INFINITY
        : it.distanceMetres + rules.maxEmptyRunMetres,
    ),
    settledOn: settledOn(shifts, requests),
    standing: standingOf(problem, requests, kept),
    movesPromises,
    promiseFrom: promised((it) => it.fromSeconds, Number.NEGATIVE_INFINITY),
    promiseUntil: promised((it) => it.toSeconds, Number.POSITIVE_INFINITY),
  };
}

function settledOn(shifts: readonly Shift[], requests: readonly Request[]): Int32Array {
  const settled = new Map(
    shifts.flatMap((shift, vehicle) => shift.settled.map((id) => [id, vehicle] as const)),
  );
  return Int32Array.from(requests, (it) => settled.get(it.id) ?? -1);
}

function shiftRules(
  shifts: readonly Shift[],
  lines: readonly Line[],
  requests: readonly Request[],
  nodeOf: Int32Array,
) {
  const aboard = lines.map(({ route }) => {
    const driven = drivenCodes(route.codes, route.shift);
    return driven.filter((code) => !isDrop(code) && !driven.includes(code + 1));
  });
  const loadOf = (code: number): number => {
    const request = requests[(nodeOf[code] ?? -1) >> 1];
    return request?.shareable && request.isolation === "none" ? 1 : company;
  };
  return {
    isUnderWay: Uint8Array.from(shifts, (it) => (it.position || it.driven.length > 0 ? 1 : 0)),
    aboard: Int32Array.from(aboard, (it) => it.length),
    boardLoad: Int32Array.from(aboard, (it) => it.reduce((sum, code) => sum + loadOf(code), 0)),
    head: Int32Array.from(lines, (it) => Math.max(0, it.fixed - it.route.shift.driven.length)),
    wheel: Float64Array.from(shifts, (it) => it.position?.wheelSeconds ?? 0),
    takesTurns: Uint8Array.from(shifts, (it) => (it.drivers > 1 ? 1 : 0)),
    cleaning: Float64Array.from(shifts, (it) => it.disinfectionSeconds),
    perMetre: Float64Array.from(shifts, (it) => it.drivingFenPerKm / 1000),
    perEmptyMetre: Float64Array.from(shifts, (it) => it.emptyFenPerKm / 1000),
    perSecond: Float64Array.from(shifts, (it) => it.dutyFenPerHour / 3600),
  };
}

function pauses(shifts: readonly Shift[]) {
  const cells = shifts.length * mostBreaks;
  const breakFrom = new Float64Array(cells);
  const breakUntil = new Float64Array(cells);
  const breakLength = new Float64Array(cells);
  const breakIsPaid = new Uint8Array(cells);
  for (const [vehicle, shift] of shifts.entries()) {
    for (const [index, { window, durationSeconds, paid }] of shift.breaks.entries()) {
      const cell = vehicle * mostBreaks + index;
      breakFrom[cell] = window.fromSeconds;
      breakUntil[cell] = window.toSeconds;
      breakLength[cell] = durationSeconds;
      breakIsPaid[cell] = paid ? 1 : 0;
    }
  }
  return {
    breaks: Int32Array.from(shifts, (it) => it.breaks.length),
    taken: Int32Array.from(shifts, (it) => Math.min(it.breaksTaken, it.breaks.length)),
    breakFrom,
    breakUntil,
    breakLength,
    breakIsPaid,
  };
}

/** Who may not be taken out: on board, under way, told to come next, or on a route that cannot be mended. */
function rooted(
  lines: readonly Line[],
  requests: readonly Request[],
  nodeOf: Int32Array,
  stuck: ReadonlySet<number>,
) {
  const isRooted = new Uint8Array(requests.length);
  const isAboard = new Uint8Array(requests.length);
  const since = new Float64Array(requests.length);
  for (const [vehicle, { route, fixed }] of lines.entries()) {
    const { driven } = route.shift;
    for (const [stop, code] of route.codes.entries()) {
      const request = (nodeOf[code] ?? -1) >> 1;
      if (request < 0) continue;
      if (stop < fixed || stuck.has(vehicle)) isRooted[request] = 1;
      if (stop >= driven.length || isDrop(code)) continue;
      isAboard[request] = 1;
      since[request] = driven[stop]?.departSeconds ?? 0;
    }
  }
  return { isRooted, isAboard, since };
}

function foesOf(requests: readonly Request[]) {
  const indexOf = new Map(requests.map((it, index) => [it.id, index]));
  const lists = requests.map((it) => it.forbiddenCoRiders.flatMap((id) => indexOf.get(id) ?? []));
  const firstFoe = new Int32Array(requests.length + 1);
  for (const [index, list] of lists.entries()) firstFoe[index + 1] = (firstFoe[index] ?? 0) + list.length;
  return { foes: Int32Array.from(lists.flat()), firstFoe };
}
