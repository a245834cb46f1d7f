"use client";

import { useTranslations } from "next-intl";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Answers, BookingRegion } from "./answers";
import type { Kept } from "./kept";
import { dayIn, halfHours, laterDay } from "./local-clock";
import { dayOfAnswer } from "./wanted";

interface WayBackFieldsProps {
  answers: Kept<Answers>;
  region: BookingRegion;
  now: number;
  error?: string;
}

/** Bringing the same patient back on the same task: cheaper in most tariffs, so it is asked here and priced together. */
export function WayBackFields({ answers, region, now, error }: WayBackFieldsProps) {
  const t = useTranslations("booking.when.wayBack");
  const { wayBack, when } = answers.value;
  const change = (part: Partial<Answers["wayBack"]>) => answers.set({ wayBack: { ...wayBack, ...part } });
  const toggle = (wanted: boolean) => {
    const day = when ? dayOfAnswer(when, now, region.timeZone) : dayIn(now, region.timeZone);
    change({ wanted, day: wayBack.day || day, time: wayBack.time || "15:00" });
  };
  return (
    <div className="rounded-lg border border-line bg-surface px-4 py-2">
      <Checkbox
        label={t("label")}
        description={t("description")}
        checked={wayBack.wanted}
        onChange={(event) => toggle(event.target.checked)}
      />
      {wayBack.wanted ? (
        <div className="grid gap-4 pt-3 pb-3 sm:grid-cols-2">
          <Field label={t("day")} error={error}>
            <Input
              type="date"
              min={dayIn(now, region.timeZone)}
              max={laterDay(dayIn(now, region.timeZone), region.aheadDays)}
              value={wayBack.day}
              onChange={(event) => change({ day: event.target.value })}
            />
          </Field>
          <Field label={t("time")}>
            <Select
              value={wayBack.time}
              options={halfHours("00:00").map((time) => ({ value: time, label: time }))}
              onChange={(event) => change({ time: event.target.value })}
            />
          </Field>
        </div>
      ) : null}
    </div>
  );
}
