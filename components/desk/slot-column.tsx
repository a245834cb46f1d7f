"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { FailureNote } from "@/components/booking/failure-note";
import { useNow } from "@/components/plan/use-now";
import { wholePriceFen } from "@/components/slot/chosen-slot";
import { RefusalNotice } from "@/components/slot/refusal-notice";
import { SlotCard } from "@/components/slot/slot-card";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { DraftView, QuoteListResult } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";
import { ConfirmForm } from "./confirm-form";
import type { DeskState } from "./desk-state";
import { useSlots } from "./use-slots";

interface SlotColumnProps {
  draft: DraftView;
  state: DeskState;
  /** A draft that was begun elsewhere: its answers are not in this browser. */
  isForeign: boolean;
  round: number;
  bookerName: string;
  onConfirmed: () => void;
}

/** The second and third step: a slot by its number key, then the confirmation. */
export function SlotColumn(props: SlotColumnProps) {
  const { draft, round, bookerName, state, onConfirmed } = props;
  const t = useTranslations("booking.slots");
  const key = `${round}/${draft.wanted.from.getTime()}/${draft.wanted.until.getTime()}`;
  const slots = useSlots(draft.bookingId, key);
  const { quotes, held } = slots;
  if (held) {
    return (
      <ConfirmForm
        draft={draft}
        held={held}
        state={state}
        bookerName={bookerName}
        onConfirmed={onConfirmed}
        onBack={() => void slots.giveBack()}
      />
    );
  }
  return (
    <div className="grid gap-4">
      {slots.isGentle ? (
        <Alert tone="warn" live title={t("taken.title")}>
          {t("taken.text")}
        </Alert>
      ) : (
        <FailureNote error={slots.chooseError} />
      )}
      {quotes.isFetching ? (
        <>
          <p role="status" className="text-ink-soft">
            {t("looking")}
          </p>
          <ListSkeleton rows={3} rowClassName="h-40" />
        </>
      ) : quotes.data ? (
        <Slots {...props} result={quotes.data} slots={slots} />
      ) : (
        <FailureNote error={quotes.error} onRetry={() => void quotes.refetch()} />
      )}
    </div>
  );
}

interface SlotsProps extends SlotColumnProps {
  result: QuoteListResult;
  slots: ReturnType<typeof useSlots>;
}

function Slots({ result, slots, draft, state, isForeign }: SlotsProps) {
  const t = useTranslations("desk.slots");
  const tSlots = useTranslations("booking.slots");
  const region = useBookingRegion();
  const now = useNow();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.querySelector<HTMLElement>("button")?.focus(), []);
  if (result.refusal) {
    return isForeign ? (
      <Alert
        tone="warn"
        title={t("refused.title")}
        action={<LinkButton href={`/hospital/bookings/${draft.bookingId}`}>{t("refused.open")}</LinkButton>}
      >
        {t("refused.text", { hotline: region.hotline })}
      </Alert>
    ) : (
      <RefusalNotice refusal={result.refusal} region={region} answers={state.answers} />
    );
  }
  const prices = result.quotes.map(wholePriceFen);
  const lowest = Math.min(...prices);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const quote = /^[1-9]$/.test(event.key) ? result.quotes[Number(event.key) - 1] : undefined;
    if (!quote || slots.busyId) return;
    event.preventDefault();
    void slots.pick(quote);
  };
  return (
    <>
      {result.wayBackRefusal ? (
        <Alert tone="warn" live title={tSlots("noWayBack.title")}>
          {tSlots("noWayBack.text", { hotline: region.hotline })}
        </Alert>
      ) : null}
      <p role="status" className="text-ink-soft text-sm">
        {t("found", { count: result.quotes.length })}
      </p>
      <ol ref={list} onKeyDown={onKeyDown} className="grid gap-4">
        {result.quotes.map((quote) => (
          <SlotCard
            key={quote.id}
            quote={quote}
            needs={draft.needs}
            timeZone={region.timeZone}
            now={now}
            isCheapest={prices.some((price) => price > lowest) && wholePriceFen(quote) === lowest}
            isBusy={slots.busyId === quote.id}
            isOff={slots.busyId !== null && slots.busyId !== quote.id}
            onChoose={() => void slots.pick(quote)}
          />
        ))}
      </ol>
    </>
  );
}
