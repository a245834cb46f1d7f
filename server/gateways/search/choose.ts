import loadHighs, { type Highs } from "highs";
import type { Model } from "@/server/core/scheduler/engine/model";
import { planOfChoice } from "@/server/core/scheduler/engine/partition";
import type { PooledRoute } from "@/server/core/scheduler/engine/pool";
import { cheapest } from "@/server/core/scheduler/engine/pricing";
import { addRoutes, allowSeconds, openMaster, solveMaster } from "./master";

type Limit = { vehicles: number; serveAll: boolean; seconds: number; below: number };

/** How many routes the linear program may have: as many as its seconds allow for; the newest come from the coldest search. */
const routesFor = (seconds: number): number => Math.round(Math.min(12_000, Math.max(6000, seconds * 6000)));
/** How many of them the whole-number program gets: first few, for a better plan at once, then all that can matter. */
const sizes = [800, 3000];

/**
 * The best plan of pooled routes within so many seconds; undefined when none better than `below` was found. The linear
 * program first: a route whose reduced cost is more than the distance from its value to `below` is in no better plan.
 */
export async function choosePlan(
  model: Model,
  pool: Iterable<PooledRoute>,
  limit: Limit,
): Promise<Int32Array[] | undefined> {
  const begin = performance.now();
  const left = (): number => limit.seconds - (performance.now() - begin) / 1000;
  const routes = [...pool].slice(-routesFor(limit.seconds));
  if (routes.length === 0) return undefined;
  const highs = await loadHighs();
  const worth = pricesOf(highs, model, routes, limit, left());
  if (!worth) return undefined;
  let below = limit.below;
  let best: PooledRoute[] | undefined;
  for (const size of sizes) {
    const near = cheapest(routes, worth.prices, below - worth.value, size);
    const chosen = bestOf(highs, model, near, { ...limit, below, seconds: left() });
    if (chosen) [best, below] = [chosen.routes, chosen.value];
    if (near.length < size) break;
  }
  return best && best.length > 0 ? planOfChoice(model, best) : undefined;
}

/** What the linear program over all routes says; undefined when it is no better than `below`, or not done in time. */
function pricesOf(highs: Highs, model: Model, routes: PooledRoute[], limit: Limit, seconds: number) {
  const master = openMaster(highs, model, limit.vehicles, limit.serveAll);
  try {
    addRoutes(master, routes);
    const worth = solveMaster(master, seconds);
    return worth && worth.value < limit.below - 1e-4 ? worth : undefined;
  } finally {
    master.program.dispose();
  }
}

/** The best plan of these routes by the whole-number program, if it is better than `below`. */
function bestOf(
  highs: Highs,
  model: Model,
  routes: PooledRoute[],
  limit: Limit,
): { routes: PooledRoute[]; value: number } | undefined {
  if (routes.length === 0 || limit.seconds < 0.02) return undefined;
  const master = openMaster(highs, model, limit.vehicles, limit.serveAll);
  const { program } = master;
  try {
    addRoutes(master, routes);
    const columns = model.groupCount + master.routes.length;
    program.changeColsIntegrality(
      { kind: "range", from: 0, to: columns - 1 },
      new Int32Array(columns).fill(1),
    );
    // Without a clock the search tree is bounded instead, so that the choice is the same every time.
    if (Number.isFinite(limit.seconds)) allowSeconds(program, limit.seconds);
    else program.options.set({ mip_max_nodes: 300 });
    program.options.set({
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6,
      objective_bound: limit.below,
    });
    program.run();
    const value = program.getObjectiveValue();
    const used = program.getSolution().colValue.subarray(model.groupCount);
    const chosen = master.routes.filter((_, index) => (used[index] as number) > 0.5);
    return value < limit.below - 1e-4 && chosen.length > 0 ? { routes: chosen, value } : undefined;
  } finally {
    program.dispose();
  }
}
