"use client";

import { ClipboardPaste } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { FailureNote } from "@/components/api/failure-note";
import { useKept } from "@/components/booking/kept";
import { dayIn } from "@/components/booking/local-clock";
import { useBookingRegion } from "@/components/desk/booking-region";
import type { Ward } from "@/components/desk/ward";
import { useNow } from "@/components/plan/use-now";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Textarea } from "@/components/ui/textarea";
import { readRow } from "@/server/core/batch/cell";
import { columnsOf, mostRows, readSheet, type SheetField, sheetFields } from "@/server/core/batch/sheet";
import { rowOfSheet } from "./batch-row";
import { type Batch, useMatch } from "./use-batch";
import { WardChoice } from "./ward-choice";

interface SheetPasteProps {
  batch: Batch;
  wards: Ward[];
  wardId: string;
  onWard: (wardId: string) => void;
}

const noColumns: { fields: Record<string, SheetField> } = { fields: {} };

/** Rows pasted from a spreadsheet: the columns as understood, open to correction, remembered for the ward. */
export function SheetPaste({ batch, wards, wardId, onWard }: SheetPasteProps) {
  const t = useTranslations("batch.paste");
  const region = useBookingRegion();
  const now = useNow();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<Record<number, SheetField>>({});
  const remembered = useKept(`anzhuan.batch.columns.${wardId}`, "local", noColumns);
  const match = useMatch(wardId || null);
  const sheet = readSheet(text);
  const { hasHeader, headers, fields: read } = columnsOf(sheet, remembered.value.fields);
  const fields = read.map((field, column) => chosen[column] ?? field);
  const rows = hasHeader ? sheet.slice(1) : sheet;
  const choose = (column: number, field: SheetField) => {
    setChosen((before) => ({ ...before, [column]: field }));
    const header = headers[column];
    if (header) remembered.set({ fields: { ...remembered.value.fields, [header]: field } });
  };
  const take = async () => {
    const today = dayIn(now, region.timeZone);
    const made = rows
      .slice(0, mostRows)
      .map((cells) => rowOfSheet(readRow(cells, fields, today), wardId || null));
    try {
      batch.add(await match.matched(made));
    } catch {
      return; // Said below; what was pasted stays.
    }
    // More than one paste takes stays in the field.
    const left = rows.slice(mostRows);
    const kept = hasHeader && left.length > 0 ? [headers, ...left] : left;
    setText(kept.map((cells) => cells.join("\t")).join("\n"));
    setChosen({});
  };
  return (
    <div className="grid gap-4">
      <WardChoice wards={wards} wardId={wardId} onWard={onWard} />
      <Field label={t("label")} hint={t("hint")}>
        <Textarea
          rows={4}
          value={text}
          spellCheck={false}
          autoComplete="off"
          placeholder={t("placeholder")}
          onChange={(event) => {
            setText(event.target.value);
            setChosen({});
          }}
        />
      </Field>
      {rows.length > 0 ? (
        <fieldset className="grid gap-2">
          <legend className="mb-1 font-medium">{t("columns", { count: rows.length })}</legend>
          <div className="grid grid-cols-[repeat(auto-fill,minmax(10rem,1fr))] gap-3">
            {fields.map((field, column) => (
              <Field
                // biome-ignore lint/suspicious/noArrayIndexKey: a column is known by its place
                key={column}
                label={headers[column] || t("column", { number: column + 1 })}
                hint={rows[0]?.[column] || t("nothing")}
              >
                <Select
                  value={field}
                  options={sheetFields.map((value) => ({ value, label: t(`fields.${value}`) }))}
                  onChange={(event) => choose(column, event.target.value as SheetField)}
                />
              </Field>
            ))}
          </div>
        </fieldset>
      ) : null}
      {rows.length > mostRows ? <p className="text-wait">{t("tooMany", { most: mostRows })}</p> : null}
      <FailureNote error={match.error} />
      <Button
        className="justify-self-start"
        disabled={rows.length === 0}
        loading={match.isBusy}
        onClick={() => void take()}
      >
        <ClipboardPaste aria-hidden="true" />
        {t("take", { count: Math.min(rows.length, mostRows) })}
      </Button>
    </div>
  );
}
