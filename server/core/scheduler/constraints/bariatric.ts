import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** The patient's weight is within what stretcher and lift bear. */
export const bariatric: FitConstraint = (request, shift) => {
  if (request.patientKg <= shift.bariatricLimitKg) return [];
  return broken("bariatric", "too_heavy", shift, request, {
    patientKg: request.patientKg,
    limitKg: shift.bariatricLimitKg,
  });
};
