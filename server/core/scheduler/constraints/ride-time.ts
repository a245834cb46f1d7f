import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { ridesAhead } from "@/server/core/scheduler/constraints/rides";
import { latestSeconds, requestOf } from "@/server/core/scheduler/stop";

/** From leaving the pickup to the beginning of unloading no longer than allowed, even if the pickup has to be put off. */
export const rideTime: RouteConstraint = (route) =>
  ridesAhead(route).flatMap(({ pickup, drop }) => {
    const { problem, shift, codes, timing } = route;
    const request = requestOf(problem, at(codes, drop));
    const rideSeconds = at(timing.start, drop) - at(timing.depart, pickup);
    const limit = { rideSeconds, limitSeconds: request.maxRideSeconds };
    if (rideSeconds > request.maxRideSeconds)
      return broken("ride_time", "ride_too_long", shift, request, limit);
    const latest = latestSeconds(problem, at(codes, pickup));
    if (timing.delayedBy[pickup] !== "ride_time" || at(timing.start, pickup) <= latest) return [];
    if (at(timing.bareStart, pickup) > latest) return [];
    const lateSeconds = at(timing.start, pickup) - latest;
    return broken("ride_time", "pickup_put_off_too_long", shift, request, { ...limit, lateSeconds });
  });
