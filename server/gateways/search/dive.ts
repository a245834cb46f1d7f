import type { PooledRoute } from "@/server/core/scheduler/engine/pool";
import type { Prices } from "@/server/core/scheduler/engine/pricing";
import { type Chance, draw } from "@/server/core/scheduler/engine/random";
import { bind, levels, type Master, solveMaster } from "./master";

/**
 * Diving with column generation (Sadykov and others 2019): a route that the linear program uses in part is settled, the
 * program is solved again with the routes that `complete` adds for what is left, until all are used in whole or not at all.
 * Routes are drawn by how much they are used, so that no two dives are alike.
 * @returns routes, the most used first: those of a plan, or of the program when it could only cost more than `limit`
 */
export function dive(
  master: Master,
  limit: number,
  chance: Chance,
  complete: (prices: Prices) => boolean,
): PooledRoute[] {
  const settled: number[] = [];
  try {
    for (;;) {
      const worth = solveMaster(master);
      if (!worth) return [];
      if (complete(worth.prices)) continue;
      const used = levels(master);
      const next = worth.value >= limit ? -1 : drawPartial(used, chance);
      if (next < 0) return mostUsed(master, used);
      settled.push(next);
      bind(master, next, 1);
    }
  } finally {
    for (const column of settled) bind(master, column, 0);
  }
}

const mostUsed = ({ routes }: Master, used: Float64Array): PooledRoute[] =>
  Array.from(used.keys())
    .filter((column) => (used[column] as number) > 1e-5)
    .sort((a, b) => (used[b] as number) - (used[a] as number) || a - b)
    .flatMap((column) => routes[column] ?? []);

/** A column used in part, the more likely the more it is used; −1 if there is none. */
function drawPartial(used: Float64Array, chance: Chance): number {
  let [sum, chosen] = [0, -1];
  for (let column = 0; column < used.length; column++) {
    const level = used[column] as number;
    if (level < 1e-5 || Math.abs(level - Math.round(level)) < 1e-5) continue;
    const weight = level ** 6;
    sum += weight;
    if (draw(chance) * sum < weight) chosen = column;
  }
  return chosen;
}
