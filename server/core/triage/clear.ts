import { assess } from "../triage";
import type { TriageContext } from "./context";
import type { Question, QuestionSet, TriageAnswers } from "./question-set";

type Answer = TriageAnswers[string];

/** The answers to one question that could mean "nothing": no, a choice that stands alone, any one of a few. */
function candidatesOf(question: Question): Answer[] {
  switch (question.kind) {
    case "yes_no":
      return [false];
    case "multi":
      // "None of these" stands last, behind "unsure".
      return question.choices
        .filter(({ exclusive }) => exclusive)
        .map(({ id }) => [id])
        .toReversed();
    case "choice":
      return question.choices.map(({ id }) => id);
    default:
      return [];
  }
}

/** So many combinations are tried at most; a set that needs more has no short cut. */
const mostTried = 200;

/**
 * The answers by which this region's own questions give an ordinary ride: no red flag, no care, no isolation. They are what
 * one tap attests for one patient, shown in words beside it. Null where no such answers exist.
 */
export function clearAnswers(set: QuestionSet, context: TriageContext): TriageAnswers | null {
  const open: TriageAnswers[] = [{}];
  for (let tried = 0; open.length > 0 && tried < mostTried; tried++) {
    const answers = open.pop() ?? {};
    const result = assess(set, answers, context);
    const [next] = result.unanswered;
    if (next === undefined) {
      if (result.outcome === "accessible_ride" && result.isolation === "none") return answers;
      continue;
    }
    const question = set.questions.find(({ id }) => id === next);
    const ways = question ? candidatesOf(question) : [];
    for (const way of ways.toReversed()) open.push({ ...answers, [next]: way });
  }
  return null;
}
