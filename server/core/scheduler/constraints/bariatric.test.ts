import { describe, expect, it } from "vitest";
import { bariatric } from "@/server/core/scheduler/constraints/bariatric";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("bariatric", () => {
  it("compares the patient's weight with what the stretcher bears", () => {
    expect(bariatric(makeRequest({ patientKg: 151 }), makeShift(), problem)).toMatchObject([
      { constraint: "bariatric", detail: { patientKg: 151, limitKg: 150 } },
    ]);
    expect(bariatric(makeRequest({ patientKg: 150 }), makeShift(), problem)).toEqual([]);
  });
});
