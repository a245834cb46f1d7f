import {
  annealStep,
  closeOne,
  construct,
  fleetStep,
  restore,
  type Search,
  type Snapshot,
  snapshot,
} from "@/server/core/scheduler/engine/anneal";
import type { PooledRoute } from "@/server/core/scheduler/engine/pool";
import type { Route } from "@/server/core/scheduler/engine/route";
import { type Solution, setRoutes } from "@/server/core/scheduler/engine/solution";

/** A stretch of search: what to do, from which plan (none: go on from the present one), between which temperatures. */
export type RoundOrder = {
  kind: "fleet" | "anneal";
  start?: Int32Array[];
  /** Only these vehicles' routes may change, and only these of the absent be put in (groups by number modulo `of`). */
  share?: { vehicles: number[]; part: number; of: number };
  /** Whether this thread looks for routes by prices later: it remembers those of refused moves too, and tells none now. */
  keepsRoutes?: boolean;
  hot: number;
  cold: number;
  /** Whether empty vehicles stay empty: fewest vehicles come before cost. */
  keepFleet: boolean;
  /** Before annealing, plan well with a vehicle more and take one away again: a way out of a fleet packed too tight. */
  loosen?: boolean;
};

/** What a round found; `fresh` are routes for everybody. */
export type RoundResult = { best: Snapshot; current: Snapshot; fresh: PooledRoute[]; iterations: number };

/** Runs one round until `progress` says 1. Pure: the clock is behind `progress`. */
export function runRound(
  search: Search,
  order: RoundOrder,
  progress: (iterations: number) => number,
): RoundResult {
  const { solution } = search;
  const before = search.iterations;
  solution.frozen.fill(0);
  solution.barred.fill(0);
  if (order.start) setRoutes(solution, order.start);
  if (order.kind === "fleet") reduceFleet(search, order, progress, before);
  else anneal(search, order, progress, before);
  const best = search.best ?? snapshot(solution);
  const fresh = order.keepsRoutes ? [] : search.pool.fresh;
  search.pool.fresh = [];
  return { best, current: snapshot(solution), fresh, iterations: search.iterations - before };
}

function anneal(
  search: Search,
  order: RoundOrder,
  progress: (iterations: number) => number,
  before: number,
): void {
  const { solution } = search;
  const { hot, cold } = order;
  search.notesRefused = order.keepsRoutes === true;
  if (order.share) takeShare(solution, order.share);
  for (const { vehicle, length } of solution.routes)
    solution.closed[vehicle] = order.keepFleet && length === 0 ? 1 : 0;
  if (order.start || !search.best) search.best = snapshot(solution);
  const share = (): number => progress(search.iterations - before);
  const begin =
    order.loosen && order.keepFleet ? loosenFleet(search, order, share) : serveMore(search, order, share);
  for (let done = share(); done < 1; done = share()) {
    const temperature = hot * (cold / hot) ** ((done - begin) / (1 - begin));
    for (let step = 0; step < 32; step++) annealStep(search, temperature);
  }
}

function takeShare(solution: Solution, { vehicles, part, of }: NonNullable<RoundOrder["share"]>): void {
  solution.frozen.fill(1);
  for (const vehicle of vehicles) solution.frozen[vehicle] = 0;
  for (let index = 0; index < solution.absentCount; index++) {
    const group = solution.absent[index] as number;
    if (group % of !== part) solution.barred[group] = 1;
  }
}

/** On a day that leaves somebody out, half of the round goes to them, weighed by how hard they are to place. */
function serveMore(search: Search, { cold }: RoundOrder, share: () => number): number {
  const { solution, model } = search;
  if (!model.day || solution.absentCount === 0) return 0;
  while (solution.absentCount > 0 && share() < 0.5)
    for (let step = 0; step < 32 && solution.absentCount > 0; step++) fleetStep(search, cold);
  if (search.best) restore(search, search.best);
  return share();
}

/** A fifth of the round with a vehicle more, then up to a fifth to be rid of one; the old plan if that fails. */
function loosenFleet(search: Search, { hot, cold }: RoundOrder, share: () => number): number {
  const { solution, best } = search;
  const spare = solution.routes.find(({ vehicle, length }) => length === 0 && solution.frozen[vehicle] === 0);
  if (!best || !spare) return 0;
  solution.closed[spare.vehicle] = 0;
  search.best = undefined;
  for (let done = share(); done < 0.2; done = share()) {
    const temperature = hot * (cold / hot) ** (done * 4);
    for (let step = 0; step < 32; step++) annealStep(search, temperature);
  }
  while (
    solution.absentCount === 0 &&
    solution.routes.filter((route) => route.length > 0).length > best.vehicles
  )
    if (!closeOne(search)) break;
  while (solution.absentCount > 0 && share() < 0.4)
    for (let step = 0; step < 32 && solution.absentCount > 0; step++) fleetStep(search, cold);
  if (solution.absentCount > 0) restore(search, best);
  search.best = best;
  for (const { vehicle, length } of solution.routes) solution.closed[vehicle] = length === 0 ? 1 : 0;
  return share();
}

/** Closes vehicle after vehicle; `best` is the plan with the fewest that serves everybody. */
function reduceFleet(
  search: Search,
  order: RoundOrder,
  progress: (iterations: number) => number,
  before: number,
): void {
  const { solution } = search;
  if (solution.routes.every((route: Route) => route.length === 0)) construct(search);
  if (order.start || !search.best) search.best = snapshot(solution);
  while (progress(search.iterations - before) < 1) {
    if (solution.absentCount === 0) {
      if (solution.routes.every((route) => route.length === 0)) return;
      search.best = snapshot(solution);
      if (!closeOne(search)) return;
    }
    for (let step = 0; step < 32 && solution.absentCount > 0; step++) fleetStep(search, order.cold);
  }
  if (solution.absentCount === 0) search.best = snapshot(solution);
}
