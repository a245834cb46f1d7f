import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { isDrop, latestSeconds, requestOf } from "@/server/core/scheduler/stop";

/**
 * Loading and unloading begin inside their windows. A pickup that would be in time, but is put off for a patient's ride
 * or wait, is told by those rules; a frozen promise by its own.
 */
export const timeWindow: RouteConstraint = ({ problem, shift, codes, timing }) =>
  codes.flatMap((code, stop) => {
    const request = requestOf(problem, code);
    const latest = latestSeconds(problem, code);
    const start = at(timing.start, stop);
    if (stop < shift.driven.length || start <= latest) return [];
    if (timing.delayedBy[stop] && at(timing.bareStart, stop) <= latest) return [];
    if (!isDrop(code) && request.promise && problem.rules.promises === "frozen") return [];
    return broken("time_window", isDrop(code) ? "drop_late" : "pickup_late", shift, request, {
      startSeconds: start,
      latestSeconds: latest,
      lateSeconds: start - latest,
    });
  });
