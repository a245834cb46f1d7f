"use client";

import { ReceiptText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { StatementDay } from "@/components/api/outputs";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { Link } from "@/messages/navigation";

interface Props {
  rows: StatementDay[];
  /** Where a statement opens: its id is put behind. */
  href: string;
  /** Several operators: each row names its own. */
  withOperator?: boolean;
}

const partOf = ({ totals }: StatementDay, sections: (keyof StatementDay["totals"])[]) =>
  sections.reduce((sum, section) => sum + (totals[section]?.fen ?? 0), 0);

function useColumns({ href, withOperator }: Props): Column<StatementDay>[] {
  const t = useTranslations("settlement");
  const isEnglish = useLocale() === "en";
  const sum = (
    key: "earned" | "collected" | "deducted" | "paidOut",
    sections: (keyof StatementDay["totals"])[],
  ) => ({
    key,
    header: t(`columns.${key}`),
    align: "end" as const,
    isTight: true,
    cell: (row: StatementDay) => <Money fen={partOf(row, sections)} />,
  });
  return [
    {
      key: "day",
      header: t("columns.day"),
      isRowHeader: true,
      isTight: true,
      cell: ({ id, day }) => (
        <Link href={`${href}/${id}`} className={linkLook}>
          {day}
        </Link>
      ),
    },
    ...(withOperator
      ? [
          {
            key: "operator",
            header: t("columns.operator"),
            cell: ({ orgZh, orgEn }: StatementDay) => (isEnglish ? orgEn : orgZh),
          },
        ]
      : []),
    sum("earned", ["earned"]),
    sum("collected", ["collected"]),
    sum("deducted", ["fee", "tax", "correction"]),
    sum("paidOut", ["payout"]),
    {
      key: "closing",
      header: t("columns.closing"),
      align: "end",
      isTight: true,
      cell: ({ closingFen }) => <Money fen={closingFen} />,
    },
  ];
}

/** The daily statements of a month, newest first. */
export function StatementDays(props: Props) {
  const t = useTranslations("settlement");
  return (
    <Card flush>
      <Table
        caption={t("days")}
        columns={useColumns(props)}
        rows={props.rows}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={<ReceiptText />} title={t("noDays.title")} description={t("noDays.text")} />}
      />
    </Card>
  );
}
