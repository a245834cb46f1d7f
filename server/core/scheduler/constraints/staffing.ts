import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** Vehicle and crew meet the published staffing rules for this patient's grade and this distance. */
export const staffing: FitConstraint = (request, shift) =>
  shift.staffingLimits.flatMap(({ rule, grade, beyondMetres, missing }) => {
    if (grade !== null && grade !== request.grade) return [];
    if (beyondMetres !== null && request.distanceMetres <= beyondMetres) return [];
    return broken("staffing", "standard_not_met", shift, request, {
      rule,
      missing,
      grade: request.grade ?? "",
      distanceMetres: request.distanceMetres,
    });
  });
