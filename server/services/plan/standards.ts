import type { Tx } from "@/server/context";
import { type CareGrade, careGrades } from "@/server/core/patient";
import type { StaffingLimit } from "@/server/core/scheduler/problem";
import { type Evaluation, evaluateStandards, type RuleFailed } from "@/server/core/standard/evaluate";
import { licenceClass, type StandardSubject } from "@/server/core/standard/facts";
import type { StandardSet } from "@/server/core/standard/rules";
import { findInForce } from "@/server/services/rule";

/** The standards that matches are held to, with their version; null where the region has none in force. */
export interface StandardsInForce {
  set: StandardSet;
  versionId: string;
}

/** The region's standards in force at an instant (default: now). */
export async function standardsInForce(tx: Tx, at: Date = tx.now): Promise<StandardsInForce | null> {
  const found = await findInForce(tx, "standard", at);
  return found && { set: found.content, versionId: found.view.id };
}

/** Crew and vehicle of a shift as the staffing rules look at them. */
export interface Staffing {
  vehicleClass: Extract<StandardSubject, { kind: "staffing" }>["facts"]["vehicleClass"];
  licenceClass: string;
  crew: {
    duty: Extract<StandardSubject, { kind: "staffing" }>["facts"]["crew"][number]["duty"];
    licenceClasses: string[];
    protectiveTraining: boolean;
  }[];
}

const known = (names: readonly string[]) => names.flatMap((name) => licenceClass.safeParse(name).data ?? []);

/** What the staffing rules say of a shift at an instant: on its own (no trip), or for one trip's grade and distance. */
export function evaluateStaffing(
  standards: StandardsInForce | null,
  staffing: Staffing,
  at: Date,
  trip: { grade: CareGrade | null; distanceMetres: number } | null,
): Evaluation | null {
  const [registered] = known([staffing.licenceClass]);
  if (!standards || !registered) return null;
  const facts = {
    vehicleClass: staffing.vehicleClass,
    licenceClass: registered,
    crew: staffing.crew.map(({ duty, licenceClasses, protectiveTraining }) => ({
      duty,
      licenceClasses: known(licenceClasses),
      protectiveTraining,
    })),
    grade: trip?.grade ?? null,
    distanceMetres: trip?.distanceMetres ?? null,
    longestDrivingSeconds: null,
  };
  return evaluateStandards(standards.set, { kind: "staffing", facts }, at.getTime());
}

/** Staffing rules that a shift breaks at an instant. */
export function staffingFails(...of: Parameters<typeof evaluateStaffing>): RuleFailed[] {
  return evaluateStaffing(...of)?.fails ?? [];
}

const limitOf = ({ ruleId, facts }: RuleFailed, of: Pick<StaffingLimit, "grade" | "beyondMetres">) => ({
  rule: ruleId,
  missing: String(facts.missing ?? (facts.required ? `driver ${facts.required}` : "")),
  ...of,
});

/**
 * Which grades and distances a vehicle and crew may not carry by the rules in force at an instant: the same check as before a
 * trip, asked once for every grade and beyond every distance that a rule names. What is broken whoever rides is left out.
 */
export function staffingLimits(
  standards: StandardsInForce | null,
  staffing: Staffing,
  at: Date,
): StaffingLimit[] {
  const always = new Set(staffingFails(standards, staffing, at, null).map((it) => it.ruleId));
  const failing = (trip: { grade: CareGrade | null; distanceMetres: number }) =>
    staffingFails(standards, staffing, at, trip).filter((it) => !always.has(it.ruleId));
  const byGrade = careGrades.flatMap((grade) =>
    failing({ grade, distanceMetres: 0 }).map((it) => limitOf(it, { grade, beyondMetres: null })),
  );
  const byDistance = (standards?.set.rules ?? []).flatMap((rule) => {
    if (rule.kind !== "two_drivers") return [];
    const beyondMetres = rule.requirement.overMetres;
    return failing({ grade: null, distanceMetres: beyondMetres + 1 })
      .filter((it) => it.ruleId === rule.id)
      .map((it) => limitOf(it, { grade: null, beyondMetres }));
  });
  return [...byGrade, ...byDistance];
}
