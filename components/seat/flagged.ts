import { type Answers, callerParties } from "@/components/booking/answers";
import { allAnswers, walkQuestions } from "@/server/core/triage/answers";
import { comparisons, holds } from "@/server/core/triage/condition";
import { contextFacts } from "@/server/core/triage/context";
import type { Question, QuestionSet } from "@/server/core/triage/question-set";

const isOpen = (answer: Answers["triage"][string] | undefined) =>
  answer === undefined || (Array.isArray(answer) && answer.length === 0);

/** The questions of a call: those that may be a red flag first, then the others, with what is still open. */
export function spokenQuestions(set: QuestionSet, { caller, mobility, extras, triage }: Answers) {
  const before = contextFacts({
    callerParty: callerParties[caller ?? "away"],
    mobility: mobility ?? "walk",
    extras: { oxygen: extras.oxygen, suction: extras.suction },
    transferMinutes: null,
  });
  const { asked } = walkQuestions(set, triage, before);
  const flagFacts = new Set(set.redFlags.flatMap(({ when }) => comparisons(when).map(({ fact }) => fact)));
  const questions = asked.flatMap((id) => set.questions.find((one) => one.id === id) ?? []);
  const isFlag = ({ id }: Question) => flagFacts.has(`answer.${id}`);
  const facts = allAnswers(triage, before);
  return {
    first: questions.filter(isFlag),
    later: questions.filter((question) => !isFlag(question)),
    open: new Set(asked.filter((id) => isOpen(triage[id]))),
    flags: set.redFlags.filter((flag) => holds(flag.when, facts)),
  };
}
