"use client";

import { CalendarDays, Sun, Sunrise, Zap } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { Answers, BookingRegion, WhenAnswer } from "./answers";
import type { Kept } from "./kept";
import { dayIn, halfHours, instantOf, laterDay, nextHalfHour } from "./local-clock";
import { StepFrame } from "./step-frame";
import { dayOfAnswer } from "./wanted";
import { WayBackFields } from "./way-back-fields";

const icons = { now: <Zap />, today: <Sun />, tomorrow: <Sunrise />, date: <CalendarDays /> };

interface WhenStepProps {
  region: BookingRegion;
  answers: Kept<Answers>;
  onNext: () => void;
}

type Problem = "missing" | "day" | "past" | "ahead" | "wayBackEarly";

/** What keeps the answer from being used, by the region's clock. */
function problemOf({ when, wayBack }: Answers, now: number, region: BookingRegion): Problem | null {
  if (!when) return "missing";
  const { timeZone, aheadDays } = region;
  const day = dayOfAnswer(when, now, timeZone);
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return "day";
  const today = dayIn(now, timeZone);
  if (day < today) return "past";
  if (day > laterDay(today, aheadDays)) return "ahead";
  if (when.choice !== "now" && !when.flexible && instantOf(day, when.time, timeZone) < now - 60_000)
    return "past";
  const start = when.choice === "now" ? now : instantOf(day, when.flexible ? "00:00" : when.time, timeZone);
  if (wayBack.wanted && !(instantOf(wayBack.day, wayBack.time, timeZone) > start)) return "wayBackEarly";
  return null;
}

/** When the ride is wanted, in the region's time, and whether the patient is to be brought back. */
export function WhenStep({ region, answers, onNext }: WhenStepProps) {
  const t = useTranslations("booking.when");
  const [isChecked, setChecked] = useState(false);
  const now = Date.now();
  const { when } = answers.value;
  const problem = problemOf(answers.value, now, region);
  const choose = (choice: WhenAnswer["choice"]) => {
    const kept = when ?? { day: "", time: "", flexible: false };
    const time =
      choice === "today"
        ? (nextHalfHour(now + region.leadMinutes * 60_000, region.timeZone) ?? "23:30")
        : "09:00";
    answers.set({ when: { ...kept, choice, time: kept.time && choice !== "today" ? kept.time : time } });
  };
  const next = () => {
    setChecked(true);
    if (!problem) onNext();
  };
  return (
    <StepFrame step="when" title={t("title")} lead={t("lead")} onNext={next}>
      <RadioCards
        legend={t("legend")}
        error={isChecked && problem === "missing" ? t("problems.missing") : undefined}
        columns={2}
        choices={(["now", "today", "tomorrow", "date"] as const).map((value) => ({
          value,
          icon: icons[value],
          label: t(`choices.${value}.label`),
          description: t(`choices.${value}.description`),
        }))}
        value={when?.choice ?? ""}
        onValueChange={(value) => choose(value as WhenAnswer["choice"])}
      />
      {when && when.choice !== "now" ? (
        <DayAndTime
          when={when}
          region={region}
          now={now}
          onWhen={(part) => answers.set({ when: { ...when, ...part } })}
          problem={isChecked || problem === "past" || problem === "ahead" ? problem : null}
        />
      ) : null}
      <WayBackFields
        answers={answers}
        region={region}
        now={now}
        error={isChecked && problem === "wayBackEarly" ? t("problems.wayBackEarly") : undefined}
      />
    </StepFrame>
  );
}

interface DayAndTimeProps {
  when: WhenAnswer;
  region: BookingRegion;
  now: number;
  onWhen: (part: Partial<WhenAnswer>) => void;
  problem: Problem | null;
}

function DayAndTime({ when, region, now, onWhen, problem }: DayAndTimeProps) {
  const t = useTranslations("booking.when");
  const today = dayIn(now, region.timeZone);
  const earliest = when.choice === "today" ? (nextHalfHour(now, region.timeZone) ?? "23:30") : "00:00";
  const times = halfHours(earliest);
  const dayProblem =
    problem === "day" || problem === "ahead" || (problem === "past" && when.choice === "date");
  const inWords = (which: Problem) =>
    t(`problems.${which}`, { days: region.aheadDays, hotline: region.hotline });
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      {when.choice === "date" ? (
        <Field label={t("day")} error={dayProblem && problem ? inWords(problem) : undefined} required>
          <Input
            type="date"
            min={today}
            max={laterDay(today, region.aheadDays)}
            value={when.day}
            onChange={(event) => onWhen({ day: event.target.value })}
          />
        </Field>
      ) : null}
      {when.flexible ? null : (
        <Field
          label={t("time.label")}
          hint={t("time.hint")}
          error={!dayProblem && problem === "past" ? inWords("past") : undefined}
        >
          <Select
            value={when.time}
            options={(times.includes(when.time) ? times : [when.time, ...times]).map((time) => ({
              value: time,
              label: time,
            }))}
            onChange={(event) => onWhen({ time: event.target.value })}
          />
        </Field>
      )}
      <Checkbox
        className="sm:col-span-2"
        label={t("flexible")}
        checked={when.flexible}
        onChange={(event) => onWhen({ flexible: event.target.checked })}
      />
    </div>
  );
}
