import { describe, expect, it } from "vitest";
import { equipment } from "@/server/core/scheduler/constraints/equipment";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("equipment", () => {
  it("names every item that is not on the vehicle", () => {
    const request = makeRequest({ equipment: ["main_stretcher", "suction", "fixed_oxygen"] });
    expect(equipment(request, makeShift(), problem)).toEqual([
      {
        constraint: "equipment",
        reason: "equipment_missing",
        shiftId: "s1",
        requestId: "r1",
        detail: { missing: "suction,fixed_oxygen" },
      },
    ]);
  });

  it("is content when all of it is there", () => {
    expect(equipment(makeRequest({ equipment: ["main_stretcher"] }), makeShift(), problem)).toEqual([]);
  });
});
