"use client";

import { ArrowDownToLine } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import type { PlaceAnswer } from "@/components/booking/answers";
import { dayIn, laterDay } from "@/components/booking/local-clock";
import { useBookingRegion } from "@/components/desk/booking-region";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type BatchRow, isBooked } from "./batch-row";
import type { Batch } from "./use-batch";

interface FillDownProps {
  batch: Batch;
  recent: PlaceAnswer[];
  now: number;
}

const nothing = { to: "", day: "", time: "", escorts: "" };

/** What most of the list have in common, filled into the empty cells or into all. */
export function FillDown({ batch, recent, now }: FillDownProps) {
  const t = useTranslations("batch.fill");
  const tRow = useTranslations("batch.rows");
  const tWay = useTranslations("desk.way");
  const region = useBookingRegion();
  const today = dayIn(now, region.timeZone);
  const [value, setValue] = useState({ ...nothing, day: laterDay(today, 1), time: "08:30" });
  const change = (part: Partial<typeof nothing>) => setValue((before) => ({ ...before, ...part }));
  const place = recent.find(({ facilityId }) => facilityId === value.to) ?? null;
  const filled = (row: BatchRow, isAll: boolean): Partial<BatchRow> => {
    const to = value.to === "home" ? (row.hasHome ? ("home" as const) : null) : place;
    // A cell that could not be read is not empty: what the ward meant is asked, not written over.
    const isFree = (field: "to" | "day" | "time", isBlank: boolean) =>
      isAll || (isBlank && !row.problems.some((problem) => problem.field === field));
    return {
      ...(to && isFree("to", row.to === null && row.toTyped === "") ? { to, toTyped: "" } : {}),
      ...(value.day && isFree("day", row.day === "") ? { day: value.day } : {}),
      ...(value.time && isFree("time", row.time === "") ? { time: value.time } : {}),
      ...(value.escorts && isAll ? { escorts: Number(value.escorts) } : {}),
    };
  };
  const fill = (isAll: boolean) =>
    batch.setRows(
      batch.rows.map((row) => {
        const part = isBooked(row) ? {} : filled(row, isAll);
        if (Object.keys(part).length === 0) return row;
        const cured = row.problems.filter(({ field }) => !(field in part));
        return { ...row, ...part, problems: cured, outcome: null };
      }),
    );
  const places = [
    { value: "home", label: tWay("home") },
    ...recent.map(({ facilityId, label }) => ({ value: facilityId ?? "", label })),
  ];
  return (
    <section aria-label={t("title")} className="rounded-xl border border-line bg-surface p-4">
      <h2 className="mb-3 text-lg">{t("title")}</h2>
      <div className="grid items-end gap-3 sm:grid-cols-2 lg:grid-cols-[2fr_1fr_1fr_1fr]">
        <Field label={tRow("to")}>
          <Select
            value={value.to}
            placeholder={t("keep")}
            options={places}
            onChange={(event) => change({ to: event.target.value })}
          />
        </Field>
        <Field label={tRow("day")}>
          <Input
            type="date"
            min={today}
            max={laterDay(today, region.aheadDays)}
            value={value.day}
            onChange={(event) => change({ day: event.target.value })}
          />
        </Field>
        <Field label={tRow("time")}>
          <Input type="time" value={value.time} onChange={(event) => change({ time: event.target.value })} />
        </Field>
        <Field label={tRow("escorts")}>
          <Select
            value={value.escorts}
            placeholder={t("keep")}
            options={["0", "1", "2", "3"].map((one) => ({
              value: one,
              label: tWay("escortCount", { count: Number(one) }),
            }))}
            onChange={(event) => change({ escorts: event.target.value })}
          />
        </Field>
      </div>
      <div className="mt-3 flex flex-wrap gap-3">
        <Button variant="secondary" onClick={() => fill(false)}>
          <ArrowDownToLine aria-hidden="true" />
          {t("empty")}
        </Button>
        <Button variant="quiet" onClick={() => fill(true)}>
          {t("all")}
        </Button>
      </div>
    </section>
  );
}
