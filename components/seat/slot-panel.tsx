"use client";

import { useTranslations } from "next-intl";
import { useBookingRegion } from "@/components/desk/booking-region";
import { SlotOffers, SlotSearch, type Slots } from "@/components/desk/slot-search";
import { useSlots } from "@/components/desk/use-slots";
import { ReliefCard } from "@/components/relief/relief-card";
import { RefusalNotice } from "@/components/slot/refusal-notice";
import { useSlotOrder } from "@/components/slot/slot-order";
import type { DraftView, QuoteListResult } from "@/server/core/booking-view";
import { ConfirmPanel } from "./confirm-panel";
import type { IntakeState } from "./intake-state";
import { useShortcuts } from "./use-shortcuts";

interface SlotPanelProps {
  draft: DraftView;
  state: IntakeState;
  onConfirmed: () => void;
}

/** The slots to read out, each with its binding price; one number key holds one. */
export function SlotPanel({ draft, state, onConfirmed }: SlotPanelProps) {
  const key = `${state.call.value.assessedAs.length}/${draft.wanted.from.getTime()}/${draft.wanted.until.getTime()}`;
  const slots = useSlots(draft.bookingId, key);
  const { held } = slots;
  if (held) {
    return (
      <ConfirmPanel
        draft={draft}
        held={held}
        state={state}
        onConfirmed={onConfirmed}
        onBack={() => void slots.giveBack()}
      />
    );
  }
  return (
    <SlotSearch slots={slots}>
      {(result) => (
        <>
          <Found result={result} slots={slots} draft={draft} state={state} />
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

interface FoundProps {
  result: QuoteListResult;
  slots: Slots;
  draft: DraftView;
  state: IntakeState;
}

function Found({ result, slots, draft, state }: FoundProps) {
  const t = useTranslations("seat.slots");
  const region = useBookingRegion();
  const ordered = useSlotOrder(result.quotes);
  const { quotes } = ordered;
  const deeds = quotes.slice(0, 9).map((quote, index): [string, () => void] => [
    String(index + 1),
    () => {
      if (!slots.busyId) void slots.pick(quote);
    },
  ]);
  useShortcuts(Object.fromEntries(deeds));
  if (result.refusal)
    return <RefusalNotice refusal={result.refusal} region={region} answers={state.answers} isHotline />;
  return (
    <SlotOffers
      result={result}
      ordered={ordered}
      slots={slots}
      needs={draft.needs}
      found={t("found", { count: quotes.length })}
      noWayBack={t("noWayBack")}
    />
  );
}
