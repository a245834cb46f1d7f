"use client";

import { useLocale, useTranslations } from "next-intl";
import type { PlaceAnswer } from "@/components/booking/answers";
import { dayIn, laterDay } from "@/components/booking/local-clock";
import { useBookingRegion } from "@/components/desk/booking-region";
import { type Ward, wardName } from "@/components/desk/ward";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { SheetField } from "@/server/core/batch/sheet";
import { type Mobility, mobilities } from "@/server/core/patient";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { type BatchRow, type Missing, missingOf } from "./batch-row";
import { RowDestination } from "./row-destination";
import { RowPatient } from "./row-patient";

interface RowFieldsProps {
  row: BatchRow;
  wards: Ward[];
  recent: PlaceAnswer[];
  set: QuestionSet;
  now: number;
  isChecked: boolean;
  onChange: (part: Partial<BatchRow>) => void;
}

/** What a cell still says wrong: its own words first, else that it is missing once that is asked. */
function useCellError({ row, set, isChecked }: Pick<RowFieldsProps, "row" | "set" | "isChecked">) {
  const t = useTranslations("batch.cell");
  const missing = missingOf(row, set);
  return (field: SheetField, what?: Missing): string | undefined => {
    const problem = row.problems.find((one) => one.field === field);
    if (problem) return t(problem.key, { typed: problem.typed });
    return isChecked && what && missing.includes(what) ? t(`missing_${what}`) : undefined;
  };
}

/** The row without the mark of a cell that was filled in. */
const cured = (row: BatchRow, field: SheetField) => row.problems.filter((problem) => problem.field !== field);

/** The cells of one row, each marked in place where it cannot be taken. */
export function RowFields(props: RowFieldsProps) {
  const { row, wards, recent, now, onChange } = props;
  const t = useTranslations("batch.rows");
  const tWho = useTranslations("booking.who.mobility");
  const tWay = useTranslations("desk.way");
  const locale = useLocale();
  const region = useBookingRegion();
  const errorOf = useCellError(props);
  const today = dayIn(now, region.timeZone);
  return (
    <>
      <RowPatient {...props} errorOf={errorOf} />
      <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-[2fr_2fr_1.2fr_1fr_1fr]">
        <Field label={t("mobility")} error={errorOf("mobility", "mobility")}>
          <Select
            value={row.mobility ?? ""}
            placeholder={t("choose")}
            options={mobilities.map((value) => ({ value, label: tWho(`${value}.label`) }))}
            onChange={(event) =>
              onChange({
                mobility: (event.target.value || null) as Mobility | null,
                problems: cured(row, "mobility"),
              })
            }
          />
        </Field>
        <RowDestination row={row} recent={recent} error={errorOf("to", "to")} onChange={onChange} />
        <Field label={t("day")} error={errorOf("day", "day")}>
          <Input
            type="date"
            min={today}
            max={laterDay(today, region.aheadDays)}
            value={row.day}
            onChange={(event) => onChange({ day: event.target.value, problems: cured(row, "day") })}
          />
        </Field>
        <Field label={t("time")} error={errorOf("time", "time")}>
          <Input
            type="time"
            value={row.time}
            onChange={(event) => onChange({ time: event.target.value, problems: cured(row, "time") })}
          />
        </Field>
        <Field label={t("escorts")} error={errorOf("escorts")}>
          <Select
            value={String(row.escorts)}
            options={[0, 1, 2, 3].map((count) => ({
              value: String(count),
              label: tWay("escortCount", { count }),
            }))}
            onChange={(event) =>
              onChange({ escorts: Number(event.target.value), problems: cured(row, "escorts") })
            }
          />
        </Field>
        {row.wardId === null || !wards.some(({ id }) => id === row.wardId) ? (
          <Field label={t("ward")} error={errorOf("skip", "ward")}>
            <Select
              value=""
              placeholder={t("choose")}
              options={wards.map((ward) => ({ value: ward.id, label: wardName(ward, locale) }))}
              onChange={(event) => onChange({ wardId: event.target.value || null })}
            />
          </Field>
        ) : null}
      </div>
    </>
  );
}
