import type { Problem, Request, Shift } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";

/** What a list of needs still lacks after each thing there is has covered one need. */
function lacking<T>(needs: readonly T[], have: readonly T[]): T[] {
  const left = [...have];
  return needs.filter((need) => {
    const found = left.indexOf(need);
    if (found >= 0) left.splice(found, 1);
    return found < 0;
  });
}

/** Whether this vehicle, crew and operator may carry this patient on this day, hour aside. */
export function checkCarrier(_problem: Problem, request: Request, shift: Shift): Finding[] {
  const findings: Finding[] = [];
  const hold = (constraint: Finding["constraint"], detail: Finding["detail"]): void => {
    findings.push({ constraint, requestId: request.id, shiftId: shift.id, detail });
  };
  const onBoard = new Set(shift.equipment);
  const missing = request.equipment.filter((it) => !onBoard.has(it));
  if (missing.length > 0) hold("equipment", { missing: missing.join(" ") });
  if (!new Set(request.vehicleClasses).has(shift.vehicleClass))
    hold("vehicle_class", { class: shift.vehicleClass });
  const duties = lacking(request.crew, shift.crew);
  if (duties.length > 0) hold("crew", { missing: duties.join(" ") });
  for (const { subject, validUntilSeconds: until } of shift.papers) {
    if (until !== null && until < shift.window.toSeconds) hold("certification", { subject, until });
  }
  if (shift.drivers < 2 && request.distanceMetres > 400_000)
    hold("two_drivers", { metres: request.distanceMetres });
  if (request.isolation === "negative_pressure" && shift.vehicleClass !== "negative_pressure") {
    hold("isolation", { class: shift.vehicleClass });
  }
  if (!shift.medicalLicence && request.serviceLevel === "care_transfer") hold("service_level", {});
  if (shift.bariatricLimitKg < request.patientKg) hold("bariatric", { kg: request.patientKg });
  const short = shift.staffingLimits.find(
    ({ grade, beyondMetres }) =>
      (grade ?? request.grade) === request.grade && (beyondMetres ?? -1) < request.distanceMetres,
  );
  if (short) hold("staffing", { rule: short.rule, missing: short.missing });
  const failed = new Set(request.excludedShifts).has(shift.id);
  const declined = request.excludedOperators.some((it) => it === shift.operatorId);
  const notAsked = request.allowedOperators?.every((it) => it !== shift.operatorId) ?? false;
  if (declined || notAsked || failed) hold("operator_excluded", { operatorId: shift.operatorId });
  if ((request.lockShiftId ?? shift.id) !== shift.id) hold("lock", { lockedTo: String(request.lockShiftId) });
  return findings;
}
