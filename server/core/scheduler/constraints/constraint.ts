import type { ConstraintName, Violation } from "@/server/core/scheduler/plan";
import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import type { Route } from "@/server/core/scheduler/route";

/** May this shift ever carry this request, whatever the hour? Answers with everything that forbids it. */
export type FitConstraint = (request: Request, shift: Shift, problem: Problem) => Violation[];

/** Does a timed route keep the rule? Answers with everything that breaks it. */
export type RouteConstraint = (route: Route) => Violation[];

/** One violation as a list, for the common case. */
export function broken(
  constraint: ConstraintName,
  reason: string,
  shift: Shift,
  request: Request | undefined,
  detail: Violation["detail"],
): Violation[] {
  return [{ constraint, reason, shiftId: shift.id, ...(request && { requestId: request.id }), detail }];
}
