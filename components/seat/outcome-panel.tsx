"use client";

import { useQuery } from "@tanstack/react-query";
import { CircleCheck, PhoneIncoming, Stethoscope } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { useNow } from "@/components/plan/use-now";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { DraftView } from "@/server/core/booking-view";
import type { IntakeState } from "./intake-state";
import { SlotPanel } from "./slot-panel";
import { HandedOver } from "./to-120-panel";

interface OutcomePanelProps {
  bookingId: string;
  state: IntakeState;
  onConfirmed: () => void;
  onNew: () => void;
}

/** What the answers led to: slots, a clinician with a due time, 120, or the finished booking. */
export function OutcomePanel({ bookingId, state, onConfirmed, onNew }: OutcomePanelProps) {
  const trpc = useTRPC();
  const { data, error, refetch } = useQuery(trpc.booking.draft.queryOptions({ bookingId }));
  if (error) return <FailureNote error={error} onRetry={() => void refetch()} />;
  if (!data) return <ListSkeleton rows={3} rowClassName="h-40" />;
  if (data.status === "handed_to_120" && data.emergency) return <HandedOver handoverId={data.emergency.id} />;
  if (data.status === "in_review") return <InReview draft={data} state={state} onNew={onNew} />;
  if (data.status === "draft" || data.status === "held")
    return <SlotPanel draft={data} state={state} onConfirmed={onConfirmed} />;
  return <Done draft={data} onNew={onNew} />;
}

function InReview({ draft, state, onNew }: { draft: DraftView; state: IntakeState; onNew: () => void }) {
  const t = useTranslations("seat.review");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  const now = useNow();
  const phone = state.people.value.phone;
  return (
    <div className="grid gap-4">
      <section
        aria-live="polite"
        className="flex items-center gap-4 rounded-xl border border-wait-line bg-wait-soft p-5"
      >
        <Stethoscope aria-hidden="true" className="size-9 shrink-0 text-wait" />
        <div>
          <p className="text-wait">{t("title")}</p>
          <p className="font-bold text-2xl">
            {draft.review ? <Instant at={draft.review.dueAt} timeZone={timeZone} now={now} /> : t("soon")}
          </p>
        </div>
      </section>
      <Card title={t("say")}>
        <p className="text-lg">{t("promise", { phone })}</p>
        <ul className="mt-3 text-ink-soft">
          {draft.reasons.map((reason) => (
            <li key={reason.ruleId}>{isEnglish ? reason.textEn : reason.textZh}</li>
          ))}
        </ul>
        <p className="mt-3 text-ink-soft text-sm">{t("number", { number: draft.number })}</p>
      </Card>
      <Button size="lg" onClick={onNew}>
        <PhoneIncoming aria-hidden="true" />
        {t("next")}
      </Button>
    </div>
  );
}

function Done({ draft, onNew }: { draft: DraftView; onNew: () => void }) {
  const t = useTranslations("seat.done");
  const tStatus = useTranslations("seat.statuses");
  return (
    <section
      aria-live="polite"
      className="grid gap-4 rounded-xl border border-ok/30 bg-ok-soft p-5 text-center"
    >
      <CircleCheck aria-hidden="true" className="mx-auto size-10 text-ok" />
      <div>
        <h2 className="text-2xl">{t("title")}</h2>
        <p className="mt-1 text-ink-soft">{tStatus(draft.status)}</p>
        <p className="mt-2">{t("number")}</p>
        <p className="font-bold text-4xl tabular-nums">{draft.number}</p>
      </div>
      <p>{t("text")}</p>
      <div className="grid gap-3">
        <Button size="lg" onClick={onNew} aria-keyshortcuts="N">
          <PhoneIncoming aria-hidden="true" />
          {t("next")}
        </Button>
        <LinkButton href={`/seat/bookings/${draft.bookingId}`} variant="secondary">
          {t("open")}
        </LinkButton>
      </div>
    </section>
  );
}
