"use client";

import { useTranslations } from "next-intl";
import type { ShiftRow } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { onOfferPattern } from "@/components/plan/timeline-legend";
import { clockIn } from "./local-time";

/** One shift in a cell of the week. */
export function ShiftChip({ row, onOpen }: { row: ShiftRow; onOpen: () => void }) {
  const t = useTranslations("shift");
  const { timeZone } = useDesk();
  const times = `${clockIn(row.startsAt, timeZone)}–${clockIn(row.endsAt, timeZone)}`;
  const crew = row.crew.map(({ name }) => name).join(t("comma"));
  return (
    <button
      type="button"
      onClick={onOpen}
      className="grid w-full gap-0.5 rounded-md border border-primary/30 bg-primary-soft px-2 py-1.5 text-start text-xs hover:border-primary"
      style={row.kind === "on_offer" ? onOfferPattern : undefined}
    >
      <span className="font-semibold text-sm tabular-nums">{times}</span>
      <span>{crew || t("noCrew")}</span>
      <span className="text-ink-soft">
        {t(`kinds.${row.kind}`)}
        {row.patients > 0 ? ` · ${t("patients", { count: row.patients })}` : ""}
      </span>
    </button>
  );
}
