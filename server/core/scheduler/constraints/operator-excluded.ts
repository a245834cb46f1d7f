import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** The operator has not declined this booking, this shift did not fail to keep it, and the operator is among those asked where only some may be. */
export const operatorExcluded: FitConstraint = (request, shift) => {
  const detail = { operatorId: shift.operatorId };
  if (request.excludedOperators.includes(shift.operatorId)) {
    return broken("operator_excluded", "operator_declined", shift, request, detail);
  }
  if (request.excludedShifts.includes(shift.id)) {
    return broken("operator_excluded", "shift_could_not", shift, request, detail);
  }
  if (!request.allowedOperators || request.allowedOperators.includes(shift.operatorId)) return [];
  return broken("operator_excluded", "operator_not_asked", shift, request, detail);
};
