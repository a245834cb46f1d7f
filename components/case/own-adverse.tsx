"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import type { OwnAdverse } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useKept } from "@/components/booking/kept";
import type { TrackPart } from "@/components/tracking/part";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Instant } from "@/components/ui/instant";
import { Textarea } from "@/components/ui/textarea";
import { type AdverseKind, adverseKinds } from "@/server/core/adverse-event";
import { typedInstant } from "@/server/core/local-time";
import { fewest, isTooShort } from "@/server/core/said";

/** Rides that somebody was carried on, or at least fetched. */
const ridden = new Set(["at_pickup", "on_board", "at_dropoff", "completed", "failed", "to_120"]);

/** A fall, an infection found later: reported by the ward or family, and what became of it. */
export function OwnAdverseCard({ view, region, now }: Pick<TrackPart, "view" | "region" | "now">) {
  return view.tripStatus && ridden.has(view.tripStatus) ? (
    <OfRide bookingId={view.bookingId} timeZone={region.timeZone} now={now} />
  ) : null;
}

interface OfRideProps {
  bookingId: string;
  timeZone: string;
  now: number;
}

function OfRide({ bookingId, timeZone, now }: OfRideProps) {
  const t = useTranslations("adverse");
  const trpc = useTRPC();
  const [isWriting, setWriting] = useState(false);
  const { data, error, refetch, isFetching } = useQuery(trpc.adverse.own.queryOptions({ bookingId }));
  return (
    <div id="adverse" className="no-print scroll-mt-4">
      <Card title={t("title")}>
        <p className="text-ink-soft text-sm">{t("lead")}</p>
        <FailureNote error={data ? null : error} onRetry={() => void refetch()} retrying={isFetching} />
        <ul className="mt-3 grid gap-3 empty:hidden">
          {data?.map((row) => (
            <li key={row.id}>
              <Reported row={row} timeZone={timeZone} now={now} />
            </li>
          ))}
        </ul>
        {isWriting ? (
          <ReportForm bookingId={bookingId} timeZone={timeZone} onDone={() => setWriting(false)} />
        ) : (
          <Button variant="secondary" className="mt-3" onClick={() => setWriting(true)}>
            {t("open")}
          </Button>
        )}
      </Card>
    </div>
  );
}

function Reported({ row, timeZone, now }: { row: OwnAdverse; timeZone: string; now: number }) {
  const t = useTranslations("adverse");
  return (
    <article className="rounded-md border border-line p-3">
      <p className="flex flex-wrap items-center justify-between gap-2">
        <strong>{t(`kinds.${row.kind}`)}</strong>
        <Badge tone={row.status === "closed" ? "ok" : "wait"}>
          {t(row.status === "closed" ? "closed" : "working")}
        </Badge>
      </p>
      <p className="text-ink-soft text-sm">
        <Instant at={row.happenedAt} timeZone={timeZone} now={now} />
      </p>
      <p className="whitespace-pre-wrap break-words">{row.description}</p>
      {row.outcome ? (
        <Alert className="mt-2" tone="ok" title={t("outcome")}>
          {row.outcome}
        </Alert>
      ) : null}
    </article>
  );
}

interface Draft {
  reportId: string;
  kind: AdverseKind | "";
  happenedAt: string;
  description: string;
}

const nothingTold: Draft = { reportId: "", kind: "", happenedAt: "", description: "" };

interface ReportFormProps {
  bookingId: string;
  timeZone: string;
  onDone: () => void;
}

function ReportForm({ bookingId, timeZone, onDone }: ReportFormProps) {
  const t = useTranslations("adverse");
  const trpc = useTRPC();
  const client = useQueryClient();
  const kept = useKept(`anzhuan.adverse.${bookingId}`, "session", nothingTold);
  const draft = kept.value;
  const [isTried, setTried] = useState(false);
  const report = useMutation(
    trpc.adverse.report.mutationOptions({
      onSuccess: () => {
        kept.forget();
        onDone();
        return client.invalidateQueries();
      },
    }),
  );
  // The report is named with its first word, so that a second press sends the same one.
  const put = (part: Partial<Draft>) =>
    kept.set({ reportId: draft.reportId || crypto.randomUUID(), ...part });
  const isShort = isTooShort(draft.description, fewest.story);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    const { reportId, kind, description } = draft;
    const happenedAt = typedInstant(draft.happenedAt, timeZone);
    if (kind === "" || !happenedAt || isShort) return;
    report.mutate({ reportId, bookingId, kind, description, happenedAt: happenedAt.toISOString() });
  };
  return (
    <form noValidate onSubmit={submit} className="mt-4 grid gap-4">
      <RadioCards
        legend={t("kind")}
        columns="pair"
        error={isTried && draft.kind === "" ? t("kindMissing") : undefined}
        choices={adverseKinds.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        value={draft.kind}
        onValueChange={(value) => put({ kind: adverseKinds.find((it) => it === value) ?? "" })}
      />
      {draft.kind === "infection" ? <Alert tone="info">{t("infectionNote")}</Alert> : null}
      <Field label={t("at")} error={isTried && draft.happenedAt === "" ? t("atMissing") : undefined} required>
        <Input
          type="datetime-local"
          value={draft.happenedAt}
          onChange={(event) => put({ happenedAt: event.target.value })}
        />
      </Field>
      <Field
        label={t("description")}
        hint={t("descriptionHint")}
        error={isTried && isShort ? t("descriptionMissing") : undefined}
        required
      >
        <Textarea
          rows={4}
          maxLength={2000}
          value={draft.description}
          onChange={(event) => put({ description: event.target.value })}
        />
      </Field>
      <FailureNote error={report.error} />
      <div className="flex gap-3">
        <Button type="submit" loading={report.isPending}>
          {t("send")}
        </Button>
        <Button variant="quiet" onClick={onDone}>
          {t("later")}
        </Button>
      </div>
    </form>
  );
}
