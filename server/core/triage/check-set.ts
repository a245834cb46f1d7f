import { gradeFactors } from "../grade";
import { type Condition, comparisons } from "./condition";
import type { QuestionSet } from "./question-set";

/** Facts that do not come from an answer: of the context, and of the grading for outcome rules. */
const otherFacts = new Set([
  "callerParty",
  "mobility",
  "extras.oxygen",
  "extras.suction",
  "transferMinutes",
  "needs",
  "grade",
  "gradeByFactors",
  "gradeByTime",
  "gradeClear",
]);

export interface SetProblem {
  at: string;
  problem:
    | "duplicate_id"
    | "unknown_fact"
    | "unknown_choice"
    | "asked_too_late"
    | "grade_missing"
    | "no_120"
    | "guard_id";
}

function choicesOf(set: QuestionSet, questionId: string): string[] | null {
  const question = set.questions.find((candidate) => candidate.id === questionId);
  if (!question) return null;
  return "choices" in question ? question.choices.map((choice) => choice.id) : [];
}

function checkCondition(set: QuestionSet, at: string, rule: Condition): SetProblem[] {
  return comparisons(rule).flatMap(({ fact, words }): SetProblem[] => {
    if (otherFacts.has(fact)) return [];
    const choices = fact.startsWith("answer.") ? choicesOf(set, fact.slice("answer.".length)) : null;
    if (!choices) return [{ at, problem: "unknown_fact" }];
    return words.some((word) => !choices.includes(word)) ? [{ at, problem: "unknown_choice" }] : [];
  });
}

function checkOrder(set: QuestionSet): SetProblem[] {
  return set.questions.flatMap((question, index): SetProblem[] => {
    const before = set.questions.slice(0, index).map((earlier) => `answer.${earlier.id}`);
    const looked = question.askWhen ? comparisons(question.askWhen) : [];
    const late = looked.some(({ fact }) => fact.startsWith("answer.") && !before.includes(fact));
    return late ? [{ at: question.id, problem: "asked_too_late" }] : [];
  });
}

function checkGrading(set: QuestionSet): SetProblem[] {
  return gradeFactors.flatMap((factor): SetProblem[] => {
    const source = set.grading.factors[factor];
    const choices = choicesOf(set, source.question);
    if (!choices) return [{ at: factor, problem: "unknown_fact" }];
    return choices.every((word) => word in source.grades) ? [] : [{ at: factor, problem: "grade_missing" }];
  });
}

function duplicates(ids: readonly string[]): SetProblem[] {
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  return twice.map((at) => ({ at, problem: "duplicate_id" }));
}

/**
 * What is wrong with a question set beyond its shape; a set with problems cannot be published: rules that look at
 * questions or choices that do not exist, a question that depends on a later one, an ungraded choice, no way to 120.
 */
export function checkQuestionSet(set: QuestionSet): SetProblem[] {
  const rules = [...set.redFlags, ...set.needs, ...set.isolation, ...set.outcomes];
  const asked = set.questions.filter((question) => question.askWhen !== undefined);
  const choiceTwice = set.questions.flatMap((question) =>
    "choices" in question ? duplicates(question.choices.map((choice) => choice.id)) : [],
  );
  const guards = Object.entries(set.guards).filter(([key, guard]) => guard.id !== key);
  return [
    ...duplicates([...set.questions.map((question) => question.id)]),
    ...duplicates(rules.map((rule) => rule.id)),
    ...choiceTwice,
    ...rules.flatMap((rule) => checkCondition(set, rule.id, rule.when)),
    ...asked.flatMap((question) =>
      question.askWhen ? checkCondition(set, question.id, question.askWhen) : [],
    ),
    ...checkCondition(set, "grading", set.grading.when),
    ...checkOrder(set),
    ...checkGrading(set),
    ...guards.map(([at]): SetProblem => ({ at, problem: "guard_id" })),
    ...(set.nextSteps.handoff_120.phone ? [] : [{ at: "nextSteps", problem: "no_120" } as const]),
  ];
}
