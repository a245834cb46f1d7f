import loadHighs from "highs";
import { describe, expect, it } from "vitest";
import { parseDarp } from "@/server/core/formats/darp";
import { compileDarp } from "@/server/core/scheduler/compile/darp";
import { construct, makeSearch, snapshot } from "@/server/core/scheduler/engine/anneal";
import { noteRoute, type PooledRoute } from "@/server/core/scheduler/engine/pool";
import { reducedCost } from "@/server/core/scheduler/engine/pricing";
import { timeRoute } from "@/server/core/scheduler/engine/route";
import { setRoutes } from "@/server/core/scheduler/engine/solution";
import { generate } from "./generate";
import { addRoutes, levels, openMaster, solveMaster } from "./master";

/** Six rides along two lines that lie far apart; two vehicles of three seats. */
const rows = ["2 12 480 3 90", "0 0 0 0 0 0 1440"];
const pickups = ["10 0", "20 0", "30 0", "-10 0", "-20 0", "-30 0"];
const drops = ["12 1", "22 1", "32 1", "-12 1", "-22 1", "-32 1"];
for (const [index, end] of [...pickups, ...drops].entries())
  rows.push(`${index + 1} ${end} 1 ${index < 6 ? 1 : -1} 0 1440`);
const { model } = compileDarp(parseDarp(rows.join("\n")));

function searchWith(routes: number[][]) {
  const search = makeSearch(model, 7);
  setRoutes(
    search.solution,
    routes.map((requests) => requests.flatMap((request) => [2 * request, 2 * request + 1])),
  );
  return search;
}

describe("the program over known routes", () => {
  it("uses the cheapest routes and prices them at nothing beyond their worth", async () => {
    const { solution, pool } = searchWith([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    const known = solution.routes.flatMap((route) => noteRoute(pool, model, route) ?? []);
    const mixed = searchWith([
      [0, 4],
      [3, 1],
    ]);
    for (const route of mixed.solution.routes) noteRoute(pool, model, route);
    const master = openMaster(await loadHighs(), model, 2, true);
    try {
      expect(addRoutes(master, pool.routes.values())).toBe(4);
      expect(addRoutes(master, pool.routes.values())).toBe(0);
      const worth = solveMaster(master);
      expect(worth?.value).toBeCloseTo(solution.cost, 6);
      const used = levels(master);
      expect(master.routes.filter((_, at) => (used[at] as number) > 0.5)).toEqual(known);
      for (const route of pool.routes.values()) {
        const beyond = worth ? reducedCost(worth.prices, route) : Number.NaN;
        if (known.includes(route)) expect(beyond).toBeCloseTo(0, 6);
        else expect(beyond).toBeGreaterThan(-1e-6);
      }
    } finally {
      master.program.dispose();
    }
  });
});

describe("looking for routes by prices", () => {
  it("finds from a poor plan the routes of the best one, each possible and priced as it is", async () => {
    const search = searchWith([[0, 3, 1, 4, 2, 5], []]);
    const plan = snapshot(search.solution);
    const order = { kind: "generate", plan, vehicles: 2, columns: [] } as const;
    const { best, fresh } = await generate(search, { ...order, columns: [] }, (steps) => steps / 4000);
    const good = searchWith([
      [0, 1, 2],
      [3, 4, 5],
    ]);
    expect(best.absent).toBe(0);
    expect(best.value).toBeLessThanOrEqual(good.solution.cost + 1e-6);
    for (const route of fresh) expect(costOf(route)).toBeCloseTo(route.cost, 6);
  });

  it("gives the same again for the same seed", async () => {
    const run = async () => {
      const search = makeSearch(model, 3);
      construct(search);
      const order = { kind: "generate", plan: snapshot(search.solution), vehicles: 2 } as const;
      return generate(search, { ...order, columns: [] }, (steps) => steps / 1500);
    };
    expect(await run()).toEqual(await run());
  });
});

/** What a route costs when it is driven anew; not a number when it comes late. */
function costOf({ nodes }: PooledRoute): number {
  const search = makeSearch(model, 1);
  setRoutes(search.solution, [nodes]);
  const [route] = search.solution.routes;
  if (!route) return Number.NaN;
  timeRoute(model, route, search.solution.positions);
  const isLate = route.first
    .subarray(0, route.length + 2)
    .some((it, at) => it > (route.last[at] ?? 0) + 1e-9);
  return isLate ? Number.NaN : route.cost;
}
