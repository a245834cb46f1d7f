"use client";

import { useTranslations } from "next-intl";
import type { VehicleRow } from "@/components/api/outputs";
import { Checkbox } from "@/components/ui/checkbox";
import { RadioCards } from "@/components/ui/choice-cards";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { shiftKinds } from "@/server/core/shift";
import type { ShiftDraft } from "./shift-draft";

interface TimeFieldsProps {
  draft: ShiftDraft;
  vehicles: VehicleRow[];
  onChange: (draft: ShiftDraft) => void;
}

const usualRest = { from: "11:00", until: "13:30", minutes: 40 };

/** Which vehicle, when, sold how, and the rest in between. */
export function TimeFields({ draft, vehicles, onChange }: TimeFieldsProps) {
  const t = useTranslations("shift");
  const fleet = useTranslations("fleet");
  const put = (next: Partial<ShiftDraft>) => onChange({ ...draft, ...next });
  const isOvernight = draft.until !== "" && draft.until <= draft.from;
  return (
    <>
      <div className="grid gap-4 sm:grid-cols-4">
        <Field label={t("vehicle")} className="sm:col-span-2" required>
          <Select
            value={draft.vehicleId}
            options={vehicles.map(({ vehicle }) => ({
              value: vehicle.id,
              label: `${vehicle.plate} · ${fleet(`classes.${vehicle.class}`)}`,
            }))}
            onChange={(event) => put({ vehicleId: event.target.value })}
          />
        </Field>
        <Field label={t("day")} className="sm:col-span-2" required>
          <Input type="date" value={draft.day} onChange={(event) => put({ day: event.target.value })} />
        </Field>
        <Field label={t("from")} className="sm:col-span-2" required>
          <Input type="time" value={draft.from} onChange={(event) => put({ from: event.target.value })} />
        </Field>
        <Field
          label={t("until")}
          hint={isOvernight ? t("overnight") : undefined}
          className="sm:col-span-2"
          required
        >
          <Input type="time" value={draft.until} onChange={(event) => put({ until: event.target.value })} />
        </Field>
      </div>
      <RadioCards
        legend={t("kind")}
        columns={2}
        choices={shiftKinds.map((value) => ({
          value,
          label: t(`kinds.${value}`),
          description: t(`kindTexts.${value}`),
        }))}
        value={draft.kind}
        onValueChange={(value) => put({ kind: shiftKinds.find((it) => it === value) ?? draft.kind })}
      />
      <RestFields draft={draft} onChange={onChange} />
    </>
  );
}

function RestFields({ draft, onChange }: Pick<TimeFieldsProps, "draft" | "onChange">) {
  const t = useTranslations("shift");
  const { rest } = draft;
  const put = (next: Partial<typeof usualRest>) =>
    onChange({ ...draft, rest: { ...(rest ?? usualRest), ...next } });
  return (
    <div>
      <Checkbox
        label={t("hasRest")}
        checked={rest !== null}
        onChange={(event) => onChange({ ...draft, rest: event.target.checked ? usualRest : null })}
      />
      {rest ? (
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label={t("restFrom")}>
            <Input type="time" value={rest.from} onChange={(event) => put({ from: event.target.value })} />
          </Field>
          <Field label={t("restUntil")}>
            <Input type="time" value={rest.until} onChange={(event) => put({ until: event.target.value })} />
          </Field>
          <Field label={t("restMinutes")}>
            <Input
              type="number"
              min={10}
              max={120}
              suffix={t("minutes")}
              value={Number.isNaN(rest.minutes) ? "" : rest.minutes}
              onChange={(event) =>
                put({ minutes: event.target.value === "" ? Number.NaN : Number(event.target.value) })
              }
            />
          </Field>
        </div>
      ) : null}
    </div>
  );
}
