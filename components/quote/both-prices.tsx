"use client";

import { useTranslations } from "next-intl";
import { Money } from "@/components/ui/money";
import type { QuotedPrice, QuoteView } from "@/server/core/booking-view";
import { PriceLines } from "./price-lines";

interface WholeRelief {
  relief: NonNullable<QuotedPrice["relief"]>;
  totalFen: number;
}

/** The reduced price of a slot, way back included; null where none was claimed. */
export function wholeRelief({ relief, wayBack }: QuoteView): WholeRelief | null {
  if (!relief) return null;
  return { relief, totalFen: relief.totalFen + (wayBack?.reliefFen ?? wayBack?.totalFen ?? 0) };
}

/** What is charged either way while a paper waits to be checked. */
export function BothPrices({ reliefFen, normalFen }: { reliefFen: number; normalFen: number }) {
  const t = useTranslations("booking.relief");
  return (
    <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1 rounded-md bg-info-soft px-3 py-2 text-sm">
      <dt>{t("ifAccepted")}</dt>
      <dd className="text-end font-semibold tabular-nums">
        <Money fen={reliefFen} />
      </dd>
      <dt>{t("ifRefused")}</dt>
      <dd className="text-end font-semibold tabular-nums">
        <Money fen={normalFen} />
      </dd>
    </dl>
  );
}

/** A slot's binding price, way back included, with its reasons; and the reduced one beside it where it was claimed. */
export function SlotPrice({ quote }: { quote: QuoteView }) {
  const t = useTranslations("booking.relief");
  const { wayBack } = quote;
  const reduced = wholeRelief(quote);
  return (
    <div className="grid gap-4">
      {reduced ? <h3 className="font-semibold text-sm">{t("ifRefused")}</h3> : null}
      <PriceLines
        lines={[...quote.lines, ...(wayBack?.lines ?? [])]}
        totalFen={quote.totalFen + (wayBack?.totalFen ?? 0)}
        tariff={quote.tariff}
        basis={quote.basis}
        ceilingFen={quote.ceilingFen}
      />
      {reduced ? (
        <>
          <h3 className="font-semibold text-sm">{t("ifAccepted")}</h3>
          <PriceLines
            lines={[...reduced.relief.lines, ...(wayBack?.reliefLines ?? [])]}
            totalFen={reduced.totalFen}
            tariff={reduced.relief.tariff}
          />
        </>
      ) : null}
    </div>
  );
}
