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

/** The vehicle while a day is driven: where, when, hours at the wheel, people on board, and what was written down. */
type Drive = { place: number; clock: number; wheel: number; aboard: number; day: Simulation };

function setOut(problem: Problem, shift: Shift): Drive {
  const clock = Math.max(shift.position?.fromSeconds ?? shift.window.fromSeconds, problem.nowSeconds);
  return {
    place: shift.position?.place ?? shift.startPlace,
    clock,
    wheel: shift.position?.wheelSeconds ?? 0,
    aboard: 0,
    day: { stops: [], breaks: [], returned: 0, leftFrom: clock, firstLegSeconds: 0, legMetres: [], log: [] },
  };
}

function note(drive: Drive, kind: "drive" | "pause", seconds: number): void {
  if (seconds > 0) drive.day.log.push({ kind, seconds });
}

/** Takes the breaks of one place, driving up to `drivable` seconds of the leg until each begins. */
function takeBreaks(drive: Drive, shift: Shift, indexes: readonly number[], drivable: number) {
  const taken = { sum: 0, long: false, until: drive.clock, undriven: drivable };
  for (const index of indexes) {
    const rule = shift.breaks[index];
    if (!rule) continue;
    const start = Math.max(taken.until, rule.window.fromSeconds);
    const driven = Math.min(taken.undriven, start - taken.until);
    note(drive, "drive", driven);
    note(drive, "pause", start + rule.durationSeconds - taken.until - driven);
    taken.undriven -= driven;
    taken.until = start + rule.durationSeconds;
    taken.sum += rule.durationSeconds;
    taken.long = taken.long || rule.durationSeconds >= twentyMinutes;
    drive.day.breaks.push({ index, start, end: taken.until });
  }
  return taken;
}

/** Drives a leg that four hours at the wheel cut into pieces, with a rest at each cut; says how long it rested. */
function driveWithRests(drive: Drive, seconds: number): number {
  let rest = 0;
  let left = seconds;
  while (drive.wheel + left > fourHours) {
    note(drive, "drive", fourHours - drive.wheel);
    note(drive, "pause", twentyMinutes);
    left -= fourHours - drive.wheel;
    drive.wheel = 0;
    rest += twentyMinutes;
  }
  note(drive, "drive", left);
  drive.wheel += left;
  return rest;
}

/** Drives to a place, with breaks on the way, and rests wherever four hours at the wheel are up. */
function travel(drive: Drive, problem: Problem, shift: Shift, to: number, breaks: readonly number[]): void {
  const { day } = drive;
  const seconds = problem.travelSeconds[cell(problem, drive.place, to)] ?? 0;
  day.legMetres.push(problem.travelMetres[cell(problem, drive.place, to)] ?? 0);
  const hurried = shift.drivers === 1 && seconds > 0 && drive.wheel + seconds > fourHours;
  const taken = takeBreaks(drive, shift, breaks, hurried ? 0 : seconds);
  let rest = 0;
  if (hurried) {
    if (taken.long) drive.wheel = 0;
    rest = driveWithRests(drive, seconds);
    drive.clock = taken.until + seconds + rest;
  } else {
    note(drive, "drive", taken.undriven);
    drive.wheel = taken.long ? seconds : drive.wheel + seconds;
    drive.clock = Math.max(drive.clock + seconds + taken.sum, taken.until);
  }
  if (shift.drivers > 1) drive.wheel = 0;
  if (day.legMetres.length === 1) day.firstLegSeconds = seconds + rest;
  drive.place = to;
}

/** Waits at a stop until it may begin, and does it. `hold` = not before. */
function serve(
  drive: Drive,
  problem: Problem,
  shift: Shift,
  stop: SimulatedStop,
  hold: number | undefined,
): void {
  const arrive = drive.clock;
  const open = Math.max(arrive, opensAt(problem, stop));
  if (drive.aboard === 0 && open - arrive >= twentyMinutes) drive.wheel = 0;
  if (drive.aboard === 0) note(drive, "pause", open - arrive);
  const start = stop.kind === "pickup" ? Math.max(open, hold ?? open) : open;
  drive.clock = start + serviceOf(shift, stop);
  drive.day.stops.push({ arrive, start, leave: drive.clock });
}

/** Drives the day once, beginning no pickup before its entry in `holds`. */
function driveOnce(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  places: readonly BreakPlace[],
  holds: ReadonlyMap<string, number>,
): Simulation {
  const drive = setOut(problem, shift);
  const breaksBefore = (stop: number) => places.filter((it) => it.before === stop).map((it) => it.index);
  for (const [number, stop] of stops.entries()) {
    const fact = shift.driven[number];
    if (fact)
      drive.day.stops.push({
        arrive: fact.startSeconds,
        start: fact.startSeconds,
        leave: fact.departSeconds,
      });
    else {
      const to = stop.kind === "pickup" ? stop.request.pickupPlace : stop.request.dropPlace;
      travel(drive, problem, shift, to, breaksBefore(number));
      serve(drive, problem, shift, stop, holds.get(stop.request.id));
    }
    drive.aboard += stop.kind === "pickup" ? 1 : -1;
  }
  travel(drive, problem, shift, shift.endPlace, []);
  drive.day.returned = drive.clock;
  takeBreaks(drive, shift, breaksBefore(stops.length), 0);
  return drive.day;
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
