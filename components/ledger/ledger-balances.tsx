import { useLocale, useTranslations } from "next-intl";
import type { LedgerBalance } from "@/components/api/outputs";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { formatMoney, Money } from "@/components/ui/money";
import { type Column, Table } from "@/components/ui/table";
import { useAccountName } from "./account-name";

const sideOf = (fen: number) => (fen === 0 ? "none" : fen > 0 ? "debit" : "credit");

function useColumns(): Column<LedgerBalance>[] {
  const t = useTranslations("ledger.balances");
  const nameOf = useAccountName();
  const amount = (key: "debitFen" | "creditFen" | "pendingFen", header: string) => ({
    key,
    header,
    align: "end" as const,
    isTight: true,
    cell: (row: LedgerBalance) => <Money fen={row[key]} />,
  });
  return [
    { key: "account", header: t("account"), isRowHeader: true, cell: ({ account }) => nameOf(account) },
    amount("debitFen", t("debit")),
    amount("creditFen", t("credit")),
    amount("pendingFen", t("pending")),
    {
      key: "balance",
      header: t("balance"),
      align: "end",
      isTight: true,
      cell: ({ balanceFen }) =>
        t.rich("side", { side: sideOf(balanceFen), amount: () => <Money fen={Math.abs(balanceFen)} /> }),
    },
  ];
}

/** What lies on each account at the end of the last day; together they must be nothing. */
export function LedgerBalances({ balances, until }: { balances: LedgerBalance[]; until: string }) {
  const t = useTranslations("ledger.balances");
  const locale = useLocale();
  const columns = useColumns();
  const together = balances.reduce((sum, { balanceFen }) => sum + balanceFen, 0);
  return (
    <Card title={t("title")} className="mb-6">
      <p className="mb-3 text-ink-soft">{t("lead", { until })}</p>
      <Table caption={t("title")} columns={columns} rows={balances} rowKey={({ account }) => account} />
      <p className="mt-3 text-ink-soft">{t("check", { amount: formatMoney(together, locale) })}</p>
      {together === 0 ? null : <Alert tone="danger">{t("unbalanced")}</Alert>}
    </Card>
  );
}
