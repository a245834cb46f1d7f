"use client";

import { useTranslations } from "next-intl";
import { dayIn, halfHours, laterDay } from "@/components/booking/local-clock";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { useBookingRegion } from "./booking-region";
import { ChipChoice } from "./chip-choice";
import { type DeskChoice, type WhenChip, whenChips } from "./desk-state";

interface WhenChipsProps {
  choice: DeskChoice;
  onChoice: (part: Partial<DeskChoice>) => void;
  /** The server's clock, epoch milliseconds. */
  now: number;
  isChecked: boolean;
}

/** When, by number key; any other day and time below. */
export function WhenChips({ choice, onChoice, now, isChecked }: WhenChipsProps) {
  const t = useTranslations("desk.way");
  const region = useBookingRegion();
  const { chip, day, time } = choice;
  const today = dayIn(now, region.timeZone);
  return (
    <>
      <ChipChoice
        legend={t("when")}
        type="radio"
        chips={whenChips.map((value) => ({ value, label: t(`chips.${value}`) }))}
        values={chip ? [chip] : []}
        onPick={(value) => onChoice({ chip: value as WhenChip })}
        isLast={() => true}
        error={isChecked && !chip ? t("whenMissing") : undefined}
      />
      {chip === "other" ? (
        <div data-chips className="grid gap-4 sm:grid-cols-2">
          <Field label={t("day")} error={isChecked && !day ? t("dayMissing") : undefined}>
            <Input
              type="date"
              min={today}
              max={laterDay(today, region.aheadDays)}
              value={day}
              onChange={(event) => onChoice({ day: event.target.value })}
            />
          </Field>
          <Field label={t("time")} error={isChecked && !time ? t("timeMissing") : undefined}>
            <Select
              value={time}
              placeholder={t("chooseTime")}
              options={halfHours("00:00").map((value) => ({ value, label: value }))}
              onChange={(event) => onChoice({ time: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
    </>
  );
}
