import { at } from "@/server/core/scheduler/at";
import { broken, type RouteConstraint } from "@/server/core/scheduler/constraints/constraint";
import { togetherAfter } from "@/server/core/scheduler/route";

/** Two who must not meet are never on board together; one naming the other is enough. */
export const forbiddenCoRiders: RouteConstraint = ({ problem, shift, codes }) =>
  togetherAfter(codes).flatMap((indexes, stop) => {
    if (indexes.length < 2 || stop < shift.driven.length) return [];
    const riders = indexes.map((index) => at(problem.requests, index));
    return riders.flatMap((it) => {
      const met = riders.filter((other) => it.forbiddenCoRiders.includes(other.id)).map((other) => other.id);
      if (met.length === 0) return [];
      return broken("forbidden_co_riders", "forbidden_co_rider", shift, it, { with: met.join(",") });
    });
  });
