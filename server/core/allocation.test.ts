import { describe, expect, it } from "vitest";
import { allocate } from "@/server/core/allocation";

const fits = [
  { shiftId: "s1", operatorId: "a", addedCostFen: 10_000 },
  { shiftId: "s2", operatorId: "b", addedCostFen: 11_000 },
  { shiftId: "s3", operatorId: "c", addedCostFen: 11_001 },
  { shiftId: "s4", operatorId: "b", addedCostFen: 10_500 },
];
const operators = [
  { operatorId: "a", capacitySeconds: 500, assignedTrips: 60 },
  { operatorId: "b", capacitySeconds: 300, assignedTrips: 20 },
  { operatorId: "c", capacitySeconds: 200, assignedTrips: 0 },
];

describe("allocate", () => {
  it("asks the operator furthest below its share among fits within ten per cent", () => {
    const allocation = allocate(fits, operators, 10);
    expect(allocation.limitCostFen).toBe(11_000);
    expect(allocation.order.map((it) => it.shiftId)).toEqual(["s4", "s2", "s1", "s3"]);
    expect(allocation.standings).toContainEqual({
      operatorId: "b",
      capacityPpm: 300_000,
      assignedPpm: 250_000,
      shortfallPpm: 50_000,
    });
  });

  it("takes the cheapest when nobody has a record", () => {
    expect(allocate(fits, [], 10).order[0]?.shiftId).toBe("s1");
  });

  it("can be replayed from its own record, in whatever order the facts come", () => {
    const allocation = allocate(fits, operators, 10);
    expect(allocate(allocation.fits, allocation.operators, allocation.withinPercent)).toEqual(allocation);
    expect(allocate(fits.toReversed(), operators.toReversed(), 10)).toEqual(allocation);
  });

  it("keeps the ten per cent above the best also where the best saves money", () => {
    const saving = [
      { shiftId: "s1", operatorId: "a", addedCostFen: -1000 },
      { shiftId: "s2", operatorId: "c", addedCostFen: -901 },
    ];
    expect(allocate(saving, operators, 10).limitCostFen).toBe(-900);
    expect(allocate(saving, operators, 10).order[0]?.shiftId).toBe("s2");
  });

  it("compares within as many per cent as the region sets, and none where it sets 0", () => {
    const near = [
      { shiftId: "s1", operatorId: "a", addedCostFen: 1000 },
      { shiftId: "s2", operatorId: "c", addedCostFen: 1150 },
    ];
    const shares = [
      { operatorId: "a", capacitySeconds: 100, assignedTrips: 9 },
      { operatorId: "c", capacitySeconds: 100, assignedTrips: 1 },
    ];
    expect([0, 10, 15].map((percent) => allocate(near, shares, percent).order[0]?.shiftId)).toEqual([
      "s1",
      "s1",
      "s2",
    ]);
  });

  it("answers an empty list with an empty order", () => {
    expect(allocate([], operators, 10).order).toEqual([]);
  });
});
