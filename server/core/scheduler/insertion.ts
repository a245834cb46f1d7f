import { at } from "@/server/core/scheduler/at";
import { lateSeconds } from "@/server/core/scheduler/clock";
import { fitViolations, mayCarry, routeViolations } from "@/server/core/scheduler/constraints/all";
import { type Line, lineOf } from "@/server/core/scheduler/line";
import { routeValue } from "@/server/core/scheduler/objective";
import type { Plan, Violation } from "@/server/core/scheduler/plan";
import { type Problem, type Request, type TimeRange, withRequest } from "@/server/core/scheduler/problem";
import { makeRoute, type Route } from "@/server/core/scheduler/route";
import {
  allSpots,
  distanceFen,
  type Guest,
  guestOf,
  lateBound,
  type Spot,
  withGuest,
} from "@/server/core/scheduler/spots";
import { isFixed, readPlan, withoutRequest } from "@/server/core/scheduler/state";
import { dropCode, pickupCode } from "@/server/core/scheduler/stop";

/** One shift considered for one request: where it would go, when, what it adds, and every rule it would break. */
export type Candidate = {
  requestId: string;
  shiftId: string;
  operatorId: string;
  shiftKind: "committed" | "on_offer";
  /** Place of the vehicle's class in the request's order of preference, from 0; −1 = not among them. */
  classRank: number;
  pickupWindow: TimeRange;
  /** Numbers of the two stops in the route with the request in it. */
  pickupStop: number;
  dropStop: number;
  pickupSeconds: number;
  dropSeconds: number;
  addedMetres: number;
  /** Kilometres without a patient that come on top, as metres; can be negative. */
  emptyMetres: number;
  /** Duty time that comes on top. */
  addedSeconds: number;
  addedCostFen: number;
  violations: Violation[];
};

/** A candidate in a ranking; feasible ones come first, cheapest first. */
export type Ranked = Candidate & { feasible: boolean };

/** A route with the guest at one spot, timed in full. */
export type Trial = { route: Route; spot: Spot; addedValue: number };

/** Times a spot in full; undefined when any rule breaks. */
export function trySpot(problem: Problem, line: Line, guest: Guest, spot: Spot): Trial | undefined {
  const { shift } = line.route;
  const codes = withGuest(line.route.codes, guest, spot);
  if (lateSeconds(problem, shift, codes, true) > 0) return undefined;
  const route = makeRoute(problem, shift, codes);
  if (routeViolations(route).length > 0) return undefined;
  return { route, spot, addedValue: routeValue(route) - routeValue(line.route) };
}

/** Whether a trial that keeps every rule is good enough otherwise. */
export type Accepts = (trial: Route, before: Route) => boolean;

/** The cheapest spot on one line that keeps every rule of the route, adds less than `bound` and is accepted. */
export function bestSpot(
  problem: Problem,
  line: Line,
  index: number,
  bound: number,
  accepts: Accepts = () => true,
): Trial | undefined {
  const guest = guestOf(problem, line, index);
  let best: Trial | undefined;
  let limit = bound;
  for (const spot of allSpots(line, guest)) {
    if (lateBound(problem, line, guest, spot) > 0) continue;
    if (distanceFen(problem, line, guest, spot) >= limit) continue;
    const trial = trySpot(problem, line, guest, spot);
    if (!trial || trial.addedValue >= limit || !accepts(trial.route, line.route)) continue;
    best = trial;
    limit = trial.addedValue;
  }
  return best;
}

/** How many spots are timed in full to find the least late one of a shift that cannot keep the rules. */
const badSpotsTimed = 3;

/**
 * The spot that comes least late, when none keeps the rules; its violations explain the shift. Spots come by their optimistic
 * bound, so the search ends where none can be less late than the best; of equals the nearer one counts.
 */
function leastBad(problem: Problem, line: Line, index: number): Trial {
  const guest = guestOf(problem, line, index);
  const { shift, codes } = line.route;
  const spots = allSpots(line, guest)
    .map((spot) => ({
      spot,
      bound: lateBound(problem, line, guest, spot),
      fen: distanceFen(problem, line, guest, spot),
    }))
    .toSorted((a, b) => a.bound - b.bound || a.fen - b.fen)
    .slice(0, badSpotsTimed);
  let best = { spot: { pickup: codes.length, drop: codes.length }, late: Number.POSITIVE_INFINITY };
  for (const { spot, bound } of spots) {
    if (bound >= best.late) break;
    const late = lateSeconds(problem, shift, withGuest(codes, guest, spot), false);
    if (late < best.late) best = { spot, late };
  }
  const route = makeRoute(problem, shift, withGuest(codes, guest, best.spot));
  const addedValue = spots.length > 0 ? routeValue(route) - routeValue(line.route) : 0;
  return { route, spot: best.spot, addedValue };
}

/** By the optimistic bounds, how near a line comes to carrying a request: seconds late at its best spot. */
function nearness(problem: Problem, line: Line, index: number): number {
  const guest = guestOf(problem, line, index);
  return Math.min(...allSpots(line, guest).map((spot) => lateBound(problem, line, guest, spot)));
}

/**
 * Why nobody carries a request, short enough to stand in a plan: the rules broken on the `count` shifts that come
 * nearest to it, or, where no shift may ever carry it, what is wrong with each. `explain` tells the whole of it.
 */
export function nearestReasons(
  problem: Problem,
  lines: readonly Line[],
  index: number,
  count: number,
): Violation[] {
  const request = at(problem.requests, index);
  const able = lines.filter((line) => mayCarry(problem, request, line.route.shift));
  if (able.length === 0) return lines.flatMap((line) => fitViolations(problem, request, line.route.shift));
  const nearest = able
    .map((line) => ({ line, late: nearness(problem, line, index) }))
    .toSorted((a, b) => a.late - b.late)
    .slice(0, count);
  return nearest.flatMap(({ line }) => routeViolations(leastBad(problem, line, index).route));
}

/** A trial with what it breaks, as a candidate that can be shown and stored. */
export function toCandidate(
  problem: Problem,
  line: Line,
  index: number,
  trial: Trial,
  violations: Violation[],
): Candidate {
  const { route, spot } = trial;
  const request = at(problem.requests, index);
  const { shift } = route;
  const pickupStop = spot.pickup;
  const dropStop = spot.drop + 1;
  return {
    requestId: request.id,
    shiftId: shift.id,
    operatorId: shift.operatorId,
    shiftKind: shift.kind,
    classRank: request.vehicleClasses.indexOf(shift.vehicleClass),
    pickupWindow: (problem.rules.promises === "frozen" ? request.promise : undefined) ?? request.pickupWindow,
    pickupStop,
    dropStop,
    pickupSeconds: at(route.timing.start, pickupStop),
    dropSeconds: at(route.timing.start, dropStop),
    addedMetres: route.figures.drivenMetres - line.route.figures.drivenMetres,
    emptyMetres: route.figures.emptyMetres - line.route.figures.emptyMetres,
    addedSeconds: route.figures.dutySeconds - line.route.figures.dutySeconds,
    addedCostFen: route.figures.costFen - line.route.figures.costFen,
    violations,
  };
}

/** The request inside the problem, taken out of its present route if it may move: what every question starts from. */
export function prepare(
  problem: Problem,
  plan: Plan,
  request: Request,
): { problem: Problem; lines: Line[]; index: number } {
  const asked = withRequest(problem, request);
  const index = asked.requests.findIndex((it) => it.id === request.id);
  const lines = readPlan(asked, plan).map((line) => {
    const { codes, shift } = line.route;
    if (!codes.includes(pickupCode(index)) && !codes.includes(dropCode(index))) return line;
    return isFixed(line, index) ? line : lineOf(asked, shift, withoutRequest(codes, index));
  });
  return { problem: asked, lines, index };
}

/** Feasible before infeasible, then cheaper, then the class preferred, then fewer reasons against, then by id. */
function compareRanked(a: Ranked, b: Ranked): number {
  if (a.feasible !== b.feasible) return a.feasible ? -1 : 1;
  const first = a.feasible ? 0 : a.violations.length - b.violations.length;
  const byId = a.shiftId < b.shiftId ? -1 : 1;
  return first || a.addedCostFen - b.addedCostFen || a.classRank - b.classRank || byId;
}

/**
 * Every shift's best way to carry one request under a plan, feasible ones first (by added cost in fen), each infeasible
 * one with all the rules it breaks at its least late spot. The plan's other stops keep their order. A request
 * that is already being driven cannot be ranked again: the answer is empty.
 */
export function rankInsertions(problem: Problem, plan: Plan, request: Request): Ranked[] {
  const asked = prepare(problem, plan, request);
  const { lines, index } = asked;
  if (lines.some((line) => isFixed(line, index))) return [];
  const ranked = lines.map((line): Ranked => {
    const fit = fitViolations(asked.problem, request, line.route.shift);
    const good =
      fit.length === 0 ? bestSpot(asked.problem, line, index, Number.POSITIVE_INFINITY) : undefined;
    if (good) return { ...toCandidate(asked.problem, line, index, good, []), feasible: true };
    const bad = leastBad(asked.problem, line, index);
    const violations = [...fit, ...routeViolations(bad.route)];
    return { ...toCandidate(asked.problem, line, index, bad, violations), feasible: false };
  });
  return ranked.toSorted(compareRanked);
}
