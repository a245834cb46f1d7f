import type { PlanFigures } from "@/server/core/plan-run";
import type { Plan } from "@/server/core/scheduler/plan";
import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import { type SolveOptions, solve } from "@/server/core/scheduler/search";
import {
  isWorthIt,
  type NewOrder,
  ordersChanged,
  soundPart,
  standingPlan,
} from "@/server/core/scheduler/standing";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

/** What a plan in the background may touch. */
export type Freedom = {
  /** Requests that may change their vehicle, to another of the same operator; all others keep theirs. */
  free: readonly string[];
  /** What begins before it keeps its place. */
  fixedUntilSeconds: number;
};

export type Improvement = {
  outcome: "better" | "no_gain" | "refused";
  before: PlanFigures;
  after: PlanFigures;
  /** The shifts to be written, when better. */
  orders: NewOrder[];
  /** Shifts whose present route keeps not every rule, with what is held against it. */
  setAside: { shiftId: string; findings: Finding[] }[];
  /** What the verifier holds against the plan that was found, when refused. */
  findings: Finding[];
};

/** More moves than this for each request have never found anything worth writing down. */
const movesPerRequest = 200;

/** A gain below a yuan is not worth that everybody reads the plan again. */
const leastGainFen = 100;

/** The shift with everything that begins soon locked in its order, after what is driven and locked already. */
function lockHead(shift: Shift, standing: Plan, fixedUntilSeconds: number): Shift {
  const stops = standing.routes.find((it) => it.shiftId === shift.id)?.stops ?? [];
  const last = stops.findLastIndex((it) => it.startSeconds < fixedUntilSeconds);
  const head = stops.slice(shift.driven.length, last + 1);
  if (head.length <= shift.locked.length) return shift;
  return { ...shift, locked: head.map(({ requestId, kind }) => ({ requestId, kind })) };
}

/** The problem in which nothing is left to choose but what may be moved: every promise frozen, everybody carried by whom they know. */
export function withFreedom(problem: Problem, standing: Plan, freedom: Freedom): Problem {
  const free = new Set(freedom.free);
  const shiftOf = new Map(
    standing.routes.flatMap((route) => route.stops.map((it) => [it.requestId, route.shiftId] as const)),
  );
  const operatorOf = new Map(problem.shifts.map((it) => [it.id, it.operatorId]));
  const bind = (request: Request): Request => {
    const shiftId = shiftOf.get(request.id);
    if (shiftId === undefined) return request;
    const operatorId = operatorOf.get(shiftId);
    if (free.has(request.id) && operatorId) return { ...request, allowedOperators: [operatorId] };
    return { ...request, lockShiftId: shiftId };
  };
  return Object.freeze({
    ...problem,
    rules: { ...problem.rules, promises: "frozen" as const },
    shifts: problem.shifts.map((it) => lockHead(it, standing, freedom.fixedUntilSeconds)),
    requests: problem.requests.map(bind),
  });
}

/** The figures of a plan that was verified; cost by the verifier's own simulation. */
export function figuresOf(plan: Plan, costFen: number): PlanFigures {
  const add = (metres: "drivenMetres" | "emptyMetres") =>
    plan.routes.reduce((sum, it) => sum + it.figures[metres], 0);
  return {
    vehicles: plan.routes.filter((it) => it.stops.length > 0).length,
    trips: new Set(plan.routes.flatMap((it) => it.stops.map((stop) => stop.requestId))).size,
    costFen,
    drivenMetres: add("drivenMetres"),
    emptyMetres: add("emptyMetres"),
  };
}

/**
 * A better plan for a day that is sold already, by the published objective: promises frozen, what is driven, locked or about
 * to begin kept, nobody left out, nobody on another operator's vehicle, nobody but the free ones on another vehicle. Routes
 * that keep not every rule as they stand are left as they are. Checked by the verifier before it is called better.
 */
export function improve(
  problem: Problem,
  plan: Plan,
  freedom: Freedom,
  { seed, stop }: Pick<SolveOptions, "seed" | "stop">,
): Improvement {
  const standing = standingPlan(problem, plan);
  const bound = withFreedom(problem, standing, freedom);
  const part = soundPart(bound, standing);
  const stood = figuresOf(part.plan, verifyPlan(part.problem, part.plan).cost);
  const still = { before: stood, after: stood, orders: [], setAside: part.setAside, findings: [] };
  if (part.problem.requests.length === 0) return { ...still, outcome: "no_gain" };
  const iterations = Math.min(stop.iterations, movesPerRequest * part.problem.requests.length);
  const found = solve(part.problem, {
    seed,
    stop: { ...stop, iterations },
    start: part.plan,
    keepsServed: true,
  });
  if (found.unserved.length > 0 || !isWorthIt(part.plan, found, leastGainFen))
    return { ...still, outcome: "no_gain" };
  const verdict = verifyPlan(part.problem, found);
  if (!verdict.feasible) return { ...still, outcome: "refused", findings: verdict.violations };
  const after = figuresOf(found, verdict.cost);
  if (stood.costFen - after.costFen < leastGainFen) return { ...still, outcome: "no_gain" };
  return { ...still, outcome: "better", after, orders: ordersChanged(part.plan, found) };
}
