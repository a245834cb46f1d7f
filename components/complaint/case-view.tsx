"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { Badge, type BadgeProps } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import type { CaseStatus } from "@/server/core/case";

const tones: Record<CaseStatus, BadgeProps["tone"]> = {
  open: "wait",
  answered: "info",
  closed: "ok",
  withdrawn: "neutral",
};

interface CaseViewProps {
  complaintId: string;
  timeZone: string;
  now: number;
}

/** One case: its number, by when it is answered, all that was said, and a way to say more. */
export function CaseView({ complaintId, timeZone, now }: CaseViewProps) {
  const t = useTranslations("complaint");
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.complaint.get.queryOptions({ complaintId }));
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton className="h-24" />;
  const isOver = data.status === "closed" || data.status === "withdrawn";
  return (
    <article className="rounded-md border border-line p-3">
      <header className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="tabular-nums">{t("number", { number: data.number })}</h3>
        <Badge tone={tones[data.status]}>{t(`status.${data.status}`)}</Badge>
      </header>
      {isOver ? null : (
        <p className="text-ink-soft text-sm">
          {t("answerBy")} <Instant at={data.dueAt} form="date" timeZone={timeZone} now={now} />
        </p>
      )}
      <ol className="mt-2 grid gap-2">
        {data.entries.map((entry) => (
          <li
            key={entry.id}
            className={entry.mine ? "rounded-md bg-primary-soft p-2.5" : "rounded-md bg-sunken p-2.5"}
          >
            <p className="text-ink-soft text-xs">
              {t(entry.mine ? "you" : `kinds.${entry.kind}`)} ·{" "}
              <Instant at={entry.createdAt} timeZone={timeZone} now={now} />
            </p>
            <p className="whitespace-pre-wrap break-words">{entry.text}</p>
          </li>
        ))}
      </ol>
      <SayMore
        complaintId={complaintId}
        isReopening={data.status !== "open"}
        isOff={data.status === "withdrawn"}
      />
    </article>
  );
}

interface SayMoreProps {
  complaintId: string;
  /** It was answered or closed: more words open it again. */
  isReopening: boolean;
  isOff: boolean;
}

function SayMore({ complaintId, isReopening, isOff }: SayMoreProps) {
  const t = useTranslations("complaint.more");
  const trpc = useTRPC();
  const client = useQueryClient();
  const [text, setText] = useState("");
  const done = {
    onSuccess: () => {
      setText("");
      return client.invalidateQueries();
    },
  };
  const add = useMutation(trpc.complaint.add.mutationOptions(done));
  const reopen = useMutation(trpc.complaint.reopen.mutationOptions(done));
  if (isOff) return null;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim().length < 4) return;
    if (isReopening) reopen.mutate({ complaintId, reason: text });
    else add.mutate({ complaintId, text });
  };
  return (
    <details className="mt-2">
      <summary className="min-h-9 py-1 text-primary text-sm">{t(isReopening ? "reopen" : "add")}</summary>
      <form onSubmit={submit} className="mt-2 grid gap-2">
        <Field label={t("label")} hint={t("hint")}>
          <Textarea
            rows={3}
            maxLength={4000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <FailureNote error={add.error ?? reopen.error} />
        <Button type="submit" size="sm" variant="secondary" loading={add.isPending || reopen.isPending}>
          {t("send")}
        </Button>
      </form>
    </details>
  );
}
