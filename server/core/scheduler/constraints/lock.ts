import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** A request locked to a shift rides with it and no other. */
export const lock: FitConstraint = (request, shift) => {
  if (request.lockShiftId === undefined || request.lockShiftId === shift.id) return [];
  return broken("lock", "locked_elsewhere", shift, request, { lockedTo: request.lockShiftId });
};
