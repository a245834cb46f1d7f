"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { type Answers, type BookingRegion, callerParties } from "@/components/booking/answers";
import { goToStep, useSearch } from "@/components/booking/go-to-step";
import type { Kept } from "@/components/booking/kept";
import { StepFrame } from "@/components/booking/step-frame";
import { ListSkeleton } from "@/components/ui/skeleton";
import { allAnswers, walkQuestions } from "@/server/core/triage/answers";
import { holds } from "@/server/core/triage/condition";
import { contextFacts } from "@/server/core/triage/context";
import type { Question, QuestionSet } from "@/server/core/triage/question-set";
import { EmergencyNow } from "./emergency-now";
import { QuestionCard, useQuestionText } from "./question-card";

/** A region's questions change by published versions; the server checks the answers against the one in force. */
export const triageSetStaleMs = 3_600_000;

interface TriageStepProps {
  region: BookingRegion;
  answers: Kept<Answers>;
  onNext: () => void;
}

/** The region's triage questions, one a screen; what is asked next follows from the answers, here as on the server. */
export function TriageStep(props: TriageStepProps) {
  const trpc = useTRPC();
  const { data, error, refetch, isFetching } = useQuery({
    ...trpc.booking.triageSet.queryOptions(),
    staleTime: triageSetStaleMs,
  });
  if (data) return <Questions {...props} set={data.set} reviewed={data.rule.reviewed} />;
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} retrying={isFetching} />;
  return (
    <div className="mx-auto max-w-2xl">
      <ListSkeleton rows={5} rowClassName="h-16" />
    </div>
  );
}

/** What is known before the questions; the way's length is not, so only the server grades. */
function contextOf({ caller, mobility, extras }: Answers) {
  return contextFacts({
    callerParty: callerParties[caller ?? "away"],
    mobility: mobility ?? "walk",
    extras: { oxygen: extras.oxygen, suction: extras.suction },
    transferMinutes: null,
  });
}

function isAnswered(answer: Answers["triage"][string] | undefined): boolean {
  return Array.isArray(answer) ? answer.length > 0 : answer !== undefined;
}

function Questions({ set, reviewed, ...props }: TriageStepProps & { set: QuestionSet; reviewed: boolean }) {
  const t = useTranslations("triage-form");
  const search = useSearch();
  const { answers, region } = props;
  const { triage } = answers.value;
  const before = contextOf(answers.value);
  const { asked } = walkQuestions(set, triage, before);
  const at = Math.max(0, asked.indexOf(search.get("q") ?? ""));
  const question = set.questions.find(({ id }) => id === asked[at]);
  const hasFlag = set.redFlags.some((flag) => holds(flag.when, allAnswers(triage, before)));
  if (search.has("alarm") && hasFlag) return <EmergencyNow answers={answers} region={region} />;
  if (!question) return <p>{t("noQuestions", { hotline: region.hotline })}</p>;
  const next = () => {
    if (hasFlag) return goToStep("condition", { q: question.id, alarm: "1" });
    const following = asked[at + 1];
    if (following) return goToStep("condition", { q: following });
    props.onNext();
  };
  return (
    <OneQuestion
      key={question.id}
      question={question}
      answers={answers}
      onNext={next}
      note={
        <p className="text-ink-soft text-sm">
          {t("position", { current: at + 1, total: asked.length })}
          {reviewed ? null : ` · ${t("unreviewed")}`}
        </p>
      }
    />
  );
}

interface OneQuestionProps {
  question: Question;
  answers: Kept<Answers>;
  onNext: () => void;
  note: React.ReactNode;
}

function OneQuestion({ question, answers, onNext, note }: OneQuestionProps) {
  const t = useTranslations("triage-form");
  const { text, help } = useQuestionText();
  const [isChecked, setChecked] = useState(false);
  const { triage } = answers.value;
  const answer = triage[question.id];
  const next = () => {
    setChecked(true);
    if (isAnswered(answer)) onNext();
  };
  return (
    <StepFrame
      step="condition"
      screen={question.id}
      title={text(question)}
      lead={help(question)}
      onNext={next}
    >
      <QuestionCard
        question={question}
        answer={answer}
        error={isChecked && !isAnswered(answer) ? t("missing") : undefined}
        onAnswer={(value) => answers.set({ triage: { ...triage, [question.id]: value } })}
      />
      {note}
    </StepFrame>
  );
}
