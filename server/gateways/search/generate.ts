import loadHighs from "highs";
import { annealStep, restore, type Search, type Snapshot } from "@/server/core/scheduler/engine/anneal";
import { planOfChoice } from "@/server/core/scheduler/engine/partition";
import { addToPool, noteRoute, type Pool, type PooledRoute } from "@/server/core/scheduler/engine/pool";
import {
  cheapest,
  makePricer,
  type Pricer,
  type Prices,
  priceAround,
  reducedCost,
} from "@/server/core/scheduler/engine/pricing";
import type { RoundResult } from "@/server/core/scheduler/engine/round";
import { setRoutes } from "@/server/core/scheduler/engine/solution";
import { dive } from "./dive";
import { addRoutes, type Master, openMaster, solveMaster } from "./master";

/**
 * Column generation (Dantzig and Wolfe 1960): the program over some routes tells what requests are worth, the search
 * around its routes finds those that it lacks, again and again.
 */
export type GenerateOrder = {
  kind: "generate";
  /** The best plan: a route that costs beyond its worth what lies between it and the program is in no better one. */
  plan: Snapshot;
  vehicles: number;
  /** Routes that other threads found. */
  columns: PooledRoute[];
};

/** Of the pool at the beginning; so many more at a time; and how many go back. */
const [newest, addedAtATime, returned] = [1500, 400, 1500];
/** Routes looked around at a time, for how many steps each; fewer in a dive. */
const [seeds, divingSeeds, stepsEach] = [200, 40, 10];
/** When less than so many routes are lacking the search goes on. */
const few = 30;
/** How often in a row looking may find nothing. */
const patience = 3;
const mostDives = 40;
const polishing = 500;
/** A dive goes on as long as its plan is no worse than this many times the best: moves may better it. */
const reach = 1.004;

/** Forgets routes that cost so much beyond their worth that no plan within reach has them. */
function prune({ routes }: Pool, prices: Prices, below: number): void {
  for (const [key, route] of routes) if (reducedCost(prices, route) > below) routes.delete(key);
}

type Work = {
  search: Search;
  master: Master;
  pricer: Pricer;
  isFleetFixed: boolean;
  steps: number;
  progress: (steps: number) => number;
};

const isOver = ({ progress, steps }: Work, share = 1): boolean => progress(steps) >= share;
/** What part of the effort goes to the program before plans are made from it. */
const approachShare = 0.5;

/** Generates until `progress` of its steps says 1. The answer's `fresh` are the routes nearest to being of use, nearest last. */
export async function generate(
  search: Search,
  order: GenerateOrder,
  progress: (steps: number) => number,
): Promise<RoundResult> {
  const { model, pool, solution } = search;
  const { plan, vehicles, columns } = order;
  restore(search, plan);
  search.best = plan;
  for (const route of columns) addToPool(pool, route);
  const own = solution.routes.flatMap((route) => noteRoute(pool, model, route) ?? []);
  const master = openMaster(await loadHighs(), model, vehicles, false);
  // Columns join a plan that stays possible: the primal simplex goes on from it, twice as fast here as the dual.
  master.program.options.set({ simplex_strategy: 4 });
  try {
    addRoutes(master, [...own, ...columns, ...[...pool.routes.values()].slice(-newest)]);
    const isFleetFixed = vehicles < model.vehicleCount;
    const work = { search, master, pricer: makePricer(model, pool), isFleetFixed, steps: 0, progress };
    const worth = approach(work);
    for (let dives = 0; !isOver(work) && dives < mostDives; dives++) plunge(work);
    const gap = worth ? Math.max(search.best.value - worth.value, 0) + 1e-6 : 0;
    if (worth) prune(pool, worth.prices, 1.5 * gap);
    const near = worth ? cheapest(pool.routes.values(), worth.prices, gap, returned) : [];
    pool.fresh = [];
    return {
      best: search.best,
      current: search.best,
      fresh: [...near.reverse(), ...own],
      iterations: work.steps,
    };
  } finally {
    master.program.dispose();
  }
}

/** Adds routes of the pool, then routes looked for, until none is lacking or the effort is spent. */
function approach(work: Work): ReturnType<typeof solveMaster> {
  const { search, master } = work;
  for (let barren = 0; ; ) {
    const worth = solveMaster(master);
    if (!worth) return undefined;
    if (addLacking(work, worth.prices) > few && !isOver(work)) continue;
    if (isOver(work, approachShare) || barren === patience) return worth;
    const gap = (search.best?.value ?? 0) - worth.value;
    look(work, worth.prices, Math.max(1e-6, Math.min(gap, 0.01 * worth.value)), seeds);
    barren = addLacking(work, worth.prices) === 0 ? barren + 1 : 0;
  }
}

/** Adds what the pool has and the program lacks; how many. */
function addLacking({ search, master }: Work, prices: Prices): number {
  return addRoutes(master, cheapest(search.pool.routes.values(), prices, -1e-6, addedAtATime));
}

/** One dive; who is left out at its end is put in, and the plan polished by some cold moves. */
function plunge(work: Work): void {
  const { search, master } = work;
  const { best, chance, model } = search;
  if (!best) return;
  let turns = 0;
  const chosen = dive(master, best.value * reach, chance, (prices) => {
    if (addLacking(work, prices) > 0) return true;
    if (turns++ % 2 === 1 || isOver(work)) return false;
    look(work, prices, 0, divingSeeds);
    return addLacking(work, prices) > 0;
  });
  polish(work, planOfChoice(model, chosen), (0.02 * best.cost) / model.requestCount);
}

/** Makes a plan the present one and moves it a little; a fleet that may not grow does not. */
function polish(work: Work, plan: Int32Array[], heat: number): void {
  const { search, isFleetFixed } = work;
  const { solution } = search;
  setRoutes(solution, plan);
  for (const { vehicle, length } of solution.routes)
    solution.closed[vehicle] = isFleetFixed && length === 0 ? 1 : 0;
  for (let step = 0; step < polishing; step++) annealStep(search, heat);
  work.steps += polishing;
}

/** Looks around the routes that the program uses or might. */
function look(work: Work, prices: Prices, below: number, most: number): void {
  const { pricer, master, search } = work;
  for (const seed of cheapest(master.routes, prices, 1e-6, most)) {
    priceAround(pricer, seed, prices, below, stepsEach, search.chance);
    work.steps += stepsEach;
    if (isOver(work)) return;
  }
}
