"use client";

import { useLocale, useTranslations } from "next-intl";
import type { OversightRecord } from "@/components/api/outputs";
import { useAccountName } from "@/components/ledger/account-name";
import { useDesk } from "@/components/plan/desk";
import { Alert } from "@/components/ui/alert";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Instant } from "@/components/ui/instant";
import { formatMoney, Money } from "@/components/ui/money";
import { Table } from "@/components/ui/table";
import { balanceFen, ledgerAccounts } from "@/server/core/ledger";
import { useWord } from "./names";

/** The double entries of a booking, each account's balance, and whether debits and credits agree. */
export function LedgerPart({ record }: { record: OversightRecord }) {
  const t = useTranslations("record.ledger");
  const tRecord = useTranslations("record");
  const locale = useLocale();
  const account = useAccountName();
  const memoWord = useWord("ledger.memos");
  const { timeZone } = useDesk();
  const rows = record.ledger.toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const known = rows.map((row) => ({
    ...row,
    debitAccount: ledgerAccounts.find((it) => it === row.debitAccount) ?? "receivable:payer",
    creditAccount: ledgerAccounts.find((it) => it === row.creditAccount) ?? "receivable:payer",
  }));
  const balances = ledgerAccounts
    .map((name) => ({ name, fen: balanceFen(known, name) }))
    .filter(({ fen }) => fen !== 0);
  const debits = balances.reduce((sum, { fen }) => sum + Math.max(0, fen), 0);
  const credits = balances.reduce((sum, { fen }) => sum + Math.max(0, -fen), 0);
  const owed = balanceFen(known, "receivable:payer");
  const sums = { debit: formatMoney(debits, locale), credit: formatMoney(credits, locale) };
  return (
    <Card title={tRecord("parts.ledger")} flush>
      <Table
        caption={tRecord("parts.ledger")}
        columns={[
          {
            key: "at",
            header: t("at"),
            cell: ({ at }) => <Instant at={at} form="exact" timeZone={timeZone} />,
          },
          { key: "memo", header: t("memo"), isRowHeader: true, cell: ({ memo }) => memoWord(memo, memo) },
          {
            key: "debit",
            header: t("debit"),
            cell: ({ debitAccount }) => account(debitAccount),
          },
          {
            key: "credit",
            header: t("credit"),
            cell: ({ creditAccount }) => account(creditAccount),
          },
          {
            key: "amount",
            header: t("amount"),
            align: "end",
            isTight: true,
            cell: ({ amountFen }) => <Money fen={amountFen} />,
          },
          { key: "state", header: t("state"), cell: ({ state }) => t(`states.${state}`) },
        ]}
        rows={rows}
        rowKey={({ id }) => id}
        empty={<p className="px-4 pb-4 sm:px-5">{tRecord("none")}</p>}
      />
      {rows.length > 0 ? (
        <div className="grid gap-3 p-4 sm:px-5">
          <h3 className="font-medium">{t("balances")}</h3>
          <DescriptionList
            look="tiles"
            items={balances.map(({ name, fen }) => ({
              term: account(name),
              value: <Money fen={fen} />,
            }))}
          />
          <Alert tone={debits === credits ? "ok" : "danger"}>
            {debits === credits ? t("balanced", sums) : t("unbalanced", sums)}
            {" · "}
            {owed > 0 ? t("open", { amount: formatMoney(owed, locale) }) : t("clear")}
          </Alert>
        </div>
      ) : null}
    </Card>
  );
}
