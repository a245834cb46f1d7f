import { describe, expect, it } from "vitest";
import { vehicleClass } from "@/server/core/scheduler/constraints/vehicle-class";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("vehicle_class", () => {
  it("refuses a class the needs do not allow, and says which they do", () => {
    const request = makeRequest({ vehicleClasses: ["stretcher_care", "monitored"] });
    expect(vehicleClass(request, makeShift(), problem)).toMatchObject([
      {
        constraint: "vehicle_class",
        detail: { has: "stretcher_basic", allowed: "stretcher_care,monitored" },
      },
    ]);
  });

  it("takes any class of the list", () => {
    const request = makeRequest({ vehicleClasses: ["seat", "stretcher_basic"] });
    expect(vehicleClass(request, makeShift(), problem)).toEqual([]);
  });
});
