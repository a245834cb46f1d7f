import { describe, expect, it } from "vitest";
import { parseDarp } from "@/server/core/formats/darp";
import { parseLiLim } from "@/server/core/formats/li-lim";
import { compileDarp } from "@/server/core/scheduler/compile/darp";
import { compileLiLim } from "@/server/core/scheduler/compile/li-lim";
import { makePool, noteRoute, type PooledRoute } from "@/server/core/scheduler/engine/pool";
import { makeSolution, setRoutes } from "@/server/core/scheduler/engine/solution";
import { verifyAnswer } from "@/server/core/scheduler/verify/verify-answer";
import { choosePlan } from "./choose";
import { type SolveRequest, solveModel } from "./solve";

/** Trips on a spiral, each with its own window; every second one weighs two. */
function spiral(count: number, width: number): string {
  const rows = [`${count} 4 1`, "0 50 50 0 0 2000 0 0 0"];
  for (let trip = 0; trip < count; trip++) {
    const [x, y] = [50 + trip * Math.cos(trip * 2.4) * 2, 50 + trip * Math.sin(trip * 2.4) * 2];
    const [id, load, from] = [2 * trip + 1, 1 + (trip % 2), 60 + ((trip * 137) % 600)];
    rows.push(`${id} ${x.toFixed(2)} ${y.toFixed(2)} ${load} ${from} ${from + width} 10 0 ${id + 1}`);
    rows.push(`${id + 1} ${y.toFixed(2)} ${x.toFixed(2)} ${-load} ${from} ${from + width + 300} 10 ${id} 0`);
  }
  return rows.join("\n");
}

describe("planning on threads", () => {
  const text = spiral(24, 120);
  const compiled = compileLiLim(parseLiLim(text));
  const ask = { model: compiled.model, objective: "vehicles", threads: 2, seed: 3 } as const;
  const answer = (routes: readonly Int32Array[]) => ({
    unserved: [],
    routes: routes.flatMap((nodes, vehicle) =>
      nodes.length > 0
        ? [{ vehicle, stops: Array.from(nodes, (node) => Number(compiled.stopName(node))) }]
        : [],
    ),
  });

  it("gives the same plan for the same moves, seed and threads, and one that keeps every rule", async () => {
    const request: SolveRequest = { ...ask, effort: { iterations: 3000 } };
    const once = await solveModel(request);
    const again = await solveModel(request);
    expect(again.plan).toEqual(once.plan);
    expect(again.iterations).toBe(once.iterations);
    expect(verifyAnswer("li-lim", text, answer(once.plan.routes))).toMatchObject({
      feasible: true,
      vehicles: once.plan.vehicles,
    });
  });

  it("shares a plan of many trips by sectors, which still serves everybody once", async () => {
    const large = spiral(140, 400);
    const { model, stopName } = compileLiLim(parseLiLim(large));
    const { plan } = await solveModel({ ...ask, model, effort: { iterations: 3000 } });
    const routes = plan.routes.flatMap((nodes, vehicle) =>
      nodes.length > 0 ? [{ vehicle, stops: Array.from(nodes, (node) => Number(stopName(node))) }] : [],
    );
    const { violations, cost } = verifyAnswer("li-lim", large, { routes, unserved: [] });
    expect(violations).toEqual([]);
    expect(cost).toBeCloseTo(plan.cost, 5);
  });

  it("ends within its seconds, threads and choice included", async () => {
    const { seconds, plan } = await solveModel({ ...ask, effort: { seconds: 2 } });
    expect(seconds).toBeLessThan(4);
    expect(plan.absent).toBe(0);
  });
});

describe("choosing among known routes", () => {
  const rows = ["3 6 480 3 90", "0 0 0 0 0 0 1440"];
  const ends = ["10 0", "20 0", "30 0", "12 1", "22 1", "32 1"];
  for (const [index, end] of ends.entries()) rows.push(`${index + 1} ${end} 1 ${index < 3 ? 1 : -1} 0 1440`);
  const { model } = compileDarp(parseDarp(rows.join("\n")));
  const routeOf = (...requests: number[]): PooledRoute => {
    const pool = makePool(model, 10);
    const solution = makeSolution(model);
    setRoutes(solution, [requests.flatMap((request) => [2 * request, 2 * request + 1])]);
    for (const route of solution.routes) noteRoute(pool, model, route);
    const [route] = pool.fresh;
    if (!route) throw new Error("No route was noted");
    return route;
  };
  const limit = { vehicles: 3, serveAll: true, seconds: 5, below: 1e6, closed: new Uint8Array(3) };

  it("takes the cheapest that together serve everybody once", async () => {
    const known = [routeOf(0), routeOf(1), routeOf(2), routeOf(0, 1), routeOf(1, 2), routeOf(0, 1, 2)];
    const plan = await choosePlan(model, known, limit);
    expect(plan?.map((nodes) => nodes.length)).toEqual([6, 0, 0]);
    const pairs = await choosePlan(model, known.slice(0, 5), limit);
    const served = pairs?.flatMap((nodes) => Array.from(nodes)).toSorted((a, b) => a - b);
    expect(served).toEqual([0, 1, 2, 3, 4, 5]);
    expect(pairs?.filter((nodes) => nodes.length > 0)).toHaveLength(2);
  });

  it("finds nothing where nothing is cheaper, too few vehicles are left, or somebody is on no route", async () => {
    const known = [routeOf(0), routeOf(1), routeOf(2)];
    expect(await choosePlan(model, known, { ...limit, below: 1 })).toBeUndefined();
    expect(await choosePlan(model, known, { ...limit, vehicles: 2 })).toBeUndefined();
    expect(await choosePlan(model, known.slice(1), limit)).toBeUndefined();
  });

  it("leaves out whoever no route serves, where that is allowed", async () => {
    const plan = await choosePlan(model, [routeOf(1), routeOf(2)], { ...limit, serveAll: false });
    const served = plan?.flatMap((nodes) => Array.from(nodes)).toSorted((a, b) => a - b);
    expect(served).toEqual([2, 3, 4, 5]);
  });
});
