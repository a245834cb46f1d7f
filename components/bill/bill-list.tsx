"use client";

import { useQuery } from "@tanstack/react-query";
import { WalletCards } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { BillRow } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import type { Period } from "@/components/oversight/period-picker";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { formatMoney, Money } from "@/components/ui/money";
import { Pagination } from "@/components/ui/pagination";
import { type Column, Table } from "@/components/ui/table";
import { BillDialog } from "./bill-dialog";

const pageRows = 50;

const total = (rows: BillRow[]) => rows.reduce((sum, { totalFen }) => sum + totalFen, 0);

function useColumns(onOpen: (row: BillRow) => void): Column<BillRow>[] {
  const t = useTranslations("finance");
  const { timeZone } = useDesk();
  return [
    {
      key: "number",
      header: t("columns.number"),
      isRowHeader: true,
      isTight: true,
      cell: ({ number }) => number,
    },
    {
      key: "booking",
      header: t("columns.booking"),
      isTight: true,
      cell: ({ bookingNumber }) => bookingNumber,
    },
    { key: "plate", header: t("columns.plate"), isTight: true, cell: ({ plate }) => plate ?? "—" },
    {
      key: "issued",
      header: t("columns.issued"),
      cell: ({ issuedAt }) => <Instant at={issuedAt} timeZone={timeZone} />,
    },
    {
      key: "total",
      header: t("columns.total"),
      align: "end",
      isTight: true,
      cell: ({ totalFen }) => <Money fen={totalFen} />,
    },
    {
      key: "status",
      header: t("columns.status"),
      cell: ({ status }) => (
        <Badge tone={status === "paid" ? "ok" : status === "issued" ? "wait" : "neutral"}>
          {t(`statuses.${status}`)}
        </Badge>
      ),
    },
    {
      key: "money",
      header: t("columns.money"),
      align: "end",
      cell: (row) => (
        <Button
          variant="secondary"
          size="sm"
          aria-label={t("openOf", { number: row.number })}
          onClick={() => onOpen(row)}
        >
          {t("open")}
        </Button>
      ),
    },
  ];
}

/** Bills of some days with what they add up to; each opens into its payments and refunds. */
export function BillList({ initial, period }: { initial: BillRow[]; period: Period }) {
  const t = useTranslations("finance");
  const locale = useLocale();
  const trpc = useTRPC();
  const { data } = useQuery({ ...trpc.billing.list.queryOptions(period), initialData: initial });
  const [opened, setOpened] = useState<BillRow | null>(null);
  const [page, setPage] = useState(1);
  const columns = useColumns(setOpened);
  const owed = data.filter(({ status }) => status !== "void");
  const sums = {
    count: data.length,
    total: formatMoney(total(owed), locale),
    paid: formatMoney(total(owed.filter(({ status }) => status === "paid")), locale),
  };
  return (
    <>
      <p role="status" className="mb-3 text-ink-soft">
        {t("sum", sums)}
      </p>
      <Card flush>
        <Table
          caption={t("title")}
          columns={columns}
          rows={data.slice((page - 1) * pageRows, page * pageRows)}
          rowKey={({ id }) => id}
          empty={<EmptyState icon={<WalletCards />} title={t("empty.title")} description={t("empty.text")} />}
        />
      </Card>
      <Pagination page={page} pageCount={Math.ceil(data.length / pageRows)} onPageChange={setPage} />
      {opened ? <BillDialog bill={opened} onClose={() => setOpened(null)} /> : null}
    </>
  );
}
