import { describe, expect, it } from "vitest";
import { emptyRun } from "@/server/core/scheduler/constraints/empty-run";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { emptyPlan } from "@/server/core/scheduler/plan";
import type { Shift } from "@/server/core/scheduler/problem";
import { makeRoute } from "@/server/core/scheduler/route";
import { findSlots } from "@/server/core/scheduler/slots";

// Base 15 km from the pickup, the ride 1 km long by its booking.
const far = makeRequest({ pickupPlace: 3, dropPlace: 2, distanceMetres: 1000 });
const limited = (metres: number | null, shift: Shift = makeShift(), requests = [far]) =>
  makeProblem([shift], requests, { rules: { maxEmptyRunMetres: metres } });
const broken = (metres: number | null, shift: Shift = makeShift(), requests = [far], codes = [0, 1]) => {
  const problem = limited(metres, shift, requests);
  return emptyRun(makeRoute(problem, problem.shifts[0] ?? shift, codes));
};

describe("empty_run", () => {
  it("refuses an empty way longer than the ride and what the region allows on top, with both figures", () => {
    expect(broken(13_999)).toMatchObject([
      {
        constraint: "empty_run",
        requestId: "r1",
        detail: { emptyMetres: 15_000, rideMetres: 1000, limitMetres: 14_999 },
      },
    ]);
    expect(broken(14_000)).toEqual([]);
    expect(broken(null)).toEqual([]);
  });

  it("lets a long ride be fetched from as far as it goes", () => {
    expect(broken(0, makeShift(), [{ ...far, distanceMetres: 15_000 }])).toEqual([]);
  });

  it("counts from the stop before, and not with somebody on board", () => {
    const near = makeRequest({ id: "r2", pickupPlace: 1, dropPlace: 3, distanceMetres: 10_000 });
    expect(broken(0, makeShift(), [far, near], [2, 3, 0, 1])).toEqual([]);
    const shared = [
      { ...far, shareable: true },
      { ...near, shareable: true },
    ];
    expect(broken(0, makeShift(), shared, [2, 0, 1, 3])).toEqual([]);
  });

  it("does not close the day after a ride to a distant city: the way home is driven anyway", () => {
    const away = makeRequest({ pickupPlace: 0, dropPlace: 3, distanceMetres: 15_000 });
    const local = makeRequest({ id: "r2", pickupPlace: 0, dropPlace: 1, distanceMetres: 1000 });
    expect(broken(5000, makeShift(), [away, local], [0, 1, 2, 3])).toEqual([]);
    // What ends elsewhere does not pass there.
    expect(broken(5000, makeShift({ endPlace: 3 }), [away, local], [0, 1, 2, 3])).toMatchObject([
      { requestId: "r2", detail: { emptyMetres: 15_000 } },
    ]);
  });

  it("leaves alone who stands on the shift already or is being fetched", () => {
    expect(broken(0, makeShift({ settled: ["r1"] }))).toEqual([]);
    expect(broken(0, makeShift({ locked: [{ requestId: "r1", kind: "pickup" }] }))).toEqual([]);
  });

  it("holds for slots as for matches", () => {
    const search = {
      fromSeconds: 32_400,
      toSeconds: 54_000,
      stepSeconds: 1800,
      widthSeconds: 1800,
      count: 3,
    };
    expect(findSlots(limited(13_999), emptyPlan, far, search)).toEqual([]);
    expect(findSlots(limited(14_000), emptyPlan, far, search)).toHaveLength(3);
  });
});
