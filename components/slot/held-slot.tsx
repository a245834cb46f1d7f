"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { BookingRegion } from "@/components/booking/answers";
import { goToStep } from "@/components/booking/go-to-step";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Countdown } from "@/components/ui/countdown";
import { TimeRange } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { useChosenSlot } from "./chosen-slot";

/** The slot that waits while names are typed, with the time left; past it, the way back to the slots. */
export function HeldSlot({ region }: { region: BookingRegion }) {
  const t = useTranslations("booking.slots.held");
  const tClass = useTranslations("booking.vehicle");
  const { value } = useChosenSlot(region.id);
  const [isOver, setOver] = useState(value.holdEndsAt <= Date.now());
  if (!value.quoteId || isOver) return <HoldOver />;
  return (
    <section
      aria-label={t("label")}
      className="sticky top-0 z-10 -mx-4 flex flex-wrap items-center justify-between gap-x-4 gap-y-1 border-line border-y bg-primary-soft px-4 py-3 sm:mx-0 sm:rounded-lg sm:border"
    >
      <div>
        <p className="font-semibold">
          <TimeRange
            from={value.pickupFrom}
            to={value.pickupUntil}
            timeZone={region.timeZone}
            now={Date.now()}
          />
        </p>
        <p className="text-sm">
          {value.vehicleClass ? tClass(`${value.vehicleClass}.name`) : null} · <Money fen={value.totalFen} />
        </p>
      </div>
      <Countdown
        endsAt={value.holdEndsAt}
        label={t("left")}
        onEnd={() => setOver(true)}
        className="bg-surface"
      />
    </section>
  );
}

/** Said kindly, with everything typed still there. */
export function HoldOver() {
  const t = useTranslations("booking.slots.over");
  return (
    <Alert
      tone="warn"
      live
      title={t("title")}
      action={<Button onClick={() => goToStep("result")}>{t("again")}</Button>}
    >
      {t("text")}
    </Alert>
  );
}
