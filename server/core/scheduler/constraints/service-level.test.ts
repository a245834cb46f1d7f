import { describe, expect, it } from "vitest";
import { serviceLevel } from "@/server/core/scheduler/constraints/service-level";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("service_level", () => {
  it("lets only a licensed operator carry a care transfer", () => {
    const request = makeRequest({ serviceLevel: "care_transfer" });
    expect(serviceLevel(request, makeShift(), problem)).toMatchObject([
      { constraint: "service_level", reason: "medical_licence_missing", detail: { operatorId: "op1" } },
    ]);
    expect(serviceLevel(request, makeShift({ medicalLicence: true }), problem)).toEqual([]);
  });

  it("lets anybody carry an accessible ride", () => {
    expect(serviceLevel(makeRequest(), makeShift(), problem)).toEqual([]);
  });
});
