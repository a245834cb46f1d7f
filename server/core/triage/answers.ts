import { DomainError } from "../domain-error";
import { type Facts, holds } from "./condition";
import type { Question, QuestionSet, TriageAnswers } from "./question-set";

type Answer = TriageAnswers[string];

function isChosen(question: Extract<Question, { kind: "multi" }>, answer: string[]): boolean {
  const known = answer.every((word) => question.choices.some((choice) => choice.id === word));
  const alone = question.choices.some((choice) => choice.exclusive && answer.includes(choice.id));
  return (
    known && answer.length > 0 && new Set(answer).size === answer.length && (!alone || answer.length === 1)
  );
}

/** Whether an answer fits its question: right kind, known choices, "none of these" alone, number in range. */
function fits(question: Question, answer: Answer): boolean {
  switch (question.kind) {
    case "yes_no":
      return typeof answer === "boolean";
    case "choice":
      return question.choices.some((choice) => choice.id === answer);
    case "multi":
      return Array.isArray(answer) && isChosen(question, answer);
    case "number":
      return typeof answer === "number" && answer >= question.min && answer <= question.max;
  }
}

/** Throws `bad_input` for an answer to no question of the set, or one that does not fit its question. */
export function checkAnswers(set: QuestionSet, answers: TriageAnswers): void {
  for (const [id, answer] of Object.entries(answers)) {
    const question = set.questions.find((candidate) => candidate.id === id);
    if (!question) throw new DomainError("bad_input", "triage.unknown_question", { question: id });
    if (!fits(question, answer))
      throw new DomainError("bad_input", "triage.answer_does_not_fit", { question: id });
  }
}

export interface Asked {
  /** Facts of the context and of the answers that count. */
  facts: Facts;
  asked: string[];
  unanswered: string[];
}

/**
 * Walks the questions in order. An answer to a question that is not asked (the caller went back and changed an
 * earlier answer) does not count.
 */
export function walkQuestions(set: QuestionSet, answers: TriageAnswers, context: Facts): Asked {
  const facts: Record<string, Facts[string]> = { ...context };
  const asked: string[] = [];
  const unanswered: string[] = [];
  for (const question of set.questions) {
    if (question.askWhen && !holds(question.askWhen, facts)) continue;
    asked.push(question.id);
    const answer = answers[question.id];
    if (answer === undefined) unanswered.push(question.id);
    else facts[`answer.${question.id}`] = answer;
  }
  return { facts, asked, unanswered };
}

/** Facts of every answer given, asked or not: only red flags look at them, since none may be lost. */
export function allAnswers(answers: TriageAnswers, context: Facts): Facts {
  const facts: Record<string, Facts[string]> = { ...context };
  for (const [id, answer] of Object.entries(answers)) facts[`answer.${id}`] = answer;
  return facts;
}
