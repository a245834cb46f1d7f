"use client";

import { useTranslations } from "next-intl";
import type { ReviewRecord } from "@/components/api/outputs";
import { useQuestionText } from "@/components/triage/question-card";
import { Badge } from "@/components/ui/badge";
import { classNames } from "@/components/ui/class-names";

type Given = ReviewRecord["assessments"][number];
type Question = Given["questions"][number];

/** What was answered, in the words of the choices. */
function useAnswerWords() {
  const t = useTranslations("review.answers");
  const { text, unit } = useQuestionText();
  return (question: Question, answer: unknown): string[] => {
    if (question.kind === "yes_no") return [t(answer === true ? "yes" : "no")];
    if (question.kind === "number") return [`${String(answer)} ${unit(question)}`];
    const ids = Array.isArray(answer) ? answer : [answer];
    return question.choices.filter(({ id }) => ids.includes(id)).map(text);
  };
}

/** Nothing, or "none of these": read past quickly; everything else stands out. */
function isPlain(question: Question, answer: unknown): boolean {
  if (question.kind !== "multi" || !Array.isArray(answer)) return false;
  return answer.length === 1 && answer[0] === "none";
}

/** Every answer with the question as it was asked, in its order. */
export function AnswerList({ given }: { given: Given }) {
  const { text } = useQuestionText();
  const words = useAnswerWords();
  const answered = given.questions.filter(({ id }) => given.answers[id] !== undefined);
  return (
    <ol className="grid gap-3">
      {answered.map((question) => {
        const answer = given.answers[question.id];
        const plain = isPlain(question, answer);
        return (
          <li key={question.id} className="grid gap-1">
            <p className="text-ink-soft text-sm">{text(question)}</p>
            <ul className="flex flex-wrap gap-1.5">
              {words(question, answer).map((word) => (
                <li key={word}>
                  <Badge
                    tone={plain ? "neutral" : "wait"}
                    plain
                    className={classNames("whitespace-normal! text-base!", plain && "text-ink-soft")}
                  >
                    {word}
                  </Badge>
                </li>
              ))}
            </ul>
          </li>
        );
      })}
    </ol>
  );
}
