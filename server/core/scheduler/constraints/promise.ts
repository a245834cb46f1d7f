import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { isDrop, requestOf } from "@/server/core/scheduler/stop";

/** A pickup range told to the booker is kept while promises are frozen. */
export const promise: RouteConstraint = ({ problem, shift, codes, timing }) =>
  codes.flatMap((code, stop) => {
    const request = requestOf(problem, code);
    const start = at(timing.start, stop);
    if (stop < shift.driven.length || isDrop(code) || problem.rules.promises !== "frozen") return [];
    if (!request.promise || start <= request.promise.toSeconds) return [];
    return broken("promise", "promise_broken", shift, request, {
      startSeconds: start,
      promisedFromSeconds: request.promise.fromSeconds,
      promisedToSeconds: request.promise.toSeconds,
      lateSeconds: start - request.promise.toSeconds,
    });
  });
