import { broken, type FitConstraint } from "@/server/core/scheduler/constraints/constraint";

/** A care transfer is carried only by an operator with a medical institution's licence (国卫办医急函〔2025〕397号). */
export const serviceLevel: FitConstraint = (request, shift) => {
  if (request.serviceLevel !== "care_transfer" || shift.medicalLicence) return [];
  return broken("service_level", "medical_licence_missing", shift, request, {
    serviceLevel: request.serviceLevel,
    operatorId: shift.operatorId,
  });
};
