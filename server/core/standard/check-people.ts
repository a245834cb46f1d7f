import type { CrewDuty } from "../crew";
import { type Check, check, type RuleOf } from "./check";
import { checkPaper } from "./check-paper";
import { quartersServed } from "./day";
import type { CrewFacts, OperatorFacts, StaffingFacts } from "./facts";
import type { StandardRule } from "./rules";

/** One rule against one crew member on a day; null where the rule does not concern them. */
export function checkCrew(rule: StandardRule, member: CrewFacts, day: string): Check | null {
  if (rule.kind === "crew_paper") {
    const concerned = rule.requirement.duties.some((duty) => member.duties.includes(duty));
    return concerned ? checkPaper(member.papers, rule.requirement.paper, day) : null;
  }
  if (rule.kind === "training_credits") {
    const quarters = quartersServed(member.servingSince, day);
    const required = rule.requirement.creditsPerQuarter * quarters;
    const found = member.trainingCreditsThisYear;
    return check(found >= required, { required, found, quarters });
  }
  if (rule.kind !== "training_hours") return null;
  const quarters = quartersServed(member.servingSince, day);
  const required = (rule.requirement.hoursPerYear * quarters) / 4;
  return check(member.trainingHoursThisYear >= required, {
    required,
    found: member.trainingHoursThisYear,
    quarters,
  });
}

function countDuty(staffing: StaffingFacts, duty: CrewDuty): number {
  return staffing.crew.filter((member) => member.duty === duty).length;
}

function checkCounts(required: Partial<Record<CrewDuty, number>>, staffing: StaffingFacts): Check {
  const short = Object.entries(required).filter(
    ([duty, count]) => countDuty(staffing, duty as CrewDuty) < count,
  );
  const missing = short.map(([duty, count]) => `${duty} ${count}`).join(", ");
  const found = staffing.crew.map((member) => member.duty).join(", ");
  return check(short.length === 0, {
    vehicleClass: staffing.vehicleClass,
    grade: staffing.grade,
    missing,
    found,
  });
}

function checkGrade({ requirement }: RuleOf<"grade_staffing">, staffing: StaffingFacts): Check | null {
  if (staffing.grade !== requirement.grade) return null;
  const counts = checkCounts(requirement.crew, staffing);
  const classFits = requirement.classes.includes(staffing.vehicleClass);
  return check(counts.holds && classFits, { ...counts.facts, classFits });
}

function checkLicence({ requirement }: RuleOf<"driver_licence">, staffing: StaffingFacts): Check {
  const needed = staffing.licenceClass;
  const drivers = staffing.crew.filter((member) => member.duty === "driver");
  const unfit = drivers.filter(
    (driver) =>
      !driver.licenceClasses.some(
        (held) => held === needed || (requirement.covers[held] ?? []).includes(needed),
      ),
  );
  return check(unfit.length === 0, { needed, drivers: drivers.length, unfit: unfit.length });
}

/** One rule against a vehicle class with its crew and trip; null where the rule does not concern them. */
export function checkStaffing(rule: StandardRule, staffing: StaffingFacts): Check | null {
  switch (rule.kind) {
    case "class_staffing":
      return rule.requirement.classes.includes(staffing.vehicleClass)
        ? checkCounts(rule.requirement.crew, staffing)
        : null;
    case "grade_staffing":
      return checkGrade(rule, staffing);
    case "protective_training": {
      if (!rule.requirement.classes.includes(staffing.vehicleClass)) return null;
      const untrained = staffing.crew.filter((member) => !member.protectiveTraining).length;
      return check(untrained === 0, { vehicleClass: staffing.vehicleClass, untrained });
    }
    case "two_drivers": {
      if (staffing.distanceMetres === null || staffing.distanceMetres <= rule.requirement.overMetres)
        return null;
      const found = countDuty(staffing, "driver");
      const kilometres = Math.round(staffing.distanceMetres / 1000);
      return check(found >= rule.requirement.drivers, {
        kilometres,
        required: rule.requirement.drivers,
        found,
      });
    }
    case "driving_rest": {
      if (staffing.longestDrivingSeconds === null) return null;
      const minutes = Math.ceil(staffing.longestDrivingSeconds / 60);
      const { maxDrivingSeconds, restSeconds } = rule.requirement;
      const facts = { minutes, maxMinutes: maxDrivingSeconds / 60, restMinutes: restSeconds / 60 };
      return check(staffing.longestDrivingSeconds <= maxDrivingSeconds, facts);
    }
    case "driver_licence":
      return checkLicence(rule, staffing);
    default:
      return null;
  }
}

/** One rule against an operator on a day; null where the rule does not concern it. */
export function checkOperator(rule: StandardRule, operator: OperatorFacts, day: string): Check | null {
  if (rule.kind === "operator_paper") {
    if (rule.requirement.onlyForCareTransfer && !operator.carriesCareTransfer) return null;
    return checkPaper(operator.papers, rule.requirement.paper, day);
  }
  if (rule.kind !== "driver_ratio") return null;
  const { driverCount, vehicleCount } = operator;
  const required = Math.ceil((vehicleCount * rule.requirement.driversPerTenVehicles) / 10);
  return check(driverCount >= required, { vehicleCount, required, found: driverCount });
}
