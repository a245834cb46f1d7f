"use client";

import { CircleCheck } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { askedOf, isOpen } from "@/components/desk/asked";
import { QuestionRow } from "@/components/desk/question-rows";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { clearAnswers } from "@/server/core/triage/clear";
import type { QuestionSet, TriageAnswers } from "@/server/core/triage/question-set";
import type { BatchRow } from "./batch-row";

interface RowStateProps {
  row: BatchRow;
  set: QuestionSet;
  isChecked: boolean;
  onChange: (part: Partial<BatchRow>) => void;
}

const isSame = (a: TriageAnswers, b: TriageAnswers) =>
  JSON.stringify(Object.entries(a).sort()) === JSON.stringify(Object.entries(b).sort());

/** What answers say, in the words of the questions' choices. */
function useWords(set: QuestionSet) {
  const locale = useLocale();
  return (answers: TriageAnswers) =>
    set.questions
      .flatMap((question) => {
        const answer = answers[question.id];
        if (answer === undefined) return [];
        const text = locale === "en" ? question.textEn : question.textZh;
        const ids = Array.isArray(answer) ? answer : [String(answer)];
        const choices = "choices" in question ? question.choices : [];
        const said = ids.map((id) => {
          const choice = choices.find((one) => one.id === id);
          return choice ? (locale === "en" ? choice.textEn : choice.textZh) : id;
        });
        return [`${text} ${said.join(locale === "en" ? ", " : "、")}`];
      })
      .join(locale === "en" ? " · " : "；");
}

/** The state of one patient, asked once: one tap where nothing is to be reported, else the desk's own questions. */
export function RowState({ row, set, isChecked, onChange }: RowStateProps) {
  const t = useTranslations("batch.state");
  const words = useWords(set);
  const [isAsking, setAsking] = useState(false);
  const clear = clearAnswers(set, {
    callerParty: "case_manager",
    mobility: row.mobility ?? "walk",
    extras: { oxygen: false, suction: false },
    transferMinutes: null,
  });
  const { asked, open, hasFlag } = askedOf(set, row);
  const isDone = open.length === 0 || hasFlag;
  const isMissing = isChecked && !isDone;
  if (isDone && !isAsking)
    return (
      <p className="flex flex-wrap items-center gap-2 text-sm">
        <CircleCheck aria-hidden="true" className={hasFlag ? "size-5 text-emergency" : "size-5 text-ok"} />
        <span>
          {hasFlag ? t("flag") : clear && isSame(clear, row.triage) ? t("isClear") : t("isAnswered")}
        </span>
        <Button
          variant="quiet"
          size="sm"
          aria-label={t("changeOf", { name: row.name })}
          onClick={() => setAsking(true)}
        >
          {t("change")}
        </Button>
      </p>
    );
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2">
        {clear ? (
          <Button
            variant="secondary"
            size="sm"
            aria-label={t("clearOf", { name: row.name })}
            aria-invalid={isMissing || undefined}
            onClick={() => {
              onChange({ triage: clear });
              setAsking(false);
            }}
          >
            <CircleCheck aria-hidden="true" />
            {t("clear")}
          </Button>
        ) : null}
        <Button
          variant="quiet"
          size="sm"
          aria-expanded={isAsking}
          aria-label={t("askOf", { name: row.name })}
          onClick={() => setAsking(!isAsking)}
        >
          {t(isAsking ? "close" : "ask")}
        </Button>
        {isMissing ? <span className="font-medium text-danger text-sm">{t("missing")}</span> : null}
      </div>
      {clear && !isAsking ? <p className="text-ink-soft text-sm">{words(clear)}</p> : null}
      {isAsking ? (
        <div className="grid gap-4 rounded-lg border border-line bg-paper p-4">
          {asked.map((id) => {
            const question = set.questions.find((one) => one.id === id);
            return question ? (
              <QuestionRow
                key={id}
                question={question}
                answer={row.triage[id]}
                onAnswer={(answer) => onChange({ triage: { ...row.triage, [id]: answer } })}
                error={isChecked && isOpen(row.triage[id]) ? t("missing") : undefined}
              />
            ) : null;
          })}
          {hasFlag ? (
            <Alert tone="danger" live>
              {t("flag")}
            </Alert>
          ) : null}
          <Button
            size="sm"
            className="justify-self-start"
            disabled={!isDone}
            onClick={() => setAsking(false)}
          >
            {t("done")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
