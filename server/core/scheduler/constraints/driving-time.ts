import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { legalRestSeconds, wheelLimitSeconds } from "@/server/core/scheduler/rest";

/**
 * Four hours at the wheel, then 20 minutes' rest. The clock always inserts the rests; where a route comes too late and
 * rests are part of it, this rule is among the reasons, with their figures.
 */
export const drivingTime: RouteConstraint = ({ shift, timing }) => {
  if (timing.lateSeconds === 0 || timing.restSeconds === 0) return [];
  return broken("driving_time", "rests_make_late", shift, undefined, {
    restSeconds: timing.restSeconds,
    rests: timing.restSeconds / legalRestSeconds,
    wheelLimitSeconds,
    lateSeconds: timing.lateSeconds,
  });
};
