"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { SheetField } from "@/server/core/batch/sheet";
import { normalisePhone } from "@/server/core/phone";
import { checkResidentId } from "@/server/core/resident-id";
import type { BatchRow, Missing } from "./batch-row";

interface RowPatientProps {
  row: BatchRow;
  errorOf: (field: SheetField, what?: Missing) => string | undefined;
  onChange: (part: Partial<BatchRow>) => void;
}

/** Only what is unclear about who it is: a name that several have, a number or weight that cannot be right. */
export function RowPatient({ row, errorOf, onChange }: RowPatientProps) {
  const t = useTranslations("batch.rows");
  const isNew = row.patientId === null;
  const without = (field: SheetField) => row.problems.filter((problem) => problem.field !== field);
  const has = (field: SheetField) => row.problems.some((problem) => problem.field === field);
  const needsWeight = row.mobility === "bariatric_stretcher";
  if (!(row.alike.length > 0 || (isNew && row.name === "") || row.problems.length > 0 || needsWeight))
    return null;
  return (
    <div className="grid gap-3 empty:hidden sm:grid-cols-2 xl:grid-cols-4">
      {row.alike.length > 0 ? (
        <Field label={t("which")} error={errorOf("name", "patient")}>
          <Select
            value=""
            placeholder={t("choose")}
            options={[
              ...row.alike.map(({ id, name, bed }) => ({ value: id, label: `${bed} ${name}` })),
              { value: "new", label: t("nobody") },
            ]}
            onChange={(event) => {
              const known = row.alike.find(({ id }) => id === event.target.value);
              onChange({ alike: [], patientId: known?.id ?? null, bed: known?.bed ?? row.bed });
            }}
          />
        </Field>
      ) : isNew && row.name === "" ? (
        <Late
          label={t("name")}
          error={errorOf("name", "patient")}
          onDone={(name) => onChange({ name, problems: without("name") })}
        />
      ) : null}
      {has("idNumber") ? (
        <Late
          label={t("idNumber")}
          error={errorOf("idNumber")}
          begun={row.problems.find(({ field }) => field === "idNumber")?.typed}
          onDone={(typed) => {
            const check = checkResidentId(typed, "9999-12-31");
            if (typed === "" || check.ok)
              onChange({ idNumber: check.ok ? check.value : null, problems: without("idNumber") });
          }}
        />
      ) : null}
      {has("phone") ? (
        <Late
          label={t("phone")}
          error={errorOf("phone")}
          begun={row.problems.find(({ field }) => field === "phone")?.typed}
          onDone={(typed) => {
            if (typed === "" || normalisePhone(typed).ok)
              onChange({ phone: typed || null, problems: without("phone") });
          }}
        />
      ) : null}
      {needsWeight || has("weight") ? (
        <Field label={t("weight")} error={errorOf("weight", "weight")}>
          <Input
            type="number"
            min={1}
            max={400}
            value={row.weightKg ?? ""}
            onChange={(event) => {
              const kg = Math.round(Number(event.target.value));
              onChange({ weightKg: kg >= 1 && kg <= 400 ? kg : null, problems: without("weight") });
            }}
          />
        </Field>
      ) : null}
    </div>
  );
}

interface LateProps {
  label: string;
  error: string | undefined;
  begun?: string;
  onDone: (typed: string) => void;
}

/** A cell that is looked at when it is left: half a number is no mistake yet. Emptied it is left out. */
function Late({ label, error, begun = "", onDone }: LateProps) {
  const [typed, setTyped] = useState(begun);
  return (
    <Field label={label} error={error}>
      <Input
        value={typed}
        maxLength={60}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
        onBlur={() => onDone(typed.trim())}
      />
    </Field>
  );
}
