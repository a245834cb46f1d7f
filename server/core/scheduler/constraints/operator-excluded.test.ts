import { describe, expect, it } from "vitest";
import { operatorExcluded } from "@/server/core/scheduler/constraints/operator-excluded";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("operator_excluded", () => {
  it("does not come back to an operator that declined", () => {
    const request = makeRequest({ excludedOperators: ["op1"] });
    expect(operatorExcluded(request, makeShift(), problem)).toMatchObject([{ reason: "operator_declined" }]);
  });

  it("does not come back to a shift that could not keep what was offered, but to the operator's others", () => {
    const request = makeRequest({ excludedShifts: ["s1"] });
    expect(operatorExcluded(request, makeShift(), problem)).toMatchObject([{ reason: "shift_could_not" }]);
    expect(operatorExcluded(request, makeShift({ id: "s2" }), problem)).toEqual([]);
  });

  it("asks nobody outside the allowed ones", () => {
    const request = makeRequest({ allowedOperators: ["op2"] });
    expect(operatorExcluded(request, makeShift(), problem)).toMatchObject([{ reason: "operator_not_asked" }]);
    expect(operatorExcluded(request, makeShift({ operatorId: "op2" }), problem)).toEqual([]);
  });
});
