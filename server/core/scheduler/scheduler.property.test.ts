import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryProblem } from "@/server/core/scheduler/factory";
import { type Candidate, prepare, rankInsertions } from "@/server/core/scheduler/insertion";
import { compareScore } from "@/server/core/scheduler/objective";
import type { Plan, PlannedBreak, PlannedStop } from "@/server/core/scheduler/plan";
import { type Problem, parseProblem, type Request, withRequest } from "@/server/core/scheduler/problem";
import { makeRoute, toPlannedRoute } from "@/server/core/scheduler/route";
import { solve } from "@/server/core/scheduler/search";
import { findSlots } from "@/server/core/scheduler/slots";
import { withoutRequest } from "@/server/core/scheduler/state";
import { dropCode, pickupCode } from "@/server/core/scheduler/stop";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const stop = { iterations: 3000 };
const runs = (numRuns: number) => ({ numRuns, seed: 20_261_122 });
const towns = fc.oneof(arbitraryProblem(20), arbitraryProblem(60), arbitraryProblem(200));

/** The plan with a candidate carried out, as the engine would store it. */
function carryOut(problem: Problem, plan: Plan, request: Request, candidate: Candidate): Plan {
  const asked = prepare(problem, plan, request);
  const routes = asked.lines.map(({ route }) => {
    if (route.shift.id !== candidate.shiftId) return toPlannedRoute(route);
    const codes = [...withoutRequest(route.codes, asked.index)];
    codes.splice(candidate.pickupStop, 0, pickupCode(asked.index));
    codes.splice(candidate.dropStop, 0, dropCode(asked.index));
    return toPlannedRoute(makeRoute(asked.problem, route.shift, codes));
  });
  return { ...plan, routes, unserved: plan.unserved.filter((it) => it.requestId !== request.id) };
}

/** Without the last request, planned; and the request. */
function withoutLast(problem: Problem): { plan: Plan; request: Request; rest: Problem } {
  const request = problem.requests.at(-1);
  if (!request) throw new Error("no request");
  const rest = { ...problem, requests: problem.requests.slice(0, -1) };
  return { plan: solve(rest, { seed: 1, stop }), request, rest };
}

const blank = { arriveSeconds: 0, startSeconds: 0, departSeconds: 0 };

/** All ways to put a pickup and its drop into a list of stops. */
function everyOrder(stops: readonly PlannedStop[], requestId: string): PlannedStop[][] {
  const orders: PlannedStop[][] = [];
  for (let up = 0; up <= stops.length; up++) {
    for (let down = up; down <= stops.length; down++) {
      const [pickup, drop]: PlannedStop[] = [
        { requestId, kind: "pickup", ...blank },
        { requestId, kind: "drop", ...blank },
      ];
      if (pickup && drop)
        orders.push([...stops.slice(0, up), pickup, ...stops.slice(up, down), drop, ...stops.slice(down)]);
    }
  }
  return orders;
}

/** All ways to place up to two breaks, in order, before the stops of a route. */
function everyPlacing(breaks: number, stops: number): PlannedBreak[][] {
  const at = (breakIndex: number, beforeStop: number) => ({
    breakIndex,
    beforeStop,
    startSeconds: 0,
    endSeconds: 0,
  });
  const places = Array.from({ length: stops + 1 }, (_, it) => it);
  if (breaks === 0) return [[]];
  if (breaks === 1) return places.map((it) => [at(0, it)]);
  return places.flatMap((one) => places.filter((it) => it >= one).map((two) => [at(0, one), at(1, two)]));
}

describe("the scheduler and the verifier, on arbitrary towns", () => {
  it("plans nothing that the verifier refuses", () => {
    const seen = { served: 0, shared: 0, breaks: 0, rests: 0, putOff: 0 };
    fc.assert(
      fc.property(towns, fc.integer(), (problem, seed) => {
        const plan = solve(problem, { seed, stop });
        expect(verifyPlan(problem, plan).violations).toEqual([]);
        expect(verifyPlan(problem, plan).cost).toBe(plan.score.costFen);
        seen.served += problem.requests.length - plan.unserved.length;
        for (const { stops, breaks, figures } of plan.routes) {
          seen.breaks += breaks.filter((it) => it.beforeStop > 0 && it.beforeStop < stops.length).length;
          seen.rests += figures.restSeconds / 1200;
          for (const [number, stop] of stops.entries()) {
            if (stop.kind === "pickup" && stops[number + 1]?.kind === "pickup") seen.shared++;
            const window = problem.requests.find((it) => it.id === stop.requestId)?.pickupWindow;
            const bare = Math.max(stop.arriveSeconds, window?.fromSeconds ?? 0);
            if (stop.kind === "pickup" && stop.startSeconds > bare) seen.putOff++;
          }
        }
      }),
      runs(600),
    );
    // The property would mean little if these never came up.
    expect(Object.entries(seen).filter(([, times]) => times < 20)).toEqual([]);
  });

  it("gives the same plan for the same seed, and a warm start is never worse", () => {
    fc.assert(
      fc.property(towns, (problem) => {
        const plan = solve(problem, { seed: 7, stop });
        expect(solve(problem, { seed: 7, stop })).toEqual(plan);
        const warm = solve(problem, { seed: 8, stop, start: plan });
        expect(compareScore(warm.score, plan.score)).toBeLessThanOrEqual(0);
        expect(verifyPlan(problem, warm).violations).toEqual([]);
      }),
      runs(60),
    );
  });

  it("ranks as feasible what the verifier accepts, and as infeasible what it refuses", () => {
    const seen = { feasible: 0, infeasible: 0 };
    fc.assert(
      fc.property(towns, (problem) => {
        const { plan, request, rest } = withoutLast(problem);
        for (const candidate of rankInsertions(rest, plan, request)) {
          const verdict = verifyPlan(problem, carryOut(rest, plan, request, candidate));
          expect(verdict.feasible).toBe(candidate.feasible);
          expect(candidate.violations.length === 0).toBe(candidate.feasible);
          seen[candidate.feasible ? "feasible" : "infeasible"]++;
        }
      }),
      runs(600),
    );
    expect(Math.min(seen.feasible, seen.infeasible)).toBeGreaterThan(100);
  });

  it("calls infeasible only what no spot and no placing of breaks could save", () => {
    let tried = 0;
    fc.assert(
      fc.property(fc.oneof(arbitraryProblem(20), arbitraryProblem(50)), (problem) => {
        const { plan, request, rest } = withoutLast(problem);
        const asked = prepare(rest, plan, request);
        for (const candidate of rankInsertions(rest, plan, request)) {
          const own = plan.routes.find((it) => it.shiftId === candidate.shiftId);
          const shift = problem.shifts.find((it) => it.id === candidate.shiftId);
          if (!own || !shift || candidate.feasible || own.stops.length > 4) continue;
          for (const stops of everyOrder(own.stops, request.id)) {
            for (const breaks of everyPlacing(shift.breaks.length, stops.length)) {
              const changed = { ...own, stops, breaks };
              const routes = plan.routes.map((it) => (it === own ? changed : it));
              const findings = verifyPlan(asked.problem, { ...plan, routes }).violations;
              expect(findings.some((it) => it.constraint !== "schedule")).toBe(true);
              tried++;
            }
          }
        }
      }),
      runs(150),
    );
    expect(tried).toBeGreaterThan(500);
  });

  it("offers only slots that can be kept", () => {
    let offered = 0;
    const search = { fromSeconds: 21_600, toSeconds: 68_400, stepSeconds: 900, widthSeconds: 1800, count: 4 };
    fc.assert(
      fc.property(towns, (problem) => {
        const { plan, request, rest } = withoutLast(problem);
        const open: Request = {
          ...request,
          promise: undefined,
          dropWindow: { fromSeconds: 0, toSeconds: 86_400 },
        };
        const slots = findSlots(rest, plan, open, search);
        for (const slot of slots) {
          const promised = { ...open, pickupWindow: slot.pickupWindow, promise: slot.pickupWindow };
          const asked = withRequest(rest, promised);
          expect(verifyPlan(asked, carryOut(rest, plan, promised, slot)).violations).toEqual([]);
          offered++;
        }
        const starts = slots.map((it) => it.pickupWindow.fromSeconds);
        for (const [number, start] of starts.entries()) {
          if (number > 0)
            expect(start).toBeGreaterThanOrEqual((starts[number - 1] ?? 0) + search.widthSeconds);
        }
      }),
      runs(200),
    );
    expect(offered).toBeGreaterThan(100);
  });

  it("keeps driven and locked stops where they are", () => {
    fc.assert(
      fc.property(
        towns,
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 3 }),
        (problem, done, locked) => {
          const plan = solve(problem, { seed: 1, stop });
          const shifts = problem.shifts.map((shift) => {
            const route = plan.routes.find((it) => it.shiftId === shift.id);
            const stops = route?.stops ?? [];
            const last = stops[done - 1];
            const breaksTaken =
              route?.breaks.filter((it) => it.beforeStop < Math.min(done, stops.length)).length ?? 0;
            if (!last) return shift;
            return {
              ...shift,
              breaksTaken,
              driven: stops.slice(0, done),
              locked: stops.slice(done, done + locked),
            };
          });
          const later = parseProblem({
            ...problem,
            travelSeconds: [...problem.travelSeconds],
            travelMetres: [...problem.travelMetres],
            shifts,
          });
          const repaired = solve(later, { seed: 2, stop, start: plan });
          expect(verifyPlan(later, repaired).violations).toEqual([]);
          for (const shift of later.shifts) {
            const stops = repaired.routes.find((it) => it.shiftId === shift.id)?.stops ?? [];
            const head = [...shift.driven, ...shift.locked].map((it) => `${it.requestId} ${it.kind}`);
            expect(stops.slice(0, head.length).map((it) => `${it.requestId} ${it.kind}`)).toEqual(head);
          }
        },
      ),
      runs(100),
    );
  });
});
