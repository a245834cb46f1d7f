"use client";

import { CircleCheck, Keyboard, Printer } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { LinkButton } from "@/components/ui/link-button";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { DraftView } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";
import type { DeskState } from "./desk-state";
import { SlotColumn } from "./slot-column";

interface DeskOutcomeProps {
  draft: DraftView | null;
  isWaiting: boolean;
  state: DeskState;
  isForeign: boolean;
  round: number;
  bookerName: string;
  onNext: () => void;
}

/** The right-hand column: the keys at first, then slots and confirmation, then what was booked. */
export function DeskOutcome({ draft, isWaiting, ...rest }: DeskOutcomeProps) {
  const t = useTranslations("desk");
  const [doneId, setDone] = useState<string | null>(null);
  if (isWaiting) return <ListSkeleton rows={3} rowClassName="h-32" />;
  if (!draft) return <Keys />;
  const isOpen = draft.status === "draft" || draft.status === "held";
  if (isOpen && doneId !== draft.bookingId) {
    return <SlotColumn {...rest} draft={draft} onConfirmed={() => setDone(draft.bookingId)} />;
  }
  if (draft.status === "in_review" || draft.status === "handed_to_120") return <NotYet draft={draft} />;
  if (draft.status === "cancelled") return <Alert tone="info">{t("done.cancelled")}</Alert>;
  return <Done draft={draft} onNext={rest.onNext} />;
}

function NotYet({ draft }: { draft: DraftView }) {
  const t = useTranslations("desk.notYet");
  const region = useBookingRegion();
  const { review } = draft;
  return (
    <Alert
      tone="warn"
      title={t(draft.status === "in_review" ? "review" : "emergency")}
      action={<LinkButton href={`/hospital/bookings/${draft.bookingId}`}>{t("open")}</LinkButton>}
    >
      {review
        ? t.rich("by", {
            time: () => <Instant at={review.dueAt} timeZone={region.timeZone} now={Date.now()} />,
          })
        : null}
    </Alert>
  );
}

function Keys() {
  const t = useTranslations("desk.keys");
  return (
    <div className="rounded-xl border border-line border-dashed p-5 text-ink-soft">
      <p>{t("empty")}</p>
      <p className="mt-4 hidden items-center gap-2 font-medium text-ink lg:flex">
        <Keyboard aria-hidden="true" className="size-5" />
        {t("title")}
      </p>
      <ul className="mt-2 hidden list-disc gap-1 ps-5 lg:grid">
        <li>{t("search")}</li>
        <li>{t("numbers")}</li>
        <li>{t("enter")}</li>
        <li>{t("slots")}</li>
      </ul>
    </div>
  );
}

/** Booked: the number to read out, the paper for the patient, the next one. */
function Done({ draft, onNext }: { draft: DraftView; onNext: () => void }) {
  const t = useTranslations("desk.done");
  const next = useRef<HTMLDivElement>(null);
  useEffect(() => next.current?.querySelector<HTMLElement>("button")?.focus(), []);
  return (
    <div ref={next} className="grid gap-4 rounded-xl border-2 border-ok bg-ok-soft p-5" role="status">
      <p className="flex items-center gap-2 font-semibold text-lg text-ok">
        <CircleCheck aria-hidden="true" className="size-6" />
        {t("title")}
      </p>
      <div>
        <p className="text-sm">{t("number")}</p>
        <p className="font-bold text-2xl tabular-nums">{draft.number}</p>
        <p className="mt-1">
          {draft.from.label} → {draft.to.label}
        </p>
      </div>
      <p className="text-sm">{t("text")}</p>
      <div className="grid gap-2">
        <Button size="lg" onClick={onNext}>
          {t("next")}
        </Button>
        <LinkButton href={`/hospital/bookings/${draft.bookingId}`} variant="secondary">
          <Printer aria-hidden="true" />
          {t("open")}
        </LinkButton>
      </div>
    </div>
  );
}
