"use client";

import { ReceiptText } from "lucide-react";
import { useTranslations } from "next-intl";
import type { BillRow } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { linkInText } from "@/components/ui/text-link";

const tones = { issued: "wait", paid: "ok", void: "neutral" } as const;

function useColumns(): Column<BillRow>[] {
  const t = useTranslations("statement");
  const { timeZone } = useDesk();
  return [
    {
      key: "number",
      header: t("columns.number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ id, number }) => (
        <a href={`/api/receipts/${id}`} className={linkInText}>
          {number}
        </a>
      ),
    },
    {
      key: "booking",
      header: t("columns.booking"),
      isTight: true,
      cell: ({ bookingNumber }) => bookingNumber,
    },
    { key: "plate", header: t("columns.plate"), isTight: true, cell: ({ plate }) => plate ?? "–" },
    { key: "kind", header: t("columns.kind"), cell: ({ kind }) => t(`kinds.${kind ?? "trip"}`) },
    {
      key: "issued",
      header: t("columns.issued"),
      isTight: true,
      cell: ({ issuedAt }) => <Instant at={issuedAt} timeZone={timeZone} />,
    },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status, paidAt }) => (
        <>
          <Badge tone={tones[status]}>{t(`statuses.${status}`)}</Badge>
          {paidAt ? (
            <span className="ms-2 text-ink-soft text-sm">
              <Instant at={paidAt} timeZone={timeZone} />
            </span>
          ) : null}
        </>
      ),
    },
    {
      key: "amount",
      header: t("columns.amount"),
      align: "end",
      isTight: true,
      cell: ({ totalFen }) => <Money fen={totalFen} />,
    },
  ];
}

/** The bills of one month, newest first. */
export function StatementList({ rows }: { rows: BillRow[] }) {
  const t = useTranslations("statement");
  return (
    <Card flush>
      <Table
        caption={t("list")}
        columns={useColumns()}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={<ReceiptText />} title={t("empty.title")} description={t("empty.text")} />}
      />
    </Card>
  );
}
