import { describe, expect, it } from "vitest";
import { rideTime } from "@/server/core/scheduler/constraints/ride-time";
import { makeProblem, makeRequest, makeShift } from "@/server/core/scheduler/factory";
import { makeRoute } from "@/server/core/scheduler/route";

const at9 = 9 * 3600;

describe("ride_time", () => {
  it("refuses a way that is longer than the patient can bear", () => {
    const shift = makeShift();
    const request = makeRequest({ maxRideSeconds: 599 });
    expect(rideTime(makeRoute(makeProblem([shift], [request]), shift, [0, 1]))).toMatchObject([
      { reason: "ride_too_long", detail: { rideSeconds: 600, limitSeconds: 599 } },
    ]);
  });

  it("puts the pickup off rather than let the ride grow, and says so when that is too late", () => {
    const shift = makeShift();
    const opens = { fromSeconds: at9 + 7200, toSeconds: 86_400 };
    const patient = makeRequest({ maxRideSeconds: 900, maxWaitOnBoardSeconds: 3600, dropWindow: opens });
    const route = makeRoute(makeProblem([shift], [patient]), shift, [0, 1]);
    expect(route.timing.start[0]).toBe(at9 + 7200 - 900 - 600);
    expect(rideTime(route)).toMatchObject([
      { reason: "pickup_put_off_too_long", detail: { lateSeconds: 2100 } },
    ]);
  });
});
