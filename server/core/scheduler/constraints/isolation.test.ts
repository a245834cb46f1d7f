import { describe, expect, it } from "vitest";
import { isolation, isolationVehicle } from "@/server/core/scheduler/constraints/isolation";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

describe("isolation", () => {
  const patient = makeRequest({ isolation: "shared_forbidden", shareable: true, disinfectionSeconds: 1800 });

  it("is never shared, and names the co-rider", () => {
    const shift = makeShift();
    const problem = makeProblem([shift], [patient, makeRequest({ id: "r2", shareable: true })]);
    expect(isolation(makeRoute(problem, shift, [0, 2, 1, 3]))).toMatchObject([
      { constraint: "isolation", reason: "isolation_shared", requestId: "r1", detail: { with: "r2" } },
    ]);
    expect(isolation(makeRoute(problem, shift, [0, 1, 2, 3]))).toEqual([]);
  });

  it("takes the longer disinfection before the vehicle leaves", () => {
    const shift = makeShift({ disinfectionSeconds: 2400 });
    const { timing } = makeRoute(makeProblem([shift], [patient]), shift, [0, 1]);
    expect((timing.depart[1] ?? 0) - (timing.start[1] ?? 0)).toBe(600 + 2400);
  });

  it("asks for a negative-pressure vehicle where the rule does", () => {
    const strict = makeRequest({ isolation: "negative_pressure" });
    const problem = makeProblem([], []);
    expect(isolationVehicle(strict, makeShift(), problem)).toMatchObject([
      { reason: "negative_pressure_missing" },
    ]);
    expect(isolationVehicle(strict, makeShift({ vehicleClass: "negative_pressure" }), problem)).toEqual([]);
  });
});
