import { describe, expect, it } from "vitest";
import { berthShortage, berths, berthsAlone } from "@/server/core/scheduler/constraints/berths";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const capacity = { escort: 1, seat: 1, wheelchair: 1, stretcher: 1 };
const rules = makeProblem([], []).rules;

describe("berths", () => {
  it("lets an escort use a seat by the default upgrade, but no patient another's berth", () => {
    expect(berthShortage([makeRequest({ escorts: 2 })], capacity, rules)).toBeUndefined();
    expect(berthShortage([makeRequest({ escorts: 3 })], capacity, rules)).toEqual({
      kinds: "escort",
      needed: 3,
      available: 2,
    });
    const seated = [makeRequest({ berth: "seat" }), makeRequest({ berth: "seat" })];
    expect(berthShortage(seated, capacity, rules)).toMatchObject({ kinds: "seat", needed: 2, available: 1 });
  });

  it("lets a seated patient use the stretcher only where the region's table says so", () => {
    const seated = [makeRequest({ berth: "seat" }), makeRequest({ berth: "seat" })];
    const generous = { ...rules, berthUpgrades: [["seat", "stretcher"] as ["seat", "stretcher"]] };
    expect(berthShortage(seated, capacity, generous)).toBeUndefined();
    expect(berthShortage([...seated, makeRequest()], capacity, generous)).toMatchObject({
      kinds: "seat,stretcher",
    });
  });

  it("refuses a vehicle without the berth", () => {
    const problem = makeProblem([], []);
    expect(berthsAlone(makeRequest({ berth: "wheelchair" }), makeShift(), problem)).toMatchObject([
      {
        constraint: "berths",
        reason: "berth_missing",
        detail: { kinds: "wheelchair", needed: 1, available: 0 },
      },
    ]);
  });

  it("counts everybody on board at once, and who may not share", () => {
    const shift = makeShift();
    const requests = [makeRequest({ shareable: true }), makeRequest({ id: "r2" })];
    const problem = makeProblem([shift], requests);
    const reasons = berths(makeRoute(problem, shift, [0, 2, 1, 3])).map((it) => [it.reason, it.requestId]);
    expect(reasons).toEqual([
      ["ride_not_shareable", "r2"],
      ["berths_full", "r2"],
    ]);
    expect(berths(makeRoute(problem, shift, [0, 1, 2, 3]))).toEqual([]);
  });
});
