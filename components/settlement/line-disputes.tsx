"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquareWarning } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { LineDispute } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { parseYuan } from "@/server/core/money";
import { fewest, isTooShort } from "@/server/core/said";

/** Finance answers: how much of the line is granted, and why. Nothing refuses it. */
function AnswerForm({ row }: { row: LineDispute }) {
  const t = useTranslations("settlement.answer");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [yuan, setYuan] = useState((Math.abs(row.fen) / 100).toFixed(2));
  const [words, setWords] = useState("");
  const [isTried, setTried] = useState(false);
  const grantedFen = yuan.trim() === "" ? null : parseYuan(yuan);
  const answer = useMutation(
    trpc.settlement.answerDispute.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("done") });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (grantedFen === null || isTooShort(words, fewest.story)) return;
    answer.mutate({ disputeId: row.id, grantedFen, answer: words.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid justify-items-start gap-3">
      <Field
        label={t("granted")}
        hint={t("grantedHint")}
        error={isTried && grantedFen === null ? t("grantedWrong") : undefined}
        required
      >
        <Input inputMode="decimal" value={yuan} onChange={(event) => setYuan(event.target.value)} />
      </Field>
      <Field
        label={t("words")}
        error={isTried && isTooShort(words, fewest.story) ? t("wordsWrong") : undefined}
        required
      >
        <Textarea rows={2} maxLength={500} value={words} onChange={(event) => setWords(event.target.value)} />
      </Field>
      <FailureNote error={answer.error} />
      <Button type="submit" loading={answer.isPending}>
        {grantedFen === 0 ? t("refuse") : t("submit")}
      </Button>
    </form>
  );
}

const tones = { open: "wait", granted: "ok", refused: "neutral" } as const;

function Dispute({ row, mayAnswer }: { row: LineDispute; mayAnswer: boolean }) {
  const t = useTranslations("settlement");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  const items = [
    { term: t("columns.operator"), value: isEnglish ? row.orgEn : row.orgZh },
    { term: t("columns.section"), value: t(`sections.${row.section}`) },
    { term: t("columns.day"), value: row.day },
    { term: t("columns.booking"), value: row.bookingNumber ?? "–" },
    { term: t("columns.amount"), value: <Money fen={row.fen} /> },
    { term: t("dispute.title"), value: t(`dispute.reasons.${row.reason}`) },
    { term: t("dispute.due"), value: <Instant at={row.dueAt} form="dateTime" timeZone={timeZone} /> },
    ...(row.answer
      ? [
          { term: t("dispute.granted"), value: <Money fen={row.grantedFen ?? 0} /> },
          { term: t("dispute.answer"), value: row.answer },
        ]
      : []),
  ];
  return (
    <Card
      title={t("dispute.number", { number: row.number })}
      aside={
        <Badge tone={row.isOverdue ? "late" : tones[row.status]}>
          {row.isOverdue ? t("dispute.overdue") : t(`disputeStatus.${row.status}`)}
        </Badge>
      }
    >
      <div className="grid gap-4">
        <DescriptionList items={items} />
        {mayAnswer && row.status === "open" ? <AnswerForm row={row} /> : null}
      </div>
    </Card>
  );
}

/** Disputed lines, newest first; the region's finance desk answers them here. */
export function LineDisputes({ initial, mayAnswer }: { initial: LineDispute[]; mayAnswer: boolean }) {
  const t = useTranslations("settlement.dispute");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.settlement.disputes.queryOptions({}), initialData: initial });
  if (data.length === 0)
    return (
      <EmptyState icon={<MessageSquareWarning />} title={t("none.title")} description={t("none.text")} />
    );
  return (
    <div className="grid gap-4 xl:grid-cols-2">
      {data.map((row) => (
        <Dispute key={row.id} row={row} mayAnswer={mayAnswer} />
      ))}
    </div>
  );
}
