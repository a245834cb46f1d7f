import { describe, expect, it } from "vitest";
import { operatorExcluded } from "@/server/core/scheduler/constraints/operator-excluded";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("operator_excluded", () => {
  it("does not come back to an operator that declined", () => {
    const request = makeRequest({ excludedOperators: ["op1"] });
    expect(operatorExcluded(request, makeShift(), problem)).toMatchObject([{ reason: "operator_declined" }]);
  });

  it("asks nobody outside the allowed ones", () => {
    const request = makeRequest({ allowedOperators: ["op2"] });
    expect(operatorExcluded(request, makeShift(), problem)).toMatchObject([{ reason: "operator_not_asked" }]);
    expect(operatorExcluded(request, makeShift({ operatorId: "op2" }), problem)).toEqual([]);
  });
});
