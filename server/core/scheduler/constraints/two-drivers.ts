import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** Beyond this distance two drivers are on board (domain.md, Staffing). */
const twoDriversBeyondMetres = 400_000;

export const twoDrivers: FitConstraint = (request, shift) => {
  if (request.distanceMetres <= twoDriversBeyondMetres || shift.drivers >= 2) return [];
  return broken("two_drivers", "second_driver_missing", shift, request, {
    distanceMetres: request.distanceMetres,
    limitMetres: twoDriversBeyondMetres,
    drivers: shift.drivers,
  });
};
