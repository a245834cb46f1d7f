import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";

/** A stop to simulate. */
export type SimulatedStop = { request: Request; kind: "pickup" | "drop" };
/** Break number `index` of the shift is taken before stop `before` (the stop count = at the base, after the return). */
export type BreakPlace = { index: number; before: number };

export type Simulation = {
  stops: { arrive: number; start: number; leave: number }[];
  breaks: { index: number; start: number; end: number }[];
  returned: number;
  /** From when the vehicle can drive, and the driving and rests of its first leg. */
  leftFrom: number;
  firstLegSeconds: number;
  legMetres: number[];
  /** What the driver does, in order: seconds at the wheel and pauses (breaks, rests, waits of the empty vehicle). */
  log: { kind: "drive" | "pause"; seconds: number }[];
};

const fourHours = 14_400;
const twentyMinutes = 1_200;

const cell = (problem: Problem, from: number, to: number): number => from * problem.placeCount + to;

function serviceOf(shift: Shift, { request, kind }: SimulatedStop): number {
  if (kind === "pickup") return request.pickupServiceSeconds;
  const cleaning = Math.max(request.disinfectionSeconds, shift.disinfectionSeconds);
  return request.dropServiceSeconds + (request.isolation === "none" ? 0 : cleaning);
}

function opensAt(problem: Problem, { request, kind }: SimulatedStop): number {
  if (kind === "drop") return request.dropWindow.fromSeconds;
  const promised = problem.rules.promises === "frozen" ? request.promise : undefined;
  return promised ? promised.fromSeconds : request.pickupWindow.fromSeconds;
}

/** Drives the day once, beginning no pickup before its entry in `holds`. */
function driveOnce(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  places: readonly BreakPlace[],
  holds: ReadonlyMap<string, number>,
): Simulation {
  let place = shift.position?.place ?? shift.startPlace;
  let clock = Math.max(shift.position?.fromSeconds ?? shift.window.fromSeconds, problem.nowSeconds);
  let wheel = shift.position?.wheelSeconds ?? 0;
  let aboard = 0;
  const result: Simulation = {
    stops: [],
    breaks: [],
    returned: 0,
    leftFrom: clock,
    firstLegSeconds: 0,
    legMetres: [],
    log: [],
  };

  const note = (kind: "drive" | "pause", seconds: number): void => {
    if (seconds > 0) result.log.push({ kind, seconds });
  };
  /** Takes the breaks before a stop, driving up to `drivable` seconds of the leg until each begins. */
  const pause = (
    before: number,
    drivable: number,
  ): { sum: number; long: boolean; until: number; undriven: number } => {
    let until = clock;
    let sum = 0;
    let long = false;
    let undriven = drivable;
    for (const { index } of places.filter((it) => it.before === before)) {
      const rule = shift.breaks[index];
      if (!rule) continue;
      const start = Math.max(until, rule.window.fromSeconds);
      const driven = Math.min(undriven, start - until);
      note("drive", driven);
      note("pause", start + rule.durationSeconds - until - driven);
      undriven -= driven;
      until = start + rule.durationSeconds;
      sum += rule.durationSeconds;
      long = long || rule.durationSeconds >= twentyMinutes;
      result.breaks.push({ index, start, end: until });
    }
    return { sum, long, until, undriven };
  };

  const travel = (to: number, breakSlot: number): void => {
    const seconds = problem.travelSeconds[cell(problem, place, to)] ?? 0;
    result.legMetres.push(problem.travelMetres[cell(problem, place, to)] ?? 0);
    const hurried = shift.drivers === 1 && seconds > 0 && wheel + seconds > fourHours;
    const rules = pause(breakSlot, hurried ? 0 : seconds);
    let rest = 0;
    if (!hurried) {
      note("drive", rules.undriven);
      clock = Math.max(clock + seconds + rules.sum, rules.until);
      wheel = rules.long ? seconds : wheel + seconds;
    } else {
      wheel = rules.long ? 0 : wheel;
      let left = seconds;
      while (wheel + left > fourHours) {
        note("drive", fourHours - wheel);
        note("pause", twentyMinutes);
        left -= fourHours - wheel;
        wheel = 0;
        rest += twentyMinutes;
      }
      note("drive", left);
      wheel += left;
      clock = rules.until + seconds + rest;
    }
    if (shift.drivers > 1) wheel = 0;
    if (result.legMetres.length === 1) result.firstLegSeconds = seconds + rest;
    place = to;
  };

  for (const [number, stop] of stops.entries()) {
    const fact = shift.driven[number];
    if (fact) {
      result.stops.push({ arrive: fact.startSeconds, start: fact.startSeconds, leave: fact.departSeconds });
      aboard += stop.kind === "pickup" ? 1 : -1;
      continue;
    }
    travel(stop.kind === "pickup" ? stop.request.pickupPlace : stop.request.dropPlace, number);
    const arrive = clock;
    const open = Math.max(arrive, opensAt(problem, stop));
    if (aboard === 0 && open - arrive >= twentyMinutes) wheel = 0;
    if (aboard === 0) note("pause", open - arrive);
    const start = stop.kind === "pickup" ? Math.max(open, holds.get(stop.request.id) ?? open) : open;
    clock = start + serviceOf(shift, stop);
    aboard += stop.kind === "pickup" ? 1 : -1;
    result.stops.push({ arrive, start, leave: clock });
  }
  travel(shift.endPlace, -1);
  result.returned = clock;
  pause(stops.length, 0);
  return result;
}

/** How long a patient rides, and stands waiting on the way, in a simulated day. */
export function rideOf(simulation: Simulation, drivenStops: number, pickup: number, drop: number) {
  const boarded = simulation.stops[pickup];
  const left = simulation.stops[drop];
  const rideSeconds = (left?.start ?? 0) - (boarded?.leave ?? 0);
  let waitSeconds = 0;
  for (let stop = Math.max(pickup + 1, drivenStops); stop <= drop; stop++) {
    const times = simulation.stops[stop];
    if (times) waitSeconds += times.start - times.arrive;
  }
  return { rideSeconds, waitSeconds };
}

/**
 * Simulates a day stop by stop. Whoever would wait or ride too long is picked up later by as much, and the day is driven
 * again, until nothing is left to put off.
 */
export function simulate(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  places: readonly BreakPlace[],
): Simulation {
  const holds = new Map<string, number>();
  const hopeless = new Set<string>();
  let day = driveOnce(problem, shift, stops, places, holds);
  for (let round = 0; round < 50 * (stops.length + 1); round++) {
    const victim = stops.findIndex(({ request, kind }, drop) => {
      const pickup = stops.findIndex((it) => it.request.id === request.id && it.kind === "pickup");
      if (kind !== "drop" || pickup < shift.driven.length || pickup > drop || hopeless.has(request.id))
        return false;
      const { rideSeconds, waitSeconds } = rideOf(day, shift.driven.length, pickup, drop);
      return rideSeconds > request.maxRideSeconds || waitSeconds > request.maxWaitOnBoardSeconds;
    });
    const request = stops[victim]?.request;
    if (!request) break;
    const pickup = stops.findIndex((it) => it.request.id === request.id && it.kind === "pickup");
    const before = rideOf(day, shift.driven.length, pickup, victim);
    const excess = Math.max(
      before.rideSeconds - request.maxRideSeconds,
      before.waitSeconds - request.maxWaitOnBoardSeconds,
    );
    holds.set(
      request.id,
      (day.stops[pickup]?.start ?? 0) + Math.min(excess, Math.max(1, before.waitSeconds)),
    );
    day = driveOnce(problem, shift, stops, places, holds);
    const after = rideOf(day, shift.driven.length, pickup, victim);
    if (after.rideSeconds >= before.rideSeconds) hopeless.add(request.id);
  }
  return day;
}
