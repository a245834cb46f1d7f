import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** Everything the patient needs is on the vehicle. */
export const equipment: FitConstraint = (request, shift) => {
  const missing = request.equipment.filter((item) => !shift.equipment.includes(item));
  if (missing.length === 0) return [];
  return broken("equipment", "equipment_missing", shift, request, { missing: missing.join(",") });
};
