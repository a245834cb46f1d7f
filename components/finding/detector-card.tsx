"use client";

import { useTranslations } from "next-intl";
import type { FindingList } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { Table } from "@/components/ui/table";

type Detector = FindingList["detectors"][number];

/** A detector's precision in words: with the counts, so that nobody trusts a percentage alone. */
export function usePrecision(): (detector: Detector) => string {
  const t = useTranslations("finding.detectors");
  return ({ precision, confirmed, decided }) =>
    precision === null ? t("none") : t("share", { percent: Math.round(precision * 100), confirmed, decided });
}

/** How right each detector was so far, by what officials decided. */
export function DetectorCard({ detectors }: { detectors: Detector[] }) {
  const t = useTranslations("finding");
  const precision = usePrecision();
  return (
    <Card
      title={t("detectors.title")}
      footer={<p className="text-ink-soft text-sm">{t("detectors.note")}</p>}
      flush
    >
      <Table
        caption={t("detectors.caption")}
        rows={detectors}
        rowKey={({ kind }) => kind}
        columns={[
          {
            key: "detector",
            header: t("columns.detector"),
            isRowHeader: true,
            cell: ({ kind }) => (
              <span className="grid">
                <span>{t(`kinds.${kind}`)}</span>
                <span className="font-normal text-ink-soft text-sm">{t(`means.${kind}`)}</span>
              </span>
            ),
          },
          { key: "open", header: t("columns.open"), isTight: true, cell: ({ open }) => open },
          { key: "decided", header: t("columns.decided"), isTight: true, cell: ({ decided }) => decided },
          { key: "precision", header: t("columns.precision"), isTight: true, cell: precision },
        ]}
      />
    </Card>
  );
}
