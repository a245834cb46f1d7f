"use client";

import { useTranslations } from "next-intl";
import { QuestionRow } from "@/components/desk/question-rows";
import type { Question } from "@/server/core/triage/question-set";
import type { IntakeState } from "./intake-state";
import { Section } from "./section";

interface QuestionSectionProps {
  number: number;
  title: string;
  questions: Question[];
  open: Set<string>;
  state: IntakeState;
  isChecked: boolean;
}

/** Questions to read out, each answered by its number keys. */
export function QuestionSection({ number, title, questions, open, state, isChecked }: QuestionSectionProps) {
  const t = useTranslations("seat");
  const { answers } = state;
  if (questions.length === 0) return null;
  return (
    <Section number={number} title={title}>
      {questions.map((question) => (
        <QuestionRow
          key={question.id}
          question={question}
          answer={answers.value.triage[question.id]}
          onAnswer={(value) => answers.set({ triage: { ...answers.value.triage, [question.id]: value } })}
          error={isChecked && open.has(question.id) ? t("missing") : undefined}
        />
      ))}
    </Section>
  );
}
