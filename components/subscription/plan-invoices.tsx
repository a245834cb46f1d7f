"use client";

import { FileText } from "lucide-react";
import { useTranslations } from "next-intl";
import type { Subscription } from "@/components/api/outputs";
import { useDesk } from "@/components/plan/desk";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";

type Row = Subscription["invoices"][number];

/** What the subscription was billed, newest first. */
export function PlanInvoices({ view }: { view: Subscription }) {
  const t = useTranslations("subscription.invoices");
  const { timeZone } = useDesk();
  if (view.invoices.length === 0)
    return <EmptyState icon={<FileText />} title={t("none")} description={t("noneText")} />;
  const columns = [
    { key: "number", header: t("number"), isRowHeader: true, cell: (row: Row) => row.number ?? "—" },
    {
      key: "issued",
      header: t("issued"),
      cell: (row: Row) => <Instant at={row.issuedAt} form="date" timeZone={timeZone} />,
    },
    {
      key: "amount",
      header: t("amount"),
      align: "end" as const,
      cell: (row: Row) => <Money fen={row.dueFen} />,
    },
    {
      key: "tax",
      header: t("tax", { percent: view.taxPercent }),
      align: "end" as const,
      cell: (row: Row) => <Money fen={row.taxFen} />,
    },
    {
      key: "status",
      header: t("status"),
      cell: (row: Row) => (
        <Badge tone={row.status === "paid" ? "ok" : "late"}>
          {t(row.status === "open" && row.attempts > 0 ? "statuses.failed" : `statuses.${row.status}`)}
        </Badge>
      ),
    },
  ];
  return (
    <section aria-label={t("title")}>
      <h2 className="mb-3 text-xl">{t("title")}</h2>
      <Table caption={t("title")} columns={columns} rows={view.invoices} rowKey={(row) => row.id} />
    </section>
  );
}
