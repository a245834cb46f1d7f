"use client";

import { useTranslations } from "next-intl";
import type { FindingRow } from "@/components/api/outputs";

type Figures = FindingRow["figures"];
const yuan = (fen: string | number | undefined) => Number(fen ?? 0) / 100;

/** A finding in one sentence: what was measured, in words. Sums in yuan. */
export function useSay(): (row: { how: FindingRow["how"]; figures: Figures }) => string {
  const t = useTranslations("finding.say");
  const tLine = useTranslations("price.lines");
  return ({ how, figures }) =>
    t(how, {
      ...figures,
      total: yuan(figures.totalFen),
      quoted: yuan(figures.quotedFen),
      way: yuan(figures.wayFen),
      median: yuan(figures.medianFen),
      line: figures.code === undefined ? "" : tLine(String(figures.code)),
    });
}
