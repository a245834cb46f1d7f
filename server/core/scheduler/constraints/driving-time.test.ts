import { describe, expect, it } from "vitest";
import { drivingTime } from "@/server/core/scheduler/constraints/driving-time";
import { makeProblem, makeRequest, makeShift, townMatrices } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const hour = 3600;
const far = townMatrices([
  [0, 0],
  [60, 0],
  [300, 0],
]);
const day = { fromSeconds: 8 * hour, toSeconds: 22 * hour };
const request = makeRequest({ maxRideSeconds: 6 * hour });

describe("driving_time", () => {
  it("rests 20 minutes after four hours at the wheel, also with a patient on board", () => {
    const shift = makeShift({ window: day });
    const route = makeRoute(makeProblem([shift], [request], far), shift, [0, 1]);
    // One hour out, then 4 h with the patient: the fifth hour at the wheel needs a rest; 5 h home need another.
    expect((route.timing.start[1] ?? 0) - (route.timing.depart[0] ?? 0)).toBe(4 * hour + 1200);
    expect(route.figures.restSeconds).toBe(2400);
    expect(drivingTime(route)).toEqual([]);
  });

  it("asks no rest of two drivers, who take turns", () => {
    const shift = makeShift({ window: day, drivers: 2 });
    expect(makeRoute(makeProblem([shift], [request], far), shift, [0, 1]).figures.restSeconds).toBe(0);
  });

  it("takes an empty wait of 20 minutes for a rest", () => {
    const shift = makeShift({ window: day });
    const later = { ...request, pickupWindow: { fromSeconds: 10 * hour, toSeconds: 11 * hour } };
    const route = makeRoute(makeProblem([shift], [later], far), shift, [0, 1]);
    expect((route.timing.start[1] ?? 0) - (route.timing.depart[0] ?? 0)).toBe(4 * hour);
  });

  it("counts the hours already driven today", () => {
    const position = { place: 0, fromSeconds: 8 * hour, wheelSeconds: 3.5 * hour };
    const shift = makeShift({ window: day, position });
    const { timing } = makeRoute(makeProblem([shift], [request], far), shift, [0, 1]);
    expect(timing.start[0]).toBe(9 * hour + 1200);
  });

  it("is no reason where the way itself is too long", () => {
    const shift = makeShift({ window: day });
    const early = { ...request, pickupWindow: { fromSeconds: 8 * hour, toSeconds: 8 * hour } };
    expect(drivingTime(makeRoute(makeProblem([shift], [early], far), shift, [0, 1]))).toEqual([]);
  });

  it("is among the reasons where rests make a route late", () => {
    const shift = makeShift({ window: { ...day, toSeconds: 18 * hour + 1200 + 1200 } });
    expect(drivingTime(makeRoute(makeProblem([shift], [request], far), shift, [0, 1]))).toMatchObject([
      { reason: "rests_make_late", detail: { restSeconds: 2400, rests: 2, lateSeconds: 1200 } },
    ]);
  });
});
