"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { ReceiptText } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { FailureNote } from "@/components/api/failure-note";
import type { InvoiceListing } from "@/components/api/outputs";
import { useTRPC } from "@/components/api/provider";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { linkLook } from "@/components/ui/text-link";
import { showToast } from "@/components/ui/toast";
import type { InvoiceStatus } from "@/server/core/invoice/state";
import { invoiceTones } from "./tones";

type Row = InvoiceListing["rows"][number];
const mayRetry: readonly InvoiceStatus[] = ["refused", "unknown", "asked"];

function Retry({ row }: { row: Row }) {
  const t = useTranslations("invoice.list");
  const trpc = useTRPC();
  const client = useQueryClient();
  const retry = useMutation(
    trpc.invoice.retry.mutationOptions({
      onSuccess: async () => {
        await client.invalidateQueries();
        showToast({ tone: "ok", title: t("retried") });
      },
    }),
  );
  if (!mayRetry.includes(row.status)) return null;
  return (
    <>
      <Button
        variant="secondary"
        size="sm"
        loading={retry.isPending}
        onClick={() => retry.mutate({ invoiceId: row.id })}
      >
        {t("retry")}
      </Button>
      <FailureNote error={retry.error} />
    </>
  );
}

function useColumns(isWhole: boolean): Column<Row>[] {
  const t = useTranslations("invoice");
  const isEnglish = useLocale() === "en";
  const { timeZone } = useDesk();
  const name = (row: Row) => (row.kind === "red" ? t("red") : t(row.replacesId ? "rest" : "blue"));
  const operator: Column<Row> = {
    key: "operator",
    header: t("list.operator"),
    cell: (row) => (isEnglish ? row.orgEn : row.orgZh),
  };
  return [
    {
      key: "number",
      header: t("list.number"),
      isRowHeader: true,
      cell: (row) => (
        <span className="grid">
          <span>{name(row)}</span>
          {row.invoiceNumber ? (
            <a
              className={linkLook}
              href={`/api/invoices/${row.id}`}
              target="_blank"
              rel="noopener noreferrer"
            >
              {t("open", { number: row.invoiceNumber })}
            </a>
          ) : (
            <span className="text-ink-soft text-sm">{row.number}</span>
          )}
        </span>
      ),
    },
    { key: "booking", header: t("list.booking"), cell: (row) => row.bookingNumber },
    ...(isWhole ? [operator] : []),
    { key: "buyer", header: t("list.buyer"), cell: (row) => row.titleMask },
    { key: "amount", header: t("list.amount"), align: "end", cell: (row) => <Money fen={row.totalFen} /> },
    {
      key: "asked",
      header: t("list.asked"),
      cell: (row) => <Instant at={row.askedAt} form="dateTime" timeZone={timeZone} />,
    },
    {
      key: "status",
      header: t("list.status"),
      cell: (row) => (
        <span className="grid justify-items-start gap-1">
          <Badge tone={invoiceTones[row.status]}>{t(`statuses.${row.status}`)}</Badge>
          {row.failure ? <span className="text-late text-sm">{row.failure}</span> : null}
          <Retry row={row} />
        </span>
      ),
    },
  ];
}

/** E-invoices and red letters with their states: of the whole region, or of one operator. */
export function InvoiceList(props: { initial: InvoiceListing; status?: InvoiceStatus; isWhole: boolean }) {
  const { initial, status, isWhole } = props;
  const t = useTranslations("invoice");
  const trpc = useTRPC();
  const columns = useColumns(isWhole);
  const { data } = useQuery({ ...trpc.invoice.list.queryOptions({ status }), initialData: initial });
  return (
    <div className="grid gap-4">
      {data.isTaxDocument ? null : <Alert tone="warn">{t("notTax")}</Alert>}
      {data.rows.length === 0 ? (
        <EmptyState icon={<ReceiptText />} title={t("list.none")} description={t("list.noneText")} />
      ) : (
        <Table caption={t("title")} columns={columns} rows={data.rows} rowKey={(row) => row.id} />
      )}
    </div>
  );
}
