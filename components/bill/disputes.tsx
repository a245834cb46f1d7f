"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { BadgeCheck } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { DisputeView } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Textarea } from "@/components/ui/textarea";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

const tones = {
  needs_response: "danger",
  under_review: "wait",
  won: "ok",
  lost: "neutral",
  closed: "neutral",
} as const;

/** Payments that payers disputed with their banks: what is due by when, and the answer with the trip's record. */
export function Disputes({ initial }: { initial: DisputeView[] }) {
  const t = useTranslations("finance.disputes");
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.dispute.list.queryOptions(), initialData: initial });
  if (data.length === 0)
    return <EmptyState icon={<BadgeCheck />} title={t("none.title")} description={t("none.text")} />;
  return (
    <section aria-label={t("title")} className="grid gap-4">
      <p className="max-w-prose text-ink-soft">{t("lead")}</p>
      {data.map((dispute) => (
        <Dispute key={dispute.id} dispute={dispute} />
      ))}
    </section>
  );
}

function Dispute({ dispute }: { dispute: DisputeView }) {
  const t = useTranslations("finance.disputes");
  const { timeZone } = useDesk();
  const { status, dueBy, reason } = dispute;
  return (
    <Card
      title={t("booking", { number: dispute.bookingNumber })}
      aside={
        <span className="flex items-center gap-3">
          <Money fen={dispute.amountFen} />
          <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>
        </span>
      }
    >
      <div className="grid gap-4">
        <DescriptionList
          items={[
            { term: t("reason"), value: t.has(`reasons.${reason}`) ? t(`reasons.${reason}`) : reason },
            { term: t("openedAt"), value: <Instant at={dispute.openedAt} timeZone={timeZone} /> },
            ...(dueBy ? [{ term: t("dueBy"), value: <Instant at={dueBy} timeZone={timeZone} /> }] : []),
            { term: t("ref"), value: dispute.providerRef },
          ]}
        />
        {status === "needs_response" ? <AnswerForm disputeId={dispute.id} /> : null}
      </div>
    </Card>
  );
}

/** A word of one's own; the trip's record goes with it by itself. */
function AnswerForm({ disputeId }: { disputeId: string }) {
  const t = useTranslations("finance.disputes");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [statement, setStatement] = useState("");
  const [isTried, setTried] = useState(false);
  const isGood = !isTooShort(statement, fewest.story);
  const answer = useMutation(
    trpc.dispute.answer.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("answered") });
      },
    }),
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isGood) answer.mutate({ disputeId, statement: statement.trim() });
  };
  return (
    <form noValidate onSubmit={submit} className="grid gap-3">
      <Field
        label={t("statement")}
        hint={t("statementHint")}
        error={isTried && !isGood ? t("statementWrong") : undefined}
        required
      >
        <Textarea maxLength={2000} value={statement} onChange={(event) => setStatement(event.target.value)} />
      </Field>
      <FailureNote error={answer.error} />
      <Button type="submit" className="justify-self-start" loading={answer.isPending}>
        {t("submit")}
      </Button>
    </form>
  );
}
