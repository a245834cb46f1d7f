import { timeRoute } from "@/server/core/scheduler/clock";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { legalRestSeconds, wheelLimitSeconds } from "@/server/core/scheduler/rest";

/**
 * Four hours at the wheel, then 20 minutes' rest. The clock always inserts the rests; where they make a route late, this
 * rule is among the reasons, with the seconds that a second driver would gain.
 */
export const drivingTime: RouteConstraint = ({ problem, shift, codes, timing }) => {
  if (timing.lateSeconds === 0 || timing.restSeconds === 0) return [];
  const withoutRests = timeRoute(problem, { ...shift, drivers: 2 }, codes).lateSeconds;
  if (withoutRests === timing.lateSeconds) return [];
  return broken("driving_time", "rests_make_late", shift, undefined, {
    restSeconds: timing.restSeconds,
    rests: timing.restSeconds / legalRestSeconds,
    wheelLimitSeconds,
    lateSeconds: timing.lateSeconds - withoutRests,
  });
};
