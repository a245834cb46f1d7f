import { describe, expect, it } from "vitest";
import { staffing } from "@/server/core/scheduler/constraints/staffing";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);
const gradeTwo = { rule: "grade-ii-crew", grade: "II" as const, beyondMetres: null, missing: "doctor 1" };
const longWay = { rule: "two-drivers", grade: null, beyondMetres: 400_000, missing: "driver 2" };

describe("staffing", () => {
  it("keeps a grade off a crew that lacks somebody for it, and names the rule", () => {
    const shift = makeShift({ staffingLimits: [gradeTwo] });
    expect(staffing(makeRequest({ grade: "II" }), shift, problem)).toMatchObject([
      {
        constraint: "staffing",
        reason: "standard_not_met",
        detail: { rule: "grade-ii-crew", missing: "doctor 1" },
      },
    ]);
    expect(staffing(makeRequest({ grade: "III" }), shift, problem)).toEqual([]);
    expect(staffing(makeRequest(), shift, problem)).toEqual([]);
  });

  it("keeps a long way off a single driver from the first metre beyond", () => {
    const shift = makeShift({ staffingLimits: [longWay] });
    expect(staffing(makeRequest({ distanceMetres: 400_000 }), shift, problem)).toEqual([]);
    expect(staffing(makeRequest({ distanceMetres: 400_001 }), shift, problem)).toMatchObject([
      { detail: { rule: "two-drivers", distanceMetres: 400_001 } },
    ]);
  });
});
