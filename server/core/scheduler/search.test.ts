import { describe, expect, it } from "vitest";
import { makeProblem, makeRequest, makeShift, townMatrices } from "@/server/core/scheduler/factory";
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

describe("who is left out", () => {
  const only = [makeShift()];

  it("is told by priority first, whatever the prices", () => {
    const urgent = makeRequest({ id: "urgent", priority: 1, unservedFen: 1_000, pickupWindow: window });
    const dear = makeRequest({ id: "dear", priority: 9, unservedFen: 1_000_000, pickupWindow: window });
    const plan = solve(makeProblem(only, [urgent, dear]), { seed: 1, stop });
    expect(plan.unserved.map((it) => it.requestId)).toEqual(["dear"]);
  });

  it("is not one of many for the sake of the many that come after them", () => {
    const long = makeRequest({ id: "long", priority: 1, pickupWindow: window, pickupServiceSeconds: 9000 });
    const short = Array.from({ length: 40 }, (_, it) => {
      const from = 9 * hour + it * 300;
      const pickupWindow = { fromSeconds: from, toSeconds: from + 250 };
      const service = { pickupServiceSeconds: 30, dropServiceSeconds: 30 };
      return makeRequest({ id: `short${it}`, priority: 2, dropPlace: 1, pickupWindow, ...service });
    });
    const plan = solve(makeProblem(only, [long, ...short]), { seed: 1, stop: { iterations: 3000 } });
    expect(plan.unserved.map((it) => it.requestId)).not.toContain("long");
  });

  it("is nobody whom the start plan serves, where that is asked, at any price", () => {
    const kept = makeRequest({ id: "kept", unservedFen: 1, pickupWindow: window });
    const dear = makeRequest({ id: "dear", unservedFen: 1_000_000_000, pickupWindow: window });
    const start = solve(makeProblem(only, [kept]), { seed: 1, stop });
    const problem = makeProblem(only, [kept, dear]);
    const plan = solve(problem, { seed: 1, stop, start, keepsServed: true });
    expect(plan.unserved.map((it) => it.requestId)).toEqual(["dear"]);
    expect(solve(problem, { seed: 1, stop, start }).unserved.map((it) => it.requestId)).toEqual(["kept"]);
  });

  it("is whoever breaks the route, not who rides before them", () => {
    const seats = makeShift({ berths: { escort: 0, seat: 4, wheelchair: 0, stretcher: 0 } });
    const ride = (id: string, from: number, more = {}) =>
      makeRequest({
        id,
        berth: "seat",
        shareable: true,
        pickupWindow: { fromSeconds: from * hour, toSeconds: from * hour + 900 },
        ...more,
      });
    const riders = [ride("a", 9), ride("b", 11), ride("c", 13), ride("d", 13)];
    const start = solve(makeProblem([seats], riders), { seed: 1, stop });
    expect(start.unserved).toEqual([]);
    const foes = riders.map((it) => (it.id === "d" ? { ...it, forbiddenCoRiders: ["c"] } : it));
    const plan = solve(makeProblem([seats], foes), { seed: 1, stop: { iterations: 0 }, start });
    expect(plan.unserved.map((it) => it.requestId)).toHaveLength(1);
    expect(["c", "d"]).toContain(plan.unserved[0]?.requestId);
  });
});

describe("a vehicle under way", () => {
  it("lets those on board off in an order that keeps their rides", () => {
    const seats = { escort: 0, seat: 4, wheelchair: 0, stretcher: 0 };
    const boarded = (requestId: string) => ({
      requestId,
      kind: "pickup" as const,
      startSeconds: 9 * hour,
      departSeconds: 9 * hour,
    });
    const shift = makeShift({
      berths: seats,
      driven: [boarded("near"), boarded("far")],
      position: { place: 1, fromSeconds: 9 * hour + 600, wheelSeconds: 0 },
    });
    const rider = { berth: "seat" as const, shareable: true, pickupPlace: 0 };
    const problem = makeProblem(
      [shift],
      [
        makeRequest({ id: "near", ...rider, dropPlace: 2, maxRideSeconds: 1500 }),
        makeRequest({
          id: "far",
          ...rider,
          dropPlace: 3,
          dropWindow: { fromSeconds: 0, toSeconds: 12 * hour },
        }),
      ],
      { nowSeconds: 9 * hour + 600 },
    );
    const plan = solve(problem, { seed: 1, stop });
    expect(verifyPlan(problem, plan).violations).toEqual([]);
  });

  it("and empty is worth asking: its way home is paid already", () => {
    const matrices = townMatrices([
      [0, 0],
      [60, 0],
      [50, 0],
      [60, 1],
    ]);
    const shifts = [
      makeShift({ id: "near", startPlace: 3, endPlace: 3 }),
      makeShift({ id: "way", position: { place: 1, fromSeconds: 9 * hour, wheelSeconds: 0 } }),
    ];
    const problem = makeProblem(shifts, [makeRequest()], matrices);
    const plan = solve(problem, { seed: 1, stop: { iterations: 0 } });
    expect(plan.routes.map((it) => it.stops.length)).toEqual([0, 2]);
  });
});
