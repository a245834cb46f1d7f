import { compareScore } from "@/server/core/scheduler/objective";
import type { Plan, PlannedRoute, Score } from "@/server/core/scheduler/plan";
import type { Problem, StopName } from "@/server/core/scheduler/problem";
import { toPlannedRoute } from "@/server/core/scheduler/route";
import { readPlan } from "@/server/core/scheduler/state";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const costOf = (routes: readonly PlannedRoute[]): number =>
  routes.reduce((sum, it) => sum + it.figures.costFen, 0);

/** The order of stops that a plan gives, with the times it leads to from now on. Nothing is moved or mended. */
export function standingPlan(problem: Problem, plan: Plan): Plan {
  const lines = readPlan(problem, plan);
  const routes = lines.map((line) => toPlannedRoute(line.route));
  const served = new Set(routes.flatMap((it) => it.stops.map((stop) => stop.requestId)));
  const left = problem.requests.filter((it) => !served.has(it.id));
  const unservedFen = new Array<number>(9).fill(0);
  for (const { priority, unservedFen: fen } of left)
    unservedFen[priority - 1] = (unservedFen[priority - 1] ?? 0) + fen;
  const promisesMoved = lines.reduce((sum, it) => sum + it.route.promisesMoved, 0);
  const score: Score = { unservedFen, promisesMoved, costFen: costOf(routes) };
  return { routes, unserved: left.map(({ id }) => ({ requestId: id, reasons: [] })), score };
}

/** A problem with some of its shifts and requests only. */
export function partOf(
  problem: Problem,
  shiftIds: ReadonlySet<string>,
  requestIds: ReadonlySet<string>,
): Problem {
  return Object.freeze({
    ...problem,
    shifts: problem.shifts.filter((it) => shiftIds.has(it.id)),
    requests: problem.requests.filter((it) => requestIds.has(it.id)),
  });
}

const ridersOn = (route: PlannedRoute): Set<string> => new Set(route.stops.map((it) => it.requestId));

/** The part of a plan that may be driven as it stands; a shift that keeps not every rule is set aside with its riders. */
export function soundPart(
  problem: Problem,
  standing: Plan,
): { problem: Problem; plan: Plan; setAside: { shiftId: string; findings: Finding[] }[] } {
  const setAside = standing.routes.flatMap((route) => {
    const alone = partOf(problem, new Set([route.shiftId]), ridersOn(route));
    const { feasible, violations } = verifyPlan(alone, { ...standing, routes: [route], unserved: [] });
    return feasible ? [] : [{ shiftId: route.shiftId, findings: violations }];
  });
  const aside = new Set(setAside.map((it) => it.shiftId));
  const routes = standing.routes.filter((it) => !aside.has(it.shiftId));
  const part = partOf(
    problem,
    new Set(routes.map((it) => it.shiftId)),
    new Set(routes.flatMap((it) => [...ridersOn(it)])),
  );
  const score = { ...standing.score, unservedFen: [], costFen: costOf(routes) };
  return { problem: part, plan: { routes, unserved: [], score }, setAside };
}

const names = (stops: readonly StopName[]): string =>
  stops.map(({ requestId, kind }) => `${requestId} ${kind}`).join();

/** A shift's stops in a new order. */
export type NewOrder = { shiftId: string; stops: StopName[] };

/** The shifts whose stops another plan has in another order, or others altogether. */
export function ordersChanged(before: Plan, after: Plan): NewOrder[] {
  const stood = new Map(before.routes.map((it) => [it.shiftId, names(it.stops)]));
  return after.routes
    .filter((it) => (stood.get(it.shiftId) ?? "") !== names(it.stops))
    .map(({ shiftId, stops }) => ({
      shiftId,
      stops: stops.map(({ requestId, kind }) => ({ requestId, kind })),
    }));
}

/** Whether a plan is better by the published objective, and by so much that it is worth a change of routes. */
export function isWorthIt(before: Plan, after: Plan, leastGainFen: number): boolean {
  const better = compareScore(after.score, before.score) < 0;
  const sameService = compareScore({ ...after.score, costFen: 0 }, { ...before.score, costFen: 0 }) === 0;
  return better && (!sameService || before.score.costFen - after.score.costFen >= leastGainFen);
}
