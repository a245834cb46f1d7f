"use client";

import { useTranslations } from "next-intl";
import { FailureNote } from "@/components/booking/failure-note";
import { useBookingRegion } from "@/components/desk/booking-region";
import { useSlots } from "@/components/desk/use-slots";
import { useNow } from "@/components/plan/use-now";
import { wholePriceFen } from "@/components/slot/chosen-slot";
import { RefusalNotice } from "@/components/slot/refusal-notice";
import { SlotCard } from "@/components/slot/slot-card";
import { Alert } from "@/components/ui/alert";
import { ListSkeleton } from "@/components/ui/skeleton";
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
  const t = useTranslations("booking.slots");
  const key = `${state.call.value.assessedAs.length}/${draft.wanted.from.getTime()}/${draft.wanted.until.getTime()}`;
  const slots = useSlots(draft.bookingId, key);
  const { quotes, held } = slots;
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
        <Slots result={quotes.data} slots={slots} draft={draft} state={state} />
      ) : (
        <FailureNote error={quotes.error} onRetry={() => void quotes.refetch()} />
      )}
    </div>
  );
}

interface SlotsProps {
  result: QuoteListResult;
  slots: ReturnType<typeof useSlots>;
  draft: DraftView;
  state: IntakeState;
}

function Slots({ result, slots, draft, state }: SlotsProps) {
  const t = useTranslations("seat.slots");
  const tSlots = useTranslations("booking.slots");
  const region = useBookingRegion();
  const now = useNow();
  const { quotes } = result;
  const deeds = quotes.slice(0, 9).map((quote, index): [string, () => void] => [
    String(index + 1),
    () => {
      if (!slots.busyId) void slots.pick(quote);
    },
  ]);
  useShortcuts(Object.fromEntries(deeds));
  if (result.refusal)
    return <RefusalNotice refusal={result.refusal} region={region} answers={state.answers} isHotline />;
  const prices = quotes.map(wholePriceFen);
  const lowest = Math.min(...prices);
  return (
    <>
      {result.wayBackRefusal ? (
        <Alert tone="warn" live title={tSlots("noWayBack.title")}>
          {t("noWayBack")}
        </Alert>
      ) : null}
      <p role="status" className="text-ink-soft text-sm">
        {t("found", { count: quotes.length })}
      </p>
      <ol className="grid gap-4">
        {quotes.map((quote) => (
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
