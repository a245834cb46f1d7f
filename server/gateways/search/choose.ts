import loadHighs from "highs";
import type { Model } from "@/server/core/scheduler/engine/model";
import { partitionProgram, planOfChoice } from "@/server/core/scheduler/engine/partition";
import type { PooledRoute } from "@/server/core/scheduler/engine/pool";

/** How many routes the program may have: as many as its seconds allow for; the newest come from the coldest search. */
const routesFor = (seconds: number): number => Math.round(Math.min(12_000, Math.max(1500, seconds * 4000)));

/** The best plan of pooled routes within so many seconds; undefined when none better than `below` was found. */
export async function choosePlan(
  model: Model,
  pool: Iterable<PooledRoute>,
  limit: { vehicles: number; serveAll: boolean; seconds: number; below: number; closed: ArrayLike<number> },
): Promise<Int32Array[] | undefined> {
  const routes = [...pool].slice(-routesFor(limit.seconds));
  if (routes.length === 0) return undefined;
  const highs = await loadHighs();
  const solution = highs.solve(partitionProgram(model, routes, limit), {
    output_flag: false,
    // Without a clock the search tree is bounded instead, so that the choice is the same every time.
    ...(Number.isFinite(limit.seconds) ? { time_limit: limit.seconds } : { mip_max_nodes: 1000 }),
    mip_rel_gap: 0,
    mip_abs_gap: 1e-6,
    objective_bound: limit.below,
  });
  if (solution.Status !== "Optimal" && solution.Status !== "Time limit reached") return undefined;
  if (!(solution.ObjectiveValue < limit.below - 1e-4)) return undefined;
  const columns = solution.Columns as Record<string, { Primal?: number }>;
  const chosen = routes.filter((_, index) => (columns[`x${index}`]?.Primal ?? 0) > 0.5);
  return chosen.length > 0 ? planOfChoice(model, chosen, limit.closed) : undefined;
}
