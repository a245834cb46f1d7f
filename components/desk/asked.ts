import type { Answers } from "@/components/booking/answers";
import { allAnswers, walkQuestions } from "@/server/core/triage/answers";
import { comparisons, holds } from "@/server/core/triage/condition";
import { contextFacts } from "@/server/core/triage/context";
import type { QuestionSet } from "@/server/core/triage/question-set";

export const isOpen = (answer: Answers["triage"][string] | undefined) =>
  answer === undefined || (Array.isArray(answer) && answer.length === 0);

/**
 * The questions that a case manager is asked for these answers, those still open, and what follows at once: a red flag,
 * after which nothing more is asked, and the oxygen or suction that the answers name, which is not asked a second time
 * among the extras.
 */
export function askedOf(set: QuestionSet, { mobility, triage }: Pick<Answers, "mobility" | "triage">) {
  const before = contextFacts({
    callerParty: "case_manager",
    mobility: mobility ?? "walk",
    extras: { oxygen: false, suction: false },
    transferMinutes: null,
  });
  const { asked, facts } = walkQuestions(set, triage, before);
  const given = allAnswers(triage, before);
  const flags = set.redFlags.filter((flag) => holds(flag.when, given));
  const flagFacts = new Set(flags.flatMap(({ when }) => comparisons(when).map(({ fact }) => fact)));
  const last = asked.findLastIndex((id) => flagFacts.has(`answer.${id}`) && !isOpen(triage[id]));
  const needs = set.needs.filter((rule) => holds(rule.when, facts)).flatMap((rule) => rule.needs);
  return {
    asked: last < 0 ? asked : asked.slice(0, last + 1),
    open: asked.filter((id) => isOpen(triage[id])),
    hasFlag: flags.length > 0,
    extras: { oxygen: needs.includes("oxygen"), suction: needs.includes("suction") },
  };
}
