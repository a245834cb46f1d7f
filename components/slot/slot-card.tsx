"use client";

import { ChevronDown, Clock3, ShieldCheck, Undo2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { BothPrices, SlotPrice, wholeRelief } from "@/components/quote/both-prices";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Instant, TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import type { NeedsSummary, QuoteView } from "@/server/core/booking-view";
import { wholePriceFen } from "./chosen-slot";

interface SlotCardProps {
  quote: QuoteView;
  needs: NeedsSummary | null;
  timeZone: string;
  now: number;
  isCheapest: boolean;
  isBusy: boolean;
  isOff: boolean;
  onChoose: () => void;
}

/** One slot: when, in what, with whom, for how much, and how sure. */
export function SlotCard(props: SlotCardProps) {
  const { quote, needs, timeZone, now, isCheapest, isBusy, isOff, onChoose } = props;
  const t = useTranslations("booking.slots");
  const tClass = useTranslations("booking.vehicle");
  const zone = { timeZone, now };
  const reduced = wholeRelief(quote);
  return (
    <li className="keep-together overflow-hidden rounded-xl border border-line bg-surface shadow-raised">
      <div className="grid gap-3 p-4 sm:p-5">
        <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
          <h2 className="text-xl">
            <TimeRange from={quote.pickupFrom} to={quote.pickupUntil} {...zone} />
          </h2>
          <p className="flex items-center gap-2 font-bold text-2xl text-primary tabular-nums">
            {isCheapest ? <Badge tone="ok">{t("cheapest")}</Badge> : null}
            <Money fen={wholePriceFen(quote)} />
          </p>
        </div>
        <p className="text-ink-soft">
          {t.rich("arrives", {
            time: () => <Instant at={quote.plannedDropoffAt} form="time" timeZone={timeZone} />,
          })}
        </p>
        <p>
          <strong className="font-semibold">{tClass(`${quote.vehicleClass}.name`)}</strong>
          <span className="text-ink-soft"> · {tClass(`${quote.vehicleClass}.plain`)}</span>
        </p>
        {needs ? <CrewLine crew={needs.crew} drivers={quote.drivers} /> : null}
        {quote.wayBack ? (
          <p>
            {t("wayBack")}{" "}
            <TimeRange from={quote.wayBack.pickupFrom} to={quote.wayBack.pickupUntil} {...zone} />
          </p>
        ) : null}
        <Certainty quote={quote} timeZone={timeZone} />
        <EmptyReturn quote={quote} />
        {reduced ? <BothPrices reliefFen={reduced.totalFen} normalFen={wholePriceFen(quote)} /> : null}
        <Button size="lg" wide loading={isBusy} disabled={isOff} onClick={onChoose}>
          {t("choose")}
        </Button>
      </div>
      <details className="group border-line border-t bg-paper px-4 sm:px-5">
        <summary className="flex min-h-12 list-none items-center justify-between text-primary marker:content-none">
          {t("lines")}
          <ChevronDown aria-hidden="true" className="size-5 transition-transform group-open:rotate-180" />
        </summary>
        <div className="pb-4">
          <SlotPrice quote={quote} />
        </div>
      </details>
    </li>
  );
}

function CrewLine({ crew, drivers }: { crew: NeedsSummary["crew"]; drivers: number }) {
  const t = useTranslations("booking.crew");
  const people = { ...crew, driver: Math.max(drivers, crew.driver ?? 1) };
  const parts = (["driver", "bearer", "nurse", "doctor"] as const)
    .filter((duty) => people[duty])
    .map((duty) => t(duty, { count: people[duty] ?? 0 }));
  return <p className="text-ink-soft">{t("label", { people: parts.join(t("and")) })}</p>;
}

/** Why this slot costs less than others: the vehicle would have driven home empty. */
function EmptyReturn({ quote }: { quote: QuoteView }) {
  const t = useTranslations("booking.slots");
  const off = quote.lines.find(({ code }) => code === "empty_return");
  if (!off) return null;
  return (
    <p className="flex gap-2 text-ok">
      <Undo2 aria-hidden="true" className="mt-1 size-4.5 shrink-0" />
      <span>{t.rich("emptyReturn", { off: () => <Money fen={-off.fen} /> })}</span>
    </p>
  );
}

function Certainty({ quote, timeZone }: { quote: QuoteView; timeZone: string }) {
  const t = useTranslations("booking.slots");
  if (quote.confirmedBy) {
    return (
      <p className="flex gap-2 text-wait">
        <Clock3 aria-hidden="true" className="mt-1 size-4.5 shrink-0" />
        <span>
          {t.rich("confirmedBy", {
            time: () => <Instant at={quote.confirmedBy ?? ""} form="time" timeZone={timeZone} />,
          })}
        </span>
      </p>
    );
  }
  return (
    <p className="flex gap-2 text-ok">
      <ShieldCheck aria-hidden="true" className="mt-1 size-4.5 shrink-0" />
      <span>{t("committed")}</span>
    </p>
  );
}
