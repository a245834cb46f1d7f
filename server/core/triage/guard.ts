import type { Grading } from "../grade";
import type { CareNeed } from "../patient";
import type { TriageContext } from "./context";
import type { GuardId, QuestionSet, TriageOutcome } from "./question-set";

export interface GuardInput {
  set: QuestionSet;
  context: TriageContext;
  outcome: TriageOutcome;
  unanswered: readonly string[];
  needs: Readonly<Record<CareNeed, boolean>>;
  /** The grade where the set asks for one. */
  grading: Grading | null;
  /** The grade of whatever factors were answered, asked for or not. */
  vitals: Grading | null;
}

export interface Guard {
  id: GuardId;
  outcome: TriageOutcome;
}

const review = (id: GuardId): Guard => ({ id, outcome: "clinician_review" });

function guardCaller({ context, vitals }: GuardInput): Guard | null {
  if (context.callerParty === "not_with_patient") return review("away");
  const measured = vitals !== null && !vitals.missingFactors.includes("vital_signs");
  if (context.callerParty === "case_manager" && !measured) return review("no_vitals");
  return null;
}

function guardCare({ set, grading }: GuardInput): Guard | null {
  if (!grading) return review("ungraded");
  const passes = set.reviewed
    ? grading.missingFactors.length === 0
    : grading.clear && grading.grade === "III";
  return passes ? null : review("unreviewed");
}

function guardRide(input: GuardInput): Guard | null {
  const caller = guardCaller(input);
  if (caller) return caller;
  if (input.outcome === "care_transfer") return guardCare(input);
  const needsCare = Object.values(input.needs).includes(true);
  const graded = input.vitals !== null && input.vitals.byFactors !== "III";
  return needsCare || graded ? review("needs_care") : null;
}

/**
 * What no data can switch off (domain.md, Triage): grade I by its clinical factors goes to 120, and nothing ends in
 * a ride that is incomplete, told from afar, without vital signs, ungraded or beyond the reviewed thresholds.
 * Null when the outcome may stand.
 */
export function guardOutcome(input: GuardInput): Guard | null {
  if (input.outcome === "handoff_120") return null;
  if (input.vitals?.byFactors === "I") return { id: "grade_one", outcome: "handoff_120" };
  if (input.unanswered.length > 0) return review("incomplete");
  if (input.outcome === "clinician_review") return null;
  if (input.vitals?.grade === "I") return review("grade_one_by_time");
  return guardRide(input);
}
