"use client";

import { GripVertical, Trash2 } from "lucide-react";
import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Select } from "@/components/ui/select";
import { type BatchRow, isBooked, isOver } from "./batch-row";

interface RowHeadProps {
  row: BatchRow;
  at: number;
  of: number;
  now: number;
  onMove: (to: number) => void;
  onRemove: () => void;
  onDrag: () => void;
}

const tones = {
  held: "primary",
  confirmed: "ok",
  refused: "wait",
  in_review: "info",
  handed_to_120: "emergency",
  failed: "danger",
} as const;

/** The place in the order, who it is, what became of it, and the way out of the list. */
export function RowHead({ row, at, of, now, onMove, onRemove, onDrag }: RowHeadProps) {
  const t = useTranslations("batch");
  const status = row.outcome?.status;
  const state = isOver(row, now) ? "over" : status;
  return (
    <div className="flex flex-wrap items-center gap-2">
      <span
        draggable={!isBooked(row)}
        onDragStart={onDrag}
        aria-hidden="true"
        className="hidden cursor-grab text-ink-soft lg:block"
      >
        <GripVertical className="size-5" />
      </span>
      <span className="w-20">
        <Select
          aria-label={t("rows.place", { name: row.name })}
          value={String(at)}
          options={Array.from({ length: of }, (_, index) => ({
            value: String(index),
            label: String(index + 1),
          }))}
          onChange={(event) => onMove(Number(event.target.value))}
        />
      </span>
      <h3 className="grow font-semibold text-base">
        {row.bed ? `${row.bed} ` : ""}
        {row.name || t("rows.nameless")}
        {row.patientId === null && row.alike.length === 0 ? (
          <span className="ms-2 font-normal text-ink-soft text-sm">{t("rows.newPatient")}</span>
        ) : null}
      </h3>
      {state && status ? (
        <Badge tone={state === "over" ? "wait" : tones[status]}>{t(`outcome.${state}`)}</Badge>
      ) : null}
      <Button
        variant="quiet"
        size="icon"
        aria-label={isBooked(row) ? t("rows.hide", { name: row.name }) : t("rows.remove", { name: row.name })}
        onClick={onRemove}
      >
        <Trash2 aria-hidden="true" />
      </Button>
    </div>
  );
}
