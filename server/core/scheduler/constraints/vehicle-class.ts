import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** The vehicle is of a class the needs allow. */
export const vehicleClass: FitConstraint = (request, shift) => {
  if (request.vehicleClasses.includes(shift.vehicleClass)) return [];
  return broken("vehicle_class", "class_not_allowed", shift, request, {
    has: shift.vehicleClass,
    allowed: request.vehicleClasses.join(","),
  });
};
