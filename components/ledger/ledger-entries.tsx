import { BookOpen } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import type { LedgerRow } from "@/components/api/outputs";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { formatInstant, Instant } from "@/components/ui/instant";
import { Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { useAccountName } from "./account-name";

const tones = { pending: "wait", posted: "ok", void: "neutral" } as const;

/** How a pending entry ended, or that it has not; of a second entry, that it ended an earlier one. */
function Resolution({ row, timeZone }: { row: LedgerRow; timeZone: string }) {
  const t = useTranslations("ledger");
  const locale = useLocale();
  if (row.resolvedState && row.resolvedAt) {
    const at = formatInstant(row.resolvedAt, "dateTime", timeZone, locale);
    return <>{t("resolvedAs", { state: t(`states.${row.resolvedState}`), at })}</>;
  }
  if (row.resolvesId) return <span className="text-ink-soft">{t("resolvesEarlier")}</span>;
  return row.state === "pending" ? <Badge tone="wait">{t("unresolved")}</Badge> : <>–</>;
}

function useColumns(timeZone: string): Column<LedgerRow>[] {
  const t = useTranslations("ledger");
  const nameOf = useAccountName();
  const isEnglish = useLocale() === "en";
  const name = (account: string) => <span className="break-keep">{nameOf(account)}</span>;
  return [
    {
      key: "at",
      header: t("columns.at"),
      isRowHeader: true,
      isTight: true,
      cell: ({ at }) => <Instant at={at} form="dateTime" timeZone={timeZone} />,
    },
    { key: "org", header: t("columns.org"), cell: ({ orgZh, orgEn }) => (isEnglish ? orgEn : orgZh) ?? "–" },
    {
      key: "booking",
      header: t("columns.booking"),
      isTight: true,
      cell: ({ bookingNumber }) => bookingNumber ?? "–",
    },
    { key: "debit", header: t("columns.debit"), cell: ({ debitAccount }) => name(debitAccount) },
    { key: "credit", header: t("columns.credit"), cell: ({ creditAccount }) => name(creditAccount) },
    {
      key: "amount",
      header: t("columns.amount"),
      align: "end",
      isTight: true,
      cell: ({ amountFen }) => <Money fen={amountFen} />,
    },
    {
      key: "state",
      header: t("columns.state"),
      cell: ({ state }) => <Badge tone={tones[state]}>{t(`states.${state}`)}</Badge>,
    },
    {
      key: "resolved",
      header: t("columns.resolved"),
      cell: (row) => <Resolution row={row} timeZone={timeZone} />,
    },
    {
      key: "memo",
      header: t("columns.memo"),
      cell: ({ memo }) => (t.has(`memos.${memo}`) ? t(`memos.${memo}`) : memo),
    },
  ];
}

/** Entries, newest first. */
export function LedgerEntries({ rows, timeZone }: { rows: LedgerRow[]; timeZone: string }) {
  const t = useTranslations("ledger");
  const columns = useColumns(timeZone);
  return (
    <Card flush>
      <Table
        caption={t("entries")}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<EmptyState icon={<BookOpen />} title={t("empty.title")} description={t("empty.text")} />}
      />
    </Card>
  );
}
