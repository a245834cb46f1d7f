"use client";

import { useTranslations } from "next-intl";
import type { KeyboardEvent, ReactNode, Ref } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useNow } from "@/components/plan/use-now";
import { wholePriceFen } from "@/components/slot/chosen-slot";
import { SlotCard } from "@/components/slot/slot-card";
import { type OrderedSlots, SlotOrder } from "@/components/slot/slot-order";
import { Alert } from "@/components/ui/alert";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { DraftView, QuoteListResult } from "@/server/core/booking-view";
import { useBookingRegion } from "./booking-region";
import type { useSlots } from "./use-slots";

export type Slots = ReturnType<typeof useSlots>;

/** What stands above and in place of the slots while they are looked for, and where that or a choice failed. */
export function SlotSearch(props: { slots: Slots; children: (result: QuoteListResult) => ReactNode }) {
  const t = useTranslations("booking.slots");
  const { quotes, isGentle, chooseError } = props.slots;
  return (
    <div className="grid gap-4">
      {isGentle ? (
        <Alert tone="warn" live title={t("taken.title")}>
          {t("taken.text")}
        </Alert>
      ) : (
        <FailureNote error={chooseError} />
      )}
      {quotes.isFetching ? (
        <>
          <p role="status" className="text-ink-soft">
            {t("looking")}
          </p>
          <ListSkeleton rows={3} rowClassName="h-40" />
        </>
      ) : quotes.data ? (
        props.children(quotes.data)
      ) : (
        <FailureNote error={quotes.error} onRetry={() => void quotes.refetch()} />
      )}
    </div>
  );
}

interface SlotOffersProps {
  result: QuoteListResult;
  /** The slots as they stand on the page: number keys go by it. */
  ordered: OrderedSlots;
  slots: Slots;
  needs: DraftView["needs"];
  /** How many were found, in the desk's words. */
  found: string;
  /** Said where there is a way out but none back. */
  noWayBack: string;
  ref?: Ref<HTMLOListElement>;
  onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void;
}

/** The slots found, each with its binding price, the cheapest marked. */
export function SlotOffers(props: SlotOffersProps) {
  const { result, ordered, slots, needs, found, noWayBack, ref, onKeyDown } = props;
  const t = useTranslations("booking.slots");
  const { timeZone } = useBookingRegion();
  const now = useNow();
  const { quotes, lowestFen, differ } = ordered;
  return (
    <>
      {result.wayBackRefusal ? (
        <Alert tone="warn" live title={t("noWayBack.title")}>
          {noWayBack}
        </Alert>
      ) : null}
      <p role="status" className="text-ink-soft text-sm">
        {found}
      </p>
      <SlotOrder slots={ordered} />
      <ol ref={ref} onKeyDown={onKeyDown} className="grid gap-4">
        {quotes.map((quote) => (
          <SlotCard
            key={quote.id}
            quote={quote}
            needs={needs}
            timeZone={timeZone}
            now={now}
            isCheapest={differ && wholePriceFen(quote) === lowestFen}
            isBusy={slots.busyId === quote.id}
            isOff={slots.busyId !== null && slots.busyId !== quote.id}
            onChoose={() => void slots.pick(quote)}
          />
        ))}
      </ol>
    </>
  );
}
