"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { StatementLine } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Instant } from "@/components/ui/instant";
import { formatMoney, Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { LineDialog } from "./line-dialog";

const disputeTones = { open: "wait", granted: "ok", refused: "neutral" } as const;

function useColumns(open: (line: StatementLine) => void): Column<StatementLine>[] {
  const t = useTranslations("settlement");
  const locale = useLocale();
  const { timeZone } = useDesk();
  return [
    {
      key: "section",
      header: t("columns.section"),
      isRowHeader: true,
      cell: ({ section }) => t(`sections.${section}`),
    },
    {
      key: "at",
      header: t("columns.at"),
      isTight: true,
      cell: ({ at }) => <Instant at={at} timeZone={timeZone} />,
    },
    {
      key: "booking",
      header: t("columns.booking"),
      isTight: true,
      cell: ({ bookingNumber }) => bookingNumber ?? "–",
    },
    {
      key: "fen",
      header: t("columns.amount"),
      align: "end",
      isTight: true,
      cell: ({ fen }) => <Money fen={fen} />,
    },
    {
      key: "open",
      header: t("columns.basis"),
      cell: (line) => (
        <span className="flex flex-wrap items-center gap-2">
          <Button
            size="sm"
            variant="quiet"
            aria-label={t("openLine", {
              section: t(`sections.${line.section}`),
              amount: formatMoney(line.fen, locale),
            })}
            onClick={() => open(line)}
          >
            {t("basis")}
          </Button>
          {line.disputeStatus ? (
            <Badge tone={disputeTones[line.disputeStatus]}>{t(`disputeStatus.${line.disputeStatus}`)}</Badge>
          ) : null}
        </span>
      ),
    },
  ];
}

/** The lines of one statement; each opens what it rests on, and may be disputed by its operator. */
export function StatementLines({ lines, mayDispute }: { lines: StatementLine[]; mayDispute: boolean }) {
  const t = useTranslations("settlement");
  const [shown, setShown] = useState<StatementLine | null>(null);
  return (
    <Card flush>
      <Table
        caption={t("lines")}
        columns={useColumns(setShown)}
        rows={lines}
        rowKey={({ entryId }) => entryId}
      />
      {shown ? <LineDialog line={shown} mayDispute={mayDispute} onClose={() => setShown(null)} /> : null}
    </Card>
  );
}
