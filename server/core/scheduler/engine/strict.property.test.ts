import fc from "fast-check";
import { expect, it } from "vitest";
import { compileProblem } from "@/server/core/scheduler/compile/problem";
import { routeViolations } from "@/server/core/scheduler/constraints/all";
import { company } from "@/server/core/scheduler/engine/day-rules";
import { makeSolution, setRoutes } from "@/server/core/scheduler/engine/solution";
import { routeFen } from "@/server/core/scheduler/engine/strict";
import { arbitraryProblem } from "@/server/core/scheduler/factory";
import type { Line } from "@/server/core/scheduler/line";
import type { Problem } from "@/server/core/scheduler/problem";
import { makeRoute } from "@/server/core/scheduler/route";
import { solve } from "@/server/core/scheduler/search";
import { readPlan } from "@/server/core/scheduler/state";

const towns = fc.oneof(arbitraryProblem(20), arbitraryProblem(60), arbitraryProblem(200));

/** The first request that is on no route; undefined when everybody rides. */
function unservedOf(problem: Problem, lines: readonly Line[]): number | undefined {
  const served = new Set(lines.flatMap(({ route }) => route.codes.map((code) => code >> 1)));
  return problem.requests.findIndex((_, index) => !served.has(index));
}

/** Costs of a route without the rounding to a whole fen. */
function exactFen({ route: { shift, figures } }: Line): number {
  const metres = figures.drivenMetres * shift.drivingFenPerKm + figures.emptyMetres * shift.emptyFenPerKm;
  return metres / 1000 + (figures.dutySeconds * shift.dutyFenPerHour) / 3600;
}

it("prices every planned route as the published formula does", () => {
  let driven = 0;
  fc.assert(
    fc.property(towns, (problem) => {
      const lines = readPlan(problem, solve(problem, { seed: 1, stop: { iterations: 200 } }));
      const { model, routes } = compileProblem(problem, lines, new Set());
      const solution = makeSolution(model);
      setRoutes(solution, routes);
      for (const [vehicle, line] of lines.entries()) {
        expect(solution.routes[vehicle]?.cost).toBeCloseTo(exactFen(line), 6);
        expect(solution.routes[vehicle]?.isBroken).toBe(false);
        driven += routes[vehicle]?.length ?? 0;
      }
    }),
    { numRuns: 100, seed: 20_261_122 },
  );
  expect(driven).toBeGreaterThan(200);
});

it("calls a place possible exactly when the clock and every rule of a route do", () => {
  const seen = { possible: 0, late: 0, ruled: 0 };
  fc.assert(
    fc.property(towns, (problem) => {
      const few = { ...problem, requests: problem.requests.slice(0, -1) };
      const lines = readPlan(problem, solve(few, { seed: 1, stop: { iterations: 200 } }));
      const guest = unservedOf(problem, lines);
      if (guest === undefined || guest < 0 || !problem.requests[guest]) return;
      const { model, routes } = compileProblem(problem, lines, new Set());
      if (!model.day) throw new Error("no day");
      const solution = makeSolution(model);
      setRoutes(solution, routes);
      for (const [vehicle, { route }] of lines.entries()) {
        const own = solution.routes[vehicle];
        if (!own) throw new Error("no route");
        for (let up = 0; up <= route.codes.length; up++) {
          for (let down = up; down <= route.codes.length; down++) {
            const codes = [...route.codes];
            codes.splice(up, 0, 2 * guest);
            codes.splice(down + 1, 0, 2 * guest + 1);
            const tried = makeRoute(problem, route.shift, codes);
            const late = tried.timing.lateSeconds > 0;
            const ruled = routeViolations(tried).length > 0;
            const fen = routeFen(model, model.day, solution.strict, own, guest, up, down);
            expect(Number.isFinite(fen)).toBe(!late && !ruled);
            if (Number.isFinite(fen))
              expect(Math.abs(fen - tried.figures.costFen)).toBeLessThanOrEqual(0.5 + 1e-6);
            seen[late ? "late" : ruled ? "ruled" : "possible"]++;
          }
        }
      }
    }),
    { numRuns: 400, seed: 20_261_122 },
  );
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(20);
});

it("knows who rides alone", () => {
  fc.assert(
    fc.property(towns, (problem) => {
      const { model } = compileProblem(
        problem,
        readPlan(problem, solve(problem, { seed: 1, stop: { iterations: 0 } })),
        new Set(),
      );
      for (const [index, request] of problem.requests.entries()) {
        const alone = !request.shareable || request.isolation !== "none";
        expect(model.load[2 * index]).toBe(alone ? company : 1);
      }
    }),
    { numRuns: 20, seed: 1 },
  );
});
