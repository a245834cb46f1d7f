import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { arbitraryProblem, makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { improve } from "@/server/core/scheduler/improve";
import { emptyPlan, type Plan } from "@/server/core/scheduler/plan";
import type { Request, Shift, StopName } from "@/server/core/scheduler/problem";
import { solve } from "@/server/core/scheduler/search";
import { ordersChanged, standingPlan } from "@/server/core/scheduler/standing";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const hour = 3600;
const options = { seed: 1, stop: { iterations: 20_000 } };
const nothing = { free: [], fixedUntilSeconds: 0 };

const stop = (requestId: string, kind: StopName["kind"]) => ({
  requestId,
  kind,
  arriveSeconds: 0,
  startSeconds: 0,
  departSeconds: 0,
});
const routeOf = (shiftId: string, ...requestIds: string[]): Plan["routes"][number] => ({
  shiftId,
  stops: requestIds.flatMap((id) => [stop(id, "pickup"), stop(id, "drop")]),
  breaks: [],
  leaveSeconds: 0,
  returnSeconds: 0,
  figures: { drivenMetres: 0, emptyMetres: 0, dutySeconds: 0, restSeconds: 0, costFen: 0 },
});
const planOf = (...routes: Plan["routes"]): Plan => ({ ...emptyPlan, routes });
const wide = { fromSeconds: 9 * hour, toSeconds: 16 * hour };
const ride = (id: string, pickupPlace: number, dropPlace: number, more: Partial<Request> = {}) =>
  makeRequest({ id, pickupPlace, dropPlace, pickupWindow: wide, ...more });
const shift = (id: string, more: Partial<Shift> = {}) => makeShift({ id, ...more });

describe("improving a plan", () => {
  it("drives the same patients in a better order, each on the vehicle they know", () => {
    // One road 0-1-2-3: out and back again is half the way of twice out.
    const problem = makeProblem([shift("s1")], [ride("far", 0, 3), ride("near", 2, 0), ride("back", 3, 2)]);
    const plan = planOf(routeOf("s1", "near", "far", "back"));
    const found = improve(problem, plan, nothing, options);
    expect(found.outcome).toBe("better");
    expect(
      found.orders.map((it) => it.stops.filter((s) => s.kind === "pickup").map((s) => s.requestId)),
    ).toEqual([["far", "back", "near"]]);
    expect(found.after.costFen).toBeLessThan(found.before.costFen);
    expect(found.after.trips).toBe(3);
  });

  it("moves to another vehicle only who is free, and never to another operator's", () => {
    const requests = [ride("r1", 0, 3), ride("r2", 3, 0)];
    const routes = planOf(routeOf("s1", "r1"), routeOf("s2", "r2"));
    const own = makeProblem([shift("s1"), shift("s2")], requests);
    expect(improve(own, routes, nothing, options).outcome).toBe("no_gain");
    const freed = improve(own, routes, { ...nothing, free: ["r2"] }, options);
    expect(freed.orders).toEqual([
      {
        shiftId: "s1",
        stops: ["r1", "r2"].flatMap((id) =>
          routeOf("", id).stops.map(({ requestId, kind }) => ({ requestId, kind })),
        ),
      },
      { shiftId: "s2", stops: [] },
    ]);
    const other = makeProblem([shift("s1"), shift("s2", { operatorId: "op2" })], requests);
    expect(improve(other, routes, { ...nothing, free: ["r1", "r2"] }, options).outcome).toBe("no_gain");
  });

  it("keeps what begins soon and what a promise says", () => {
    const requests = [ride("far", 0, 3), ride("near", 2, 0), ride("back", 3, 2)];
    const plan = planOf(routeOf("s1", "near", "far", "back"));
    const problem = makeProblem([shift("s1")], requests);
    expect(improve(problem, plan, { free: [], fixedUntilSeconds: 16 * hour }, options).outcome).toBe(
      "no_gain",
    );
    const told = requests.map((it) =>
      it.id === "near" ? { ...it, promise: { fromSeconds: 9 * hour, toSeconds: 9.5 * hour } } : it,
    );
    const promised = improve(makeProblem([shift("s1")], told), plan, nothing, options);
    expect(promised.orders.at(0)?.stops.at(0)?.requestId ?? "near").toBe("near");
  });

  it("leaves a vehicle that runs late to its dispatcher, and improves the others", () => {
    const late = ride("late", 1, 2, { promise: { fromSeconds: 8 * hour, toSeconds: 8 * hour } });
    const problem = makeProblem(
      [shift("s1"), shift("s2")],
      [late, ride("far", 0, 3), ride("near", 2, 0), ride("back", 3, 2)],
    );
    const plan = planOf(routeOf("s1", "late"), routeOf("s2", "near", "far", "back"));
    const found = improve(problem, plan, { ...nothing, free: ["late"] }, options);
    expect(found.setAside.map((it) => it.shiftId)).toEqual(["s1"]);
    expect(found.orders.map((it) => it.shiftId)).toEqual(["s2"]);
  });

  it("never makes a plan that the verifier refuses, leaves anybody out or costs more", () => {
    fc.assert(
      fc.property(arbitraryProblem(60), fc.integer({ min: 0, max: 9 }), (problem, seed) => {
        const start = solve(problem, { seed, stop: { iterations: 0 } });
        const served = new Set(start.routes.flatMap((it) => it.stops.map((s) => s.requestId)));
        const sold = { ...problem, requests: problem.requests.filter((it) => served.has(it.id)) };
        const free = [...served].filter((_, index) => index % 2 === 0);
        const found = improve(
          sold,
          start,
          { free, fixedUntilSeconds: 0 },
          { seed, stop: { iterations: 500 } },
        );
        expect(found.outcome).not.toBe("refused");
        if (found.outcome !== "better") return;
        const routes = start.routes.map((route) => {
          const order = found.orders.find((it) => it.shiftId === route.shiftId);
          return order ? { ...route, stops: order.stops.map((s) => stop(s.requestId, s.kind)) } : route;
        });
        const after = standingPlan(sold, { ...start, routes });
        expect(verifyPlan(sold, after)).toMatchObject({ feasible: true });
        expect(after.score.costFen).toBeLessThan(standingPlan(sold, start).score.costFen);
        const was = (id: string, plan: Plan) =>
          plan.routes.find((it) => it.stops.some((s) => s.requestId === id))?.shiftId;
        for (const id of served) if (!free.includes(id)) expect(was(id, after)).toBe(was(id, start));
        expect(ordersChanged(start, after).length).toBeGreaterThan(0);
      }),
      { numRuns: 60 },
    );
  });
});
