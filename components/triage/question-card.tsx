"use client";

import { useLocale, useTranslations } from "next-intl";
import { CheckboxCards, RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { NumberStepper } from "@/components/ui/number-stepper";
import type { Question, TriageAnswers } from "@/server/core/triage/question-set";

type Answer = TriageAnswers[string];

interface QuestionCardProps {
  question: Question;
  answer: Answer | undefined;
  onAnswer: (answer: Answer) => void;
  error?: string;
  /** Show the question's words as the legend; left out where they already stand as the heading. */
  hasLegend?: boolean;
}

/** The question's words in the reader's language. */
export function useQuestionText() {
  const isEnglish = useLocale() === "en";
  return {
    text: (of: { textZh: string; textEn: string }) => (isEnglish ? of.textEn : of.textZh),
    help: (of: { helpZh?: string; helpEn?: string }) => (isEnglish ? of.helpEn : of.helpZh),
    unit: (of: { unitZh: string; unitEn: string }) => (isEnglish ? of.unitEn : of.unitZh),
  };
}

/** "None of these" stands alone: choosing it clears the others, and the other way round. */
function withExclusive(
  question: Extract<Question, { kind: "multi" }>,
  before: string[],
  after: string[],
): string[] {
  const added = after.find((id) => !before.includes(id));
  const isAlone = (id: string) => question.choices.some((choice) => choice.id === id && choice.exclusive);
  if (added && isAlone(added)) return [added];
  return after.filter((id) => !isAlone(id));
}

/** One question of a region's triage, whatever its kind. */
export function QuestionCard({ question, answer, onAnswer, error, hasLegend }: QuestionCardProps) {
  const t = useTranslations("triage-form");
  const { text, help, unit } = useQuestionText();
  const shared = {
    legend: text(question),
    legendHidden: !hasLegend,
    hint: hasLegend ? help(question) : undefined,
    error,
  };
  if (question.kind === "number") {
    return (
      <Field label={text(question)} labelHidden={!hasLegend} error={error}>
        <NumberStepper
          value={typeof answer === "number" ? answer : question.min}
          min={question.min}
          max={question.max}
          unit={unit(question)}
          onValueChange={onAnswer}
        />
      </Field>
    );
  }
  if (question.kind === "yes_no") {
    return (
      <RadioCards
        {...shared}
        columns="pair"
        choices={[
          { value: "yes", label: t("yes") },
          { value: "no", label: t("no") },
        ]}
        value={answer === undefined ? "" : answer ? "yes" : "no"}
        onValueChange={(value) => onAnswer(value === "yes")}
      />
    );
  }
  const choices = question.choices.map((choice) => ({
    value: choice.id,
    label: text(choice),
    description: help(choice),
  }));
  if (question.kind === "choice") {
    const value = typeof answer === "string" ? answer : "";
    return <RadioCards {...shared} choices={choices} value={value} onValueChange={onAnswer} />;
  }
  const values = Array.isArray(answer) ? answer : [];
  return (
    <CheckboxCards
      {...shared}
      choices={choices}
      values={values}
      onValuesChange={(after) => onAnswer(withExclusive(question, values, after))}
    />
  );
}
