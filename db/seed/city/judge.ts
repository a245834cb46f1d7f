import type { CallerParty } from "@/server/core/booking";
import type { BookingExtras, BookingNeeds } from "@/server/core/booking-needs";
import { decideNeeds, type NeedsTable } from "@/server/core/needs";
import { type CareGrade, careNeeds, type Mobility, type ServiceLevel } from "@/server/core/patient";
import { reviewReason } from "@/server/core/review-reason";
import { type Assessment, assess, type TriageReason } from "@/server/core/triage";
import type { QuestionSet, TriageAnswers, TriageOutcome } from "@/server/core/triage/question-set";
import type { Chance } from "./chance";

/** What the patient's state makes the caller answer. */
export type Condition = "plain" | "contagious" | "fragile" | "care" | "serious" | "airborne" | "red_flag";

/** The answer that a condition gives to a question; what is not named gets the harmless one. */
const answered: Partial<Record<Condition, TriageAnswers>> = {
  contagious: { infection: ["contact"] },
  fragile: { infection: ["weak_immunity"] },
  care: { care: ["oxygen"], long_standing: ["home_oxygen"] },
  serious: {
    care: ["oxygen", "monitoring"],
    vital_signs: "changed",
    long_standing: ["home_oxygen", "tubes"],
  },
  airborne: { infection: ["airborne"] },
  red_flag: { now: ["breathing"] },
};
const harmless: TriageAnswers = {
  now: ["none"],
  long_standing: ["none"],
  care: ["none"],
  infection: ["none"],
  vital_signs: "normal",
  consciousness: "awake",
  breathing_support: "low",
  circulation_support: "none",
  main_problem: "steady",
};
const flags = [["breathing"], ["chest"], ["conscious"], ["bleeding"], ["stroke"]];

/** What is asked about: who answers, how the patient travels, how far. */
export interface Question {
  condition: Condition;
  callerParty: CallerParty;
  mobility: Mobility;
  extras: BookingExtras;
  patientKg: number | null;
  distanceMetres: number;
  rideSeconds: number;
}

/** What triage and the needs table decided, and what was answered to get there. */
export interface Judged {
  answers: TriageAnswers;
  outcome: TriageOutcome;
  assessment: Assessment;
  reasons: TriageReason[];
  needs: BookingNeeds | null;
}

const contextOf = ({ callerParty, mobility, extras, rideSeconds }: Question) => ({
  callerParty,
  mobility,
  extras: { oxygen: extras.oxygen, suction: extras.suction },
  transferMinutes: rideSeconds / 60,
});

/** Answer the questions one after another, as the form asks them. */
function answerAll(
  set: QuestionSet,
  question: Question,
  dice: Chance,
): { answers: TriageAnswers; assessment: Assessment } {
  const special = answered[question.condition] ?? {};
  let answers: TriageAnswers = {};
  for (let step = 0; step <= set.questions.length; step++) {
    const assessment = assess(set, answers, contextOf(question));
    const next = assessment.unanswered[0];
    if (next === undefined) return { answers, assessment };
    const answer =
      next === "now" && question.condition === "red_flag"
        ? dice.pick(flags)
        : (special[next] ?? harmless[next]);
    if (answer === undefined) throw new Error(`The seed has no answer to question ${next}`);
    answers = { ...answers, [next]: answer };
  }
  throw new Error("The questions never end");
}

/** The needs of a ride at a level and grade; null where the table leaves it to a person. */
export function needsFor(
  table: NeedsTable,
  question: Question,
  assessment: Assessment,
  decided: { serviceLevel: ServiceLevel; grade: CareGrade | null },
) {
  const { mobility, extras, patientKg, distanceMetres, rideSeconds } = question;
  return decideNeeds(table, {
    mobility,
    ...decided,
    isolation: assessment.isolation,
    care: careNeeds.filter((need) => assessment.needs[need]),
    extras,
    patientKg,
    distanceMetres,
    directSeconds: rideSeconds,
  });
}

/** Assess by the region's questions, then ask its needs table: as the product does it. */
export function judge(set: QuestionSet, table: NeedsTable, question: Question, dice: Chance): Judged {
  const { answers, assessment } = answerAll(set, question, dice);
  const { serviceLevel } = assessment;
  const plain = {
    answers,
    assessment,
    outcome: assessment.outcome,
    reasons: assessment.reasons,
    needs: null,
  };
  if (serviceLevel === null) return plain;
  const grade = serviceLevel === "accessible_ride" ? null : assessment.grade;
  const decision = needsFor(table, question, assessment, { serviceLevel, grade });
  if (decision.outcome === "matched") return { ...plain, needs: decision.needs };
  return { ...plain, outcome: "clinician_review", reasons: [reviewReason(decision.reason)] };
}
