"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { MessageSquareHeart } from "lucide-react";
import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { ComplaintRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import { Deadline } from "@/components/case/deadline";
import { EnterCase } from "@/components/case/enter-case";
import { EvidenceCard } from "@/components/case/evidence-card";
import { OwnCounts } from "@/components/case/operator-counts";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Field } from "@/components/ui/field";
import { Instant } from "@/components/ui/instant";
import { ListSkeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { TimelineList } from "@/components/ui/timeline-list";
import { showToast } from "@/components/ui/toast";
import { fewest, isTooShort } from "@/server/core/said";

const nothingTyped = { text: "" };
const tones = { open: "wait", answered: "info", closed: "ok", withdrawn: "neutral" } as const;

/** Complaints about the own trips: those that wait for an answer first. */
export function ComplaintList({ rows, top }: { rows: ComplaintRow[] | undefined; top?: ReactNode }) {
  const t = useTranslations("trip-desk.complaints");
  if (!rows) return <ListSkeleton rows={4} />;
  if (rows.length === 0)
    return (
      <>
        {top}
        <EmptyState icon={<MessageSquareHeart />} title={t("empty.title")} description={t("empty.text")} />
      </>
    );
  const sorted = [...rows].sort((a, b) => Number(b.status === "open") - Number(a.status === "open"));
  return (
    <>
      {top}
      <ul className="grid gap-4">
        {sorted.map((row) => (
          <li key={row.id}>
            <ComplaintCase row={row} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** How the operator stands, and the way to enter what somebody says on its phone. */
export function ComplaintsTop() {
  return (
    <>
      <div className="mb-4">
        <EnterCase />
      </div>
      <OwnCounts />
    </>
  );
}

function ComplaintCase({ row }: { row: ComplaintRow }) {
  const t = useTranslations("trip-desk.complaints");
  const tCase = useTranslations("complaint");
  const { timeZone, now } = useDesk();
  const [isOpen, setOpen] = useState(false);
  return (
    <Card
      title={t("heading", { number: row.number, topic: t(`topics.${row.topic}`) })}
      aside={
        <span className="flex flex-wrap gap-2">
          {row.late ? <Badge tone="late">{t("late")}</Badge> : null}
          <Badge>{tCase(`sources.${row.source}`)}</Badge>
          <Badge tone={tones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
        </span>
      }
    >
      {row.text ? <p className="whitespace-pre-line">{row.text}</p> : null}
      <p className="mt-2 flex flex-wrap gap-x-4 text-ink-soft text-sm">
        {row.plate ? <span>{row.plate}</span> : null}
        <span>
          {t("opened")} <Instant at={row.createdAt} timeZone={timeZone} now={now} />
        </span>
        <span>
          {t("due")} <Deadline at={row.dueAt} timeZone={timeZone} now={now} />
        </span>
      </p>
      {row.outcome ? (
        <Alert className="mt-3" title={t("outcome")}>
          {row.decision ? <strong className="me-2">{tCase(`decisions.${row.decision}`)}</strong> : null}
          {row.outcome}
        </Alert>
      ) : null}
      <Button
        variant="quiet"
        size="sm"
        className="mt-2"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        {t(isOpen ? "less" : "more")}
      </Button>
      {isOpen ? <Entries complaintId={row.id} /> : null}
      {row.status === "open" ? <AnswerForm complaintId={row.id} /> : null}
    </Card>
  );
}

function Entries({ complaintId }: { complaintId: string }) {
  const t = useTranslations("trip-desk.complaints");
  const trpc = useTRPC();
  const { timeZone, now } = useDesk();
  const { data } = useQuery(trpc.complaint.get.queryOptions({ complaintId }));
  if (!data) return <ListSkeleton rows={2} />;
  return (
    <div className="mt-3 grid gap-4">
      <TimelineList
        label={t("more")}
        items={data.entries.map((entry) => ({
          key: entry.id,
          title: t(`entries.${entry.kind}`),
          at: <Instant at={entry.createdAt} timeZone={timeZone} now={now} />,
          description: entry.text || undefined,
          tone: "done" as const,
        }))}
      />
      <EvidenceCard evidence={data.evidence} />
    </div>
  );
}

/** The operator's answer; the case then waits for the regulator. What was typed stays until it is sent. */
function AnswerForm({ complaintId }: { complaintId: string }) {
  const t = useTranslations("trip-desk.complaints");
  const trpc = useTRPC();
  const client = useQueryClient();
  const draft = useKept(`anzhuan.complaint.answer.${complaintId}`, "session", nothingTyped);
  const { text } = draft.value;
  const [isTried, setTried] = useState(false);
  const answer = useMutation(
    trpc.complaint.answer.mutationOptions({
      onSuccess: async () => {
        draft.forget();
        showToast({ tone: "ok", title: t("answered") });
        await client.invalidateQueries();
      },
    }),
  );
  const isShort = isTooShort(text, fewest.story);
  const send = () => {
    setTried(true);
    if (!isShort) answer.mutate({ complaintId, text, files: [] });
  };
  return (
    <div className="mt-3 grid justify-items-start gap-3">
      <Field
        label={t("answer")}
        hint={t("answerHint")}
        error={isTried && isShort ? t("answerMissing") : undefined}
        className="w-full max-w-3xl"
        required
      >
        <Textarea
          rows={3}
          value={text}
          maxLength={4000}
          onChange={(event) => draft.set({ text: event.target.value })}
        />
      </Field>
      <FailureNote error={answer.error} />
      <Button loading={answer.isPending} onClick={send}>
        {t("send")}
      </Button>
    </div>
  );
}
