"use client";

import { useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { Table } from "@/components/ui/table";
import type { Question } from "@/server/core/triage/question-set";
import { useNames, useWord } from "./names";
import { reasonsOf } from "./triage-reasons";

type Assessment = OversightRecord["assessments"][number];

function useAnswerWords() {
  const t = useTranslations("record");
  return (question: Question, answer: unknown, isEnglish: boolean): string => {
    if (typeof answer === "boolean") return t(answer ? "yes" : "no");
    if (question.kind === "number")
      return `${String(answer)} ${isEnglish ? question.unitEn : question.unitZh}`;
    if (question.kind === "yes_no") return String(answer);
    const chosen = Array.isArray(answer) ? answer : [answer];
    return chosen
      .map((id) => {
        const choice = question.choices.find((it) => it.id === id);
        return choice ? (isEnglish ? choice.textEn : choice.textZh) : String(id);
      })
      .join(t("comma"));
  };
}

function Answers({ record, assessment }: { record: OversightRecord; assessment: Assessment }) {
  const t = useTranslations("record.triage");
  const { isEnglish } = useNames(record);
  const wordsOf = useAnswerWords();
  const questions = record.questions.find(({ ruleVersionId }) => ruleVersionId === assessment.ruleVersionId);
  const known = new Map((questions?.questions ?? []).map((it) => [it.id, it]));
  const rows = Object.entries(assessment.answers).map(([id, answer]) => {
    const question = known.get(id);
    return {
      id,
      question: question ? (isEnglish ? question.textEn : question.textZh) : id,
      answer: question ? wordsOf(question, answer, isEnglish) : JSON.stringify(answer),
    };
  });
  return (
    <Table
      caption={t("question")}
      columns={[
        { key: "question", header: t("question"), isRowHeader: true, cell: (row) => row.question },
        { key: "answer", header: t("answer"), cell: (row) => row.answer },
      ]}
      rows={rows}
      rowKey={({ id }) => id}
    />
  );
}

function Outcome({ record, assessment }: { record: OversightRecord; assessment: Assessment }) {
  const t = useTranslations("record.triage");
  const { rule, isEnglish } = useNames(record);
  const { timeZone } = useDesk();
  const by = rule(assessment.ruleVersionId);
  const isRed = assessment.outcome === "handoff_120";
  return (
    <div className="grid gap-2 p-4 sm:px-5">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isRed ? "emergency" : assessment.outcome === "clinician_review" ? "wait" : "ok"}>
          {t(`outcomes.${assessment.outcome}`)}
        </Badge>
        {assessment.grade ? <Badge>{t("grade", { grade: assessment.grade })}</Badge> : null}
        <span className="text-ink-soft text-sm">
          {t(assessment.decidedBy === "caller" ? "byCaller" : "byClinician")} ·{" "}
          <Instant at={assessment.createdAt} form="exact" timeZone={timeZone} />
        </span>
      </p>
      <ul className="list-disc ps-5">
        {reasonsOf(assessment.result).map(({ ruleId, textZh, textEn }) => (
          <li key={ruleId}>{isEnglish ? textEn : textZh}</li>
        ))}
      </ul>
      {by ? (
        <p className="text-ink-soft text-sm">
          {t("rule", { title: by.title, version: by.version })}
          {by.reviewed ? "" : ` · ${t("unreviewed")}`}
        </p>
      ) : null}
    </div>
  );
}

/** Every assessment in words: each question as it was asked, the answer, what followed and by which version. */
export function TriagePart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record");
  const { timeZone } = useDesk();
  const purpose = useWord("record.triage.purposes");
  return (
    <Card title={t("parts.triage")} flush>
      {record.assessments.length === 0 ? <p className="px-4 pb-4 sm:px-5">{t("none")}</p> : null}
      {record.assessments.map((assessment) => (
        <div key={assessment.id} className="border-line border-b last:border-b-0">
          <Answers record={record} assessment={assessment} />
          <Outcome record={record} assessment={assessment} />
        </div>
      ))}
      {record.reviews.map((it) => (
        <Alert
          key={it.id}
          tone={it.status === "decided" ? "ok" : "warn"}
          title={t("triage.review")}
          className="m-4"
        >
          {t("triage.reviewDue")} <Instant at={it.dueAt} timeZone={timeZone} />
          {it.decidedAt ? (
            <>
              {" · "}
              {t("triage.reviewDone")} <Instant at={it.decidedAt} timeZone={timeZone} />
            </>
          ) : null}
          {it.licenceNumber ? ` · ${t("triage.licence", { number: it.licenceNumber })}` : ""}
          {it.note ? <p>{it.note}</p> : null}
        </Alert>
      ))}
      <div className="px-4 py-3 text-sm sm:px-5">
        <h3 className="font-medium">{t("triage.consents")}</h3>
        <ul className="text-ink-soft">
          {record.consents.length === 0 ? <li>{t("none")}</li> : null}
          {record.consents.map((it) => (
            <li key={it.id}>
              {purpose(it.purpose, it.purpose)} · <Instant at={it.givenAt} form="exact" timeZone={timeZone} />
              {it.withdrawnAt ? ` · ${t("triage.withdrawn")}` : ""}
            </li>
          ))}
        </ul>
      </div>
    </Card>
  );
}
