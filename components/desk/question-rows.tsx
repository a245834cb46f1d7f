"use client";

import { useTranslations } from "next-intl";
import type { Answers } from "@/components/booking/answers";
import type { Kept } from "@/components/booking/kept";
import { QuestionCard, useQuestionText } from "@/components/triage/question-card";
import { Alert } from "@/components/ui/alert";
import type { Question, QuestionSet } from "@/server/core/triage/question-set";
import { askedOf, isOpen } from "./asked";
import { ChipChoice } from "./chip-choice";

interface QuestionRowsProps {
  set: QuestionSet;
  reviewed: boolean;
  answers: Kept<Answers>;
  isChecked: boolean;
}

/** The hospital's triage questions one under the other, nothing answered in advance, all by number keys. */
export function QuestionRows({ set, reviewed, answers, isChecked }: QuestionRowsProps) {
  const t = useTranslations("desk.questions");
  const { triage } = answers.value;
  const { asked, hasFlag } = askedOf(set, answers.value);
  const answer = (id: string, value: Answers["triage"][string]) =>
    answers.set({ triage: { ...triage, [id]: value } });
  return (
    <>
      {asked.map((id) => {
        const question = set.questions.find((one) => one.id === id);
        if (!question) return null;
        return (
          <QuestionRow
            key={id}
            question={question}
            answer={triage[id]}
            onAnswer={(value) => answer(id, value)}
            error={isChecked && isOpen(triage[id]) ? t("missing") : undefined}
          />
        );
      })}
      {hasFlag ? (
        <Alert tone="danger" live title={t("flag.title")}>
          {t("flag.text")}
        </Alert>
      ) : null}
      {reviewed ? null : <p className="text-ink-soft text-sm">{t("unreviewed")}</p>}
    </>
  );
}

interface RowProps {
  question: Question;
  answer: Answers["triage"][string] | undefined;
  onAnswer: (answer: Answers["triage"][string]) => void;
  error?: string;
}

export function QuestionRow({ question, answer, onAnswer, error }: RowProps) {
  const t = useTranslations("desk.questions");
  const { text, help } = useQuestionText();
  const shared = { legend: text(question), hint: help(question), error };
  if (question.kind === "number")
    return <QuestionCard question={question} answer={answer} onAnswer={onAnswer} error={error} hasLegend />;
  if (question.kind === "yes_no") {
    const value = answer === undefined ? [] : [answer ? "yes" : "no"];
    return (
      <ChipChoice
        {...shared}
        type="radio"
        chips={(["yes", "no"] as const).map((word) => ({ value: word, label: t(word) }))}
        values={value}
        onPick={(word) => onAnswer(word === "yes")}
        isLast={() => true}
      />
    );
  }
  const chips = question.choices.map((choice) => ({ value: choice.id, label: text(choice) }));
  if (question.kind === "choice") {
    const values = typeof answer === "string" ? [answer] : [];
    return (
      <ChipChoice
        {...shared}
        type="radio"
        chips={chips}
        values={values}
        onPick={onAnswer}
        isLast={() => true}
      />
    );
  }
  const values = Array.isArray(answer) ? answer : [];
  const isAlone = (id: string) =>
    question.choices.some((choice) => choice.id === id && choice.exclusive === true);
  const toggle = (id: string, isOn: boolean) => {
    const others = values.filter((value) => value !== id && !isAlone(value));
    onAnswer(isOn ? (isAlone(id) ? [id] : [...others, id]) : others);
  };
  return (
    <ChipChoice {...shared} type="checkbox" chips={chips} values={values} onPick={toggle} isLast={isAlone} />
  );
}
