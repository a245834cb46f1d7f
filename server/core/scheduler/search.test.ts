import { describe, expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { compareScore } from "@/server/core/scheduler/objective";
import { solve } from "@/server/core/scheduler/search";
import { verifyPlan } from "@/server/core/scheduler/verify/verify-plan";

const hour = 3600;
const stop = { iterations: 1000 };
const window = { fromSeconds: 9 * hour, toSeconds: 9 * hour };

describe("solve", () => {
  it("leaves the less urgent one when two want the only vehicle, and says why", () => {
    const requests = [
      makeRequest({ pickupWindow: window, priority: 5 }),
      makeRequest({ id: "r2", pickupWindow: window, priority: 1 }),
    ];
    const plan = solve(makeProblem([makeShift()], requests), { seed: 1, stop });
    expect(plan.unserved.map((it) => it.requestId)).toEqual(["r1"]);
    expect(plan.unserved[0]?.reasons).toMatchObject([{ constraint: "time_window", shiftId: "s1" }]);
    expect(plan.score.unservedFen).toEqual([0, 0, 0, 0, 100_000, 0, 0, 0, 0]);
  });

  it("exchanges two rides that each go to the farther vehicle", () => {
    const shifts = [
      makeShift({ startPlace: 1, endPlace: 1 }),
      makeShift({ id: "s2", startPlace: 3, endPlace: 3 }),
    ];
    const requests = [
      makeRequest({ pickupWindow: window }),
      makeRequest({ id: "r2", pickupPlace: 3, dropPlace: 2, pickupWindow: window }),
    ];
    const problem = makeProblem(shifts, requests);
    const crossed = [shifts[1], shifts[0]].map((shift, number) =>
      makeProblem([shift ?? makeShift()], [requests[number] ?? makeRequest()]),
    );
    const starts = crossed.map((it) => solve(it, { seed: 1, stop }));
    const start = {
      ...starts[0],
      routes: starts.flatMap((it) => it.routes),
      unserved: [],
      score: { unservedFen: [], promisesMoved: 0, costFen: 0 },
    };
    const plan = solve(problem, { seed: 1, stop, start });
    expect(plan.routes.map((it) => it.stops[0]?.requestId)).toEqual(["r1", "r2"]);
    const still = solve(problem, { seed: 1, stop: { iterations: 0 }, start });
    expect(still.routes.map((it) => it.stops[0]?.requestId)).toEqual(["r2", "r1"]);
    expect(compareScore(plan.score, still.score)).toBeLessThan(0);
  });

  it("takes riders off a vehicle that may no longer carry them", () => {
    const shifts = [makeShift(), makeShift({ id: "s2", operatorId: "op2", startPlace: 3, endPlace: 3 })];
    const start = solve(makeProblem(shifts, [makeRequest()]), { seed: 1, stop });
    expect(start.routes[0]?.stops).toHaveLength(2);
    const suspended = { subject: "operator" as const, validUntilSeconds: 0, reason: "suspended" };
    const problem = makeProblem([makeShift({ papers: [suspended] }), ...shifts.slice(1)], [makeRequest()]);
    const plan = solve(problem, { seed: 1, stop, start });
    expect(plan.routes.map((it) => it.stops.length)).toEqual([0, 2]);
    expect(verifyPlan(problem, plan).violations).toEqual([]);
  });

  it("takes down whoever is on board, and plans the rest of the day around it", () => {
    const boarded = {
      requestId: "r1",
      kind: "pickup" as const,
      startSeconds: 9 * hour,
      departSeconds: 9 * hour + 600,
    };
    const requests = [makeRequest(), makeRequest({ id: "r2" })];
    const problem = makeProblem([makeShift({ driven: [boarded] })], requests, { nowSeconds: 9 * hour + 700 });
    const plan = solve(problem, { seed: 1, stop });
    expect(plan.routes[0]?.stops.map((it) => `${it.requestId} ${it.kind}`)).toEqual([
      "r1 pickup",
      "r1 drop",
      "r2 pickup",
      "r2 drop",
    ]);
    expect(plan.routes[0]?.stops[1]?.startSeconds).toBe(9 * hour + 1300);
    expect(verifyPlan(problem, plan).violations).toEqual([]);
  });

  it("moves as few promises as it can where they may be moved", () => {
    const promise = { fromSeconds: 9 * hour, toSeconds: 9 * hour + 600 };
    const wide = { fromSeconds: 9 * hour, toSeconds: 12 * hour };
    const requests = ["r1", "r2"].map((id) => makeRequest({ id, promise, pickupWindow: wide }));
    const frozen = makeProblem([makeShift()], requests);
    expect(solve(frozen, { seed: 1, stop }).unserved).toHaveLength(1);
    const movable = makeProblem([makeShift()], requests, { rules: { promises: "movable" } });
    const plan = solve(movable, { seed: 1, stop });
    expect([plan.unserved.length, plan.score.promisesMoved]).toEqual([0, 1]);
  });

  it("stops when the caller's clock says so", () => {
    const requests = Array.from({ length: 6 }, (_, it) => makeRequest({ id: `r${it}`, pickupPlace: it % 3 }));
    const problem = makeProblem([makeShift()], requests);
    const plan = solve(problem, { seed: 1, stop: { iterations: 1000, spent: () => 1 } });
    expect(plan.unserved).toHaveLength(6);
    expect(verifyPlan(problem, plan).feasible).toBe(true);
  });

  it("has nothing to search where nobody asks", () => {
    const plan = solve(makeProblem([makeShift()], []), { seed: 1, stop });
    expect([plan.unserved, plan.routes.flatMap((it) => it.stops)]).toEqual([[], []]);
  });
});
