import type { Plan, Violation } from "@/server/core/scheduler/plan";
import type { Problem, Request, Shift, TimeRange } from "@/server/core/scheduler/problem";
import type { RepairKind } from "@/server/core/scheduler/repair-kind";
import { solve } from "@/server/core/scheduler/search";
import {
  type NewOrder,
  ordersChanged,
  partOf,
  soundPart,
  standingPlan,
} from "@/server/core/scheduler/standing";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

/** A vehicle or its crew fails from now (`problem.nowSeconds`) on; null: for the rest of its shift. */
export type Outage = { shiftId: string; untilSeconds: number | null };

export type RepairOptions = {
  seed: number;
  /** Moves looked at in each of the searches that a repair consists of. */
  iterations: number;
  /** How much of the time is used, 0 to 1. */
  spent?: () => number;
  /** A promise is put off by this much at most; it never comes earlier. */
  maxDelaySeconds: number;
  /** Who of the failed vehicle may be put on another one of the problem's; the others are left to whoever asks others. */
  ours: readonly string[];
  /** Whose promise may be moved at all: those whom the asking operator carries. */
  movable: readonly string[];
};

/** A promise that has to move: what was told, what is to be told, and when the vehicle comes by the plan. */
export type MovedPromise = { requestId: string; before: TimeRange; after: TimeRange; pickupSeconds: number };

export type RepairOption = {
  /** No promise is moved and who cannot be kept is left; or as few as it takes to leave nobody, if that is possible. */
  kind: RepairKind;
  orders: NewOrder[];
  moves: { requestId: string; toShiftId: string; pickupSeconds: number }[];
  promises: MovedPromise[];
  unplaced: { requestId: string; reasons: Violation[] }[];
  /** What driving and duty cost more (or less) than by the plan that failed; without who is left. */
  addedCostFen: number;
};

export type Repair = {
  /** On board, or the vehicle is on its way to them: a plan cannot help, a telephone can. */
  underWay: string[];
  displaced: string[];
  options: RepairOption[];
};

/** The problem without the failed vehicle (or with it back later), and who is left over. */
type Broken = {
  problem: Problem;
  /** What still stands, before anybody is put anywhere. */
  plan: Plan;
  standing: Plan;
  ours: ReadonlySet<string>;
};

const ridersOf = (plan: Plan, shiftId: string): string[] => [
  ...new Set(plan.routes.find((it) => it.shiftId === shiftId)?.stops.map((stop) => stop.requestId) ?? []),
];

function underWayOn(shift: Shift): string[] {
  const done = new Set(shift.driven.filter((it) => it.kind === "drop").map((it) => it.requestId));
  const begun = [...shift.driven, ...shift.locked].map((it) => it.requestId);
  return [...new Set(begun)].filter((id) => !done.has(id));
}

/** Whether, and how, the failed vehicle works again later in its shift. */
function backLater(shift: Shift, outage: Outage): Shift | null {
  const { untilSeconds } = outage;
  if (untilSeconds === null || untilSeconds >= shift.window.toSeconds || underWayOn(shift).length > 0)
    return null;
  const fromSeconds = Math.max(untilSeconds, shift.window.fromSeconds);
  const position = shift.position && {
    ...shift.position,
    fromSeconds: Math.max(fromSeconds, shift.position.fromSeconds),
    wheelSeconds: 0,
  };
  const behind = shift.breaks.filter((it) => fromSeconds + it.durationSeconds > it.window.toSeconds).length;
  return {
    ...shift,
    window: { ...shift.window, fromSeconds },
    settled: [],
    breaksTaken: Math.max(shift.breaksTaken, behind),
    ...(position ? { position } : {}),
  };
}

function breakDown(problem: Problem, plan: Plan, outage: Outage, ours: readonly string[]): Broken {
  const standing = standingPlan(problem, plan);
  const shiftOf = new Map(
    standing.routes.flatMap((route) => route.stops.map((it) => [it.requestId, route.shiftId] as const)),
  );
  const begun = new Set(
    problem.shifts
      .filter((it) => it.id === outage.shiftId)
      .flatMap((it) => [...it.driven, ...it.locked].map((stop) => stop.requestId)),
  );
  const shifts = problem.shifts.flatMap((it) => {
    if (it.id !== outage.shiftId) return [it];
    const back = backLater(it, outage);
    return back ? [back] : [];
  });
  const stays = (request: Request): boolean =>
    shiftOf.get(request.id) !== outage.shiftId ||
    (begun.has(request.id) && shifts.some((it) => it.id === outage.shiftId));
  const placed = new Set(ours);
  const requests = problem.requests.flatMap((request): Request[] => {
    const shiftId = shiftOf.get(request.id);
    if (stays(request)) return shiftId === undefined ? [] : [{ ...request, lockShiftId: shiftId }];
    return placed.has(request.id) && !begun.has(request.id) ? [request] : [];
  });
  const broken = Object.freeze({ ...problem, shifts, requests });
  const left = new Set(requests.filter(stays).map((it) => it.id));
  const routes = standing.routes.map((it) => ({
    ...it,
    stops: it.stops.filter((stop) => left.has(stop.requestId)),
  }));
  const fixed = partOf(broken, new Set(shifts.map((it) => it.id)), left);
  // A vehicle that runs late already takes nobody on.
  const sound = soundPart(fixed, standingPlan(fixed, { ...standing, routes }));
  const mine = requests.filter((it) => !left.has(it.id));
  const part = Object.freeze({ ...sound.problem, requests: [...sound.problem.requests, ...mine] });
  return { problem: part, plan: sound.plan, standing, ours: new Set(mine.map((it) => it.id)) };
}

/** Everybody's window as it was told; those who may be put off have as much more as `delaySeconds`. */
function relaxed(problem: Problem, movable: ReadonlySet<string>, delaySeconds: number): Problem {
  const requests = problem.requests.map((it): Request => {
    const told = it.promise ?? it.pickupWindow;
    const more = it.promise && movable.has(it.id) ? delaySeconds : 0;
    return { ...it, pickupWindow: { ...told, toSeconds: told.toSeconds + more } };
  });
  // With nobody to put off the promises stay hard rules, so that the reasons name them.
  const promises = movable.size === 0 ? ("frozen" as const) : ("movable" as const);
  return Object.freeze({ ...problem, requests, rules: { ...problem.rules, promises } });
}

type Found = { problem: Problem; plan: Plan; moved: string[] };

const isBroken = ({ promise }: Request, startSeconds: number): boolean =>
  promise !== undefined && (startSeconds < promise.fromSeconds || startSeconds > promise.toSeconds);

function movedIn(problem: Problem, plan: Plan): string[] {
  const byId = new Map(problem.requests.map((it) => [it.id, it]));
  return plan.routes.flatMap((route) =>
    route.stops.flatMap((stop) => {
      const request = byId.get(stop.requestId);
      return stop.kind === "pickup" && request && isBroken(request, stop.startSeconds) ? [request.id] : [];
    }),
  );
}

/** Vehicles that nobody was put on drive as they did: a repair touches no more than it must. */
function untouched(broken: Broken, problem: Problem, plan: Plan): Plan {
  const stood = new Map(broken.plan.routes.map((it) => [it.shiftId, it]));
  const routes = plan.routes.map((route) => {
    const takesOn = route.stops.some((it) => broken.ours.has(it.requestId));
    return takesOn ? route : (stood.get(route.shiftId) ?? route);
  });
  const timed = standingPlan(problem, { ...plan, routes });
  return { ...timed, unserved: plan.unserved };
}

/** The best plan found when these promises may move by so much; null when the verifier refuses it. */
function search(
  broken: Broken,
  movable: ReadonlySet<string>,
  delaySeconds: number,
  { seed, iterations, spent }: RepairOptions,
  start: Plan = broken.plan,
): Found | null {
  const problem = relaxed(broken.problem, movable, delaySeconds);
  const stop = { iterations, ...(spent ? { spent } : {}) };
  const found = solve(problem, { seed, stop, start, keepsServed: true });
  const kept = broken.plan.routes.every((route) =>
    route.stops.every((it) => found.unserved.every((left) => left.requestId !== it.requestId)),
  );
  const plan = untouched(broken, problem, found);
  if (!kept || !verifyPlan(problem, plan).feasible) return null;
  return { problem, plan, moved: movedIn(problem, plan) };
}

/** Sets of `size` from a list, those first whose members come first. */
function* choose(from: readonly string[], size: number, first = 0): Generator<string[]> {
  if (size === 0) {
    yield [];
    return;
  }
  for (let at = first; at <= from.length - size; at++) {
    const head = from[at];
    if (head !== undefined) for (const rest of choose(from, size - 1, at + 1)) yield [head, ...rest];
  }
}

const leftOut = (found: Found): number[] => found.plan.score.unservedFen;
const compareLeft = (a: Found, b: Found): number => {
  for (let priority = 0; priority < 9; priority++) {
    const difference = (leftOut(a)[priority] ?? 0) - (leftOut(b)[priority] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};
const isAsGood = (it: Found | null, best: Found): it is Found => it !== null && compareLeft(it, best) <= 0;

const capsSeconds = [1800, 3600, 5400, 7200, 10_800];

/**
 * Whether fewer promises would do, by looking at every set of one, two, … of them, those of the failed vehicle first (they
 * hear of a change anyway), as long as there is time; then the smallest delay that does for the ones chosen.
 */
function fewer(broken: Broken, best: Found, options: RepairOptions): Found {
  const movable = new Set(options.movable);
  const promised = broken.problem.requests
    .filter((it) => it.promise && movable.has(it.id))
    .map((it) => it.id);
  const inOrder = [...promised].sort((a, b) => Number(broken.ours.has(b)) - Number(broken.ours.has(a)));
  let found = best;
  const over = (): boolean => (options.spent?.() ?? 0) >= 1;
  const own = inOrder.filter((id) => broken.ours.has(id));
  const most = best.moved.length;
  sizes: for (let size = 1; size <= most; size++) {
    // As many as were found already are worth a look only when they are all of the failed vehicle.
    if (size === most && best.moved.every((id) => broken.ours.has(id))) break;
    for (const few of choose(size === most ? own : inOrder, size)) {
      if (over()) break sizes;
      const one = search(broken, new Set(few), options.maxDelaySeconds, options);
      if (!isAsGood(one, best)) continue;
      found = one;
      break sizes;
    }
  }
  for (const cap of capsSeconds.filter((it) => it < options.maxDelaySeconds)) {
    if (over()) break;
    const sooner = search(broken, new Set(found.moved), cap, options);
    if (isAsGood(sooner, found) && sooner.moved.length <= found.moved.length) return sooner;
  }
  return found;
}

/** A told range moved by whole five minutes, as little as keeps the pickup in it. */
function laterRange(told: TimeRange, pickupSeconds: number): TimeRange {
  const step = told.toSeconds - told.fromSeconds >= 300 ? 300 : 1;
  const by = Math.ceil(Math.max(0, pickupSeconds - told.toSeconds) / step) * step;
  return { fromSeconds: told.fromSeconds + by, toSeconds: told.toSeconds + by };
}

function optionOf(broken: Broken, found: Found, kind: RepairOption["kind"]): RepairOption {
  const pickups = found.plan.routes.flatMap(({ shiftId, stops }) =>
    stops
      .filter((it) => it.kind === "pickup")
      .map((it) => ({ requestId: it.requestId, toShiftId: shiftId, pickupSeconds: it.startSeconds })),
  );
  const promises = pickups.flatMap(({ requestId, pickupSeconds }): MovedPromise[] => {
    const before = found.problem.requests.find((it) => it.id === requestId)?.promise;
    if (!before || !found.moved.includes(requestId)) return [];
    return [{ requestId, before, after: laterRange(before, pickupSeconds), pickupSeconds }];
  });
  return {
    kind,
    orders: ordersChanged(broken.plan, found.plan),
    moves: pickups.filter((it) => broken.ours.has(it.requestId)),
    promises,
    unplaced: found.plan.unserved,
    addedCostFen: found.plan.score.costFen - broken.standing.score.costFen,
  };
}

/**
 * What can be done when a vehicle fails: a small front of options that are no worse than each other. Everybody else keeps their
 * vehicle, and so do the promises of the first option; the second moves the fewest that it takes to leave fewer people
 * (proven against an exhaustive search on small cases, `repair.test.ts`). Each was checked by the verifier.
 */
export function repair(problem: Problem, plan: Plan, outage: Outage, options: RepairOptions): Repair {
  const shift = problem.shifts.find((it) => it.id === outage.shiftId);
  if (!shift) return { underWay: [], displaced: [], options: [] };
  const begun = new Set([...shift.driven, ...shift.locked].map((it) => it.requestId));
  const displaced = ridersOf(plan, outage.shiftId).filter((id) => !begun.has(id));
  const underWay = underWayOn(shift);
  const broken = breakDown(problem, plan, outage, options.ours);
  const kept = search(broken, new Set(), 0, options);
  if (!kept) return { underWay, displaced, options: [] };
  const first = optionOf(broken, kept, "keep_promises");
  if (first.unplaced.length === 0) return { underWay, displaced, options: [first] };
  const served = search(broken, new Set(options.movable), options.maxDelaySeconds, options, kept.plan);
  if (!served || compareLeft(served, kept) >= 0) return { underWay, displaced, options: [first] };
  const second = optionOf(broken, fewer(broken, served, options), "fewest_moved");
  return { underWay, displaced, options: [first, second] };
}
