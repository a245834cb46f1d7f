import { type Grading, gradeFactors, gradePatient } from "./grade";
import { type CareGrade, type CareNeed, careNeeds, type Isolation, type ServiceLevel } from "./patient";
import { allAnswers, checkAnswers, walkQuestions } from "./triage/answers";
import { type Facts, holds } from "./triage/condition";
import { contextFacts, type TriageContext } from "./triage/context";
import { type Guard, type GuardInput, guardOutcome } from "./triage/guard";
import type { NextStep, QuestionSet, TriageAnswers, TriageOutcome } from "./triage/question-set";

export interface TriageReason {
  ruleId: string;
  textZh: string;
  textEn: string;
}

/** The answer of triage, complete enough to be stored as the evidence of the decision. */
export interface Assessment {
  questionSetId: string;
  version: number;
  outcome: TriageOutcome;
  /** Only for a ride. */
  serviceLevel: ServiceLevel | null;
  grade: CareGrade | null;
  grading: Grading | null;
  isolation: Isolation;
  needs: Record<CareNeed, boolean>;
  reasons: TriageReason[];
  redFlags: string[];
  /** Questions asked so far, in order: what a form shows. */
  asked: string[];
  /** Questions still to be answered, the next one first; until it is empty no ride is given. */
  unanswered: string[];
  nextStep: NextStep;
}

interface Finding {
  outcome: TriageOutcome;
  reasons: TriageReason[];
  nextStep?: NextStep;
}

function reasonOf(rule: { id: string; textZh: string; textEn: string }): TriageReason {
  return { ruleId: rule.id, textZh: rule.textZh, textEn: rule.textEn };
}

function gradeOf(set: QuestionSet, facts: Facts, context: TriageContext): Grading | null {
  const factors = gradeFactors.map((factor) => {
    const source = set.grading.factors[factor];
    const answer = facts[`answer.${source.question}`];
    return [factor, typeof answer === "string" ? (source.grades[answer] ?? null) : null] as const;
  });
  const byFactor = Object.fromEntries(factors) as Record<(typeof gradeFactors)[number], CareGrade | null>;
  return gradePatient(byFactor, context.transferMinutes, set.grading.transferTime);
}

function needsOf(set: QuestionSet, facts: Facts, context: TriageContext): Record<CareNeed, boolean> {
  const named = new Set(set.needs.filter((rule) => holds(rule.when, facts)).flatMap((rule) => rule.needs));
  if (context.extras.oxygen) named.add("oxygen");
  if (context.extras.suction) named.add("suction");
  return Object.fromEntries(careNeeds.map((need) => [need, named.has(need)])) as Record<CareNeed, boolean>;
}

function firstOutcome(set: QuestionSet, facts: Facts): Finding {
  const rule = set.outcomes.find((candidate) => holds(candidate.when, facts));
  if (!rule) return { outcome: "clinician_review", reasons: [reasonOf(set.guards.no_rule)] };
  return { outcome: rule.outcome, reasons: [reasonOf(rule)], nextStep: rule.nextStep };
}

// The reason of the rule is dropped with its outcome: "nothing speaks against a ride" must not stand beside a refusal.
function withGuard(set: QuestionSet, finding: Finding, guard: Guard | null): Finding {
  if (!guard) return finding;
  return { outcome: guard.outcome, reasons: [reasonOf(set.guards[guard.id])] };
}

/**
 * Decides from a region's question set and the answers given so far (domain.md and decisions.md, Triage). Data
 * decide, within guards that no data can switch off: a red flag goes to 120 whatever else was answered; a caller
 * away from the patient, a case manager without vital signs, an open question, an ungraded or unreviewed care
 * transfer never end in a ride by themselves; grade I never travels here.
 *
 * @throws DomainError `bad_input` for answers that do not fit the set, unless a red flag already decided.
 */
export function assess(set: QuestionSet, answers: TriageAnswers, context: TriageContext): Assessment {
  const before = contextFacts(context);
  const flags = set.redFlags.filter((flag) => holds(flag.when, allAnswers(answers, before)));
  if (flags.length === 0) checkAnswers(set, answers);
  const { facts, asked, unanswered } = walkQuestions(set, answers, before);
  const isolationRule = set.isolation.find((rule) => holds(rule.when, facts));
  const grading = holds(set.grading.when, facts) ? gradeOf(set, facts, context) : null;
  const needs = needsOf(set, facts, context);
  const found: Finding =
    flags.length > 0
      ? { outcome: "handoff_120", reasons: flags.map(reasonOf) }
      : decide({ set, context, unanswered, needs, grading, vitals: gradeOf(set, facts, context) }, facts);
  const { outcome } = found;
  return {
    questionSetId: set.id,
    version: set.version,
    outcome,
    serviceLevel: outcome === "accessible_ride" || outcome === "care_transfer" ? outcome : null,
    grade: grading?.grade ?? null,
    grading,
    isolation: isolationRule?.isolation ?? "none",
    needs,
    reasons: [...found.reasons, ...(isolationRule ? [reasonOf(isolationRule)] : [])],
    redFlags: flags.map((flag) => flag.id),
    asked,
    // With a red flag nobody is kept answering.
    unanswered: flags.length > 0 ? [] : unanswered,
    nextStep: found.nextStep ?? set.nextSteps[outcome],
  };
}

/** The first outcome rule that holds, unless a guard stands against it. */
function decide(input: Omit<GuardInput, "outcome">, facts: Facts): Finding {
  const { set, needs, grading } = input;
  const named = careNeeds.filter((need) => needs[need]);
  const found = firstOutcome(set, { ...facts, ...gradeFacts(grading), needs: named });
  return withGuard(set, found, guardOutcome({ ...input, outcome: found.outcome }));
}

function gradeFacts(grading: Grading | null): Record<string, Facts[string]> {
  if (!grading) return {};
  return {
    grade: grading.grade,
    gradeByFactors: grading.byFactors,
    gradeByTime: grading.byTime,
    gradeClear: grading.clear,
  };
}
