import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseDarp } from "@/server/core/formats/darp";
import { parseLiLim } from "@/server/core/formats/li-lim";
import { parsePtp } from "@/server/core/formats/ptp";
import type { Compiled } from "@/server/core/scheduler/compile/compiled";
import { compileDarp } from "@/server/core/scheduler/compile/darp";
import { compileLiLim } from "@/server/core/scheduler/compile/li-lim";
import { compilePtp } from "@/server/core/scheduler/compile/ptp";
import { makeSearch, type Snapshot } from "@/server/core/scheduler/engine/anneal";
import { darpText, liLimText, ptpText } from "@/server/core/scheduler/engine/instances";
import { runRound } from "@/server/core/scheduler/engine/round";
import { bestSpot, makeSolution, setRoutes } from "@/server/core/scheduler/engine/solution";
import { verifyAnswer } from "@/server/core/scheduler/verify/verify-answer";

function plan(compiled: Compiled, moves: number, seed = 1): Snapshot {
  const search = makeSearch(compiled.model, seed);
  const keepFleet = compiled.objective === "vehicles";
  const share = (done: number): number => done / moves;
  if (keepFleet) {
    const { best } = runRound(search, { kind: "fleet", hot: 10, cold: 0.1, keepFleet }, share);
    runRound(search, { kind: "anneal", hot: 10, cold: 0.1, keepFleet, start: best.routes }, share);
    return runRound(search, { kind: "anneal", hot: 10, cold: 0.1, keepFleet, loosen: true }, share).best;
  }
  return runRound(search, { kind: "anneal", hot: 10, cold: 0.1, keepFleet }, share).best;
}

function answer({ stopName, vehicleName, requestName, model }: Compiled, { routes }: Snapshot) {
  const driven = routes.flatMap((nodes, vehicle) =>
    nodes.length > 0 ? [{ ...vehicleName(vehicle), stops: Array.from(nodes, stopName) }] : [],
  );
  const served = new Set(routes.flatMap((nodes) => Array.from(nodes, (node) => model.group[node >> 1])));
  const unserved = Array.from({ length: model.groupCount }, (_, group) => group)
    .filter((group) => !served.has(group))
    .map((group) => ({ request: requestName(group) }));
  return { routes: driven, unserved };
}

const runs = { numRuns: 60 };

describe("plans of random instances", () => {
  it("keep every rule of pickup and delivery, whoever was left out", () => {
    fc.assert(
      fc.property(liLimText(8), (text) => {
        const compiled = compileLiLim(parseLiLim(text));
        const found = plan(compiled, 300);
        const { violations, cost } = verifyAnswer("li-lim", text, answer(compiled, found));
        expect(violations.filter((it) => it.constraint !== "unserved")).toEqual([]);
        expect(cost).toBeCloseTo(found.cost, 6);
      }),
      runs,
    );
  });

  it("keep rides and duty of dial-a-ride", () => {
    fc.assert(
      fc.property(darpText(7), (text) => {
        const compiled = compileDarp(parseDarp(text));
        const found = plan(compiled, 300);
        const { violations, cost } = verifyAnswer("darp", text, answer(compiled, found));
        expect(violations.filter((it) => it.constraint !== "unserved")).toEqual([]);
        expect(cost).toBeCloseTo(found.cost, 6);
      }),
      runs,
    );
  });

  it("serve patients whole or not at all, also where a way round is shorter", () => {
    fc.assert(
      fc.property(ptpText(8), (text) => {
        const compiled = compilePtp(parsePtp(text));
        const found = plan(compiled, 300);
        const { violations, cost } = verifyAnswer("ptp", text, answer(compiled, found));
        expect(violations).toEqual([]);
        expect(cost).toBe(compiled.model.groupCount - found.absent);
      }),
      runs,
    );
  });
});

/** The cheapest feasible order of some requests in one vehicle, by trying all. */
function cheapestOrder(
  compiled: Compiled,
  text: string,
  format: "darp",
  requests: readonly number[],
): number {
  let best = Number.POSITIVE_INFINITY;
  const extend = (nodes: number[]): void => {
    if (nodes.length === 2 * requests.length) {
      const stops = nodes.map(compiled.stopName);
      const { violations, cost } = verifyAnswer(format, text, {
        routes: [{ vehicle: 0, stops }],
        unserved: [],
      });
      if (violations.every((it) => it.constraint === "unserved")) best = Math.min(best, cost);
      return;
    }
    for (const request of requests) {
      if (!nodes.includes(2 * request)) extend([...nodes, 2 * request]);
      else if (!nodes.includes(2 * request + 1)) extend([...nodes, 2 * request + 1]);
    }
  };
  extend([]);
  return best;
}

/** The least cost over all ways to divide requests among alike vehicles. */
function optimum(compiled: Compiled, text: string): number {
  const { requestCount } = compiled.model;
  const price = new Map<number, number>();
  for (let set = 1; set < 1 << requestCount; set++) {
    const members = Array.from({ length: requestCount }, (_, it) => it).filter((it) => set & (1 << it));
    price.set(set, cheapestOrder(compiled, text, "darp", members));
  }
  const best = [0];
  for (let set = 1; set < 1 << requestCount; set++) {
    best[set] = Number.POSITIVE_INFINITY;
    for (let part = set; part > 0; part = (part - 1) & set) {
      best[set] = Math.min(best[set] ?? 0, (price.get(part) ?? 0) + (best[set ^ part] ?? 0));
    }
  }
  return best.at(-1) ?? 0;
}

describe("the search", () => {
  it("finds the optimum of small dial-a-ride problems, found by trying everything", () => {
    fc.assert(
      fc.property(darpText(3), (text) => {
        const compiled = compileDarp(parseDarp(text));
        const least = optimum(compiled, text);
        const found = plan(compiled, 400);
        if (least === Number.POSITIVE_INFINITY) expect(found.absent).toBeGreaterThan(0);
        else expect(found.cost).toBeCloseTo(least, 6);
      }),
      { numRuns: 25 },
    );
  });

  it("finds the cheapest spot that trying every spot finds", () => {
    fc.assert(
      fc.property(darpText(6), (text) => {
        const compiled = compileDarp(parseDarp(text));
        const { model } = compiled;
        const found = plan(compiled, 200);
        const last = model.requestCount - 1;
        const solution = makeSolution(model);
        const routes = found.routes.map((nodes) => nodes.filter((node) => node >> 1 !== last));
        setRoutes(solution, routes);
        for (const [vehicle, nodes] of routes.entries()) {
          const asked = bestSpot(solution, last, vehicle, Number.POSITIVE_INFINITY);
          const tried: number[] = [];
          for (let pickup = 0; pickup <= nodes.length; pickup++) {
            for (let drop = pickup; drop <= nodes.length; drop++) {
              const order = [
                ...nodes.slice(0, pickup),
                2 * last,
                ...nodes.slice(pickup, drop),
                2 * last + 1,
                ...nodes.slice(drop),
              ];
              const route = { vehicle: 0, stops: order.map(compiled.stopName) };
              const { violations, cost } = verifyAnswer("darp", text, { routes: [route], unserved: [] });
              if (violations.every((it) => it.constraint === "unserved")) tried.push(cost);
            }
          }
          const least = Math.min(Number.POSITIVE_INFINITY, ...tried) - (solution.routes[vehicle]?.cost ?? 0);
          if (asked === Number.POSITIVE_INFINITY) expect(least).toBe(asked);
          else expect(asked).toBeCloseTo(least, 6);
        }
      }),
      { numRuns: 40 },
    );
  });

  it("gives the same plan for the same seed and moves, whatever the clock", () => {
    fc.assert(
      fc.property(liLimText(8), fc.integer(), (text, seed) => {
        const once = plan(compileLiLim(parseLiLim(text)), 200, seed);
        expect(plan(compileLiLim(parseLiLim(text)), 200, seed)).toEqual(once);
      }),
      { numRuns: 20 },
    );
  });
});
