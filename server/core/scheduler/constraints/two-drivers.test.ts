import { describe, expect, it } from "vitest";
import { twoDrivers } from "@/server/core/scheduler/constraints/two-drivers";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";

const problem = makeProblem([], []);

describe("two_drivers", () => {
  it("asks for a second driver beyond 400 km", () => {
    const request = makeRequest({ distanceMetres: 400_001 });
    expect(twoDrivers(request, makeShift(), problem)).toMatchObject([
      { constraint: "two_drivers", detail: { distanceMetres: 400_001, limitMetres: 400_000, drivers: 1 } },
    ]);
    expect(twoDrivers(request, makeShift({ drivers: 2 }), problem)).toEqual([]);
  });

  it("does not at 400 km exactly", () => {
    expect(twoDrivers(makeRequest({ distanceMetres: 400_000 }), makeShift(), problem)).toEqual([]);
  });
});
