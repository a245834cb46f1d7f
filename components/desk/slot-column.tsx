"use client";

import { useTranslations } from "next-intl";
import { type KeyboardEvent, useEffect, useRef } from "react";
import { ReliefCard } from "@/components/relief/relief-card";
import { RefusalNotice } from "@/components/slot/refusal-notice";
import { useSlotOrder } from "@/components/slot/slot-order";
import { Alert } from "@/components/ui/alert";
import { LinkButton } from "@/components/ui/link-button";
import type { DraftView, QuoteListResult } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";
import { ConfirmForm } from "./confirm-form";
import type { DeskState } from "./desk-state";
import { SlotOffers, SlotSearch, type Slots } from "./slot-search";
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
  const key = `${round}/${draft.wanted.from.getTime()}/${draft.wanted.until.getTime()}`;
  const slots = useSlots(draft.bookingId, key);
  const { held } = slots;
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
    <SlotSearch slots={slots}>
      {(result) => (
        <>
          <Found {...props} result={result} slots={slots} />
          <ReliefCard
            bookingId={draft.bookingId}
            reference={{ bookingId: draft.bookingId }}
            onChanged={() => void slots.quotes.refetch()}
          />
        </>
      )}
    </SlotSearch>
  );
}

interface FoundProps extends SlotColumnProps {
  result: QuoteListResult;
  slots: Slots;
}

function Found({ result, slots, draft, state, isForeign }: FoundProps) {
  const t = useTranslations("desk.slots");
  const tSlots = useTranslations("booking.slots");
  const region = useBookingRegion();
  const ordered = useSlotOrder(result.quotes);
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
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const quote = /^[1-9]$/.test(event.key) ? ordered.quotes[Number(event.key) - 1] : undefined;
    if (!quote || slots.busyId) return;
    event.preventDefault();
    void slots.pick(quote);
  };
  return (
    <SlotOffers
      result={result}
      ordered={ordered}
      slots={slots}
      needs={draft.needs}
      found={t("found", { count: result.quotes.length })}
      noWayBack={tSlots("noWayBack.text", { hotline: region.hotline })}
      ref={list}
      onKeyDown={onKeyDown}
    />
  );
}
