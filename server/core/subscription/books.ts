import type { LedgerRow } from "../ledger";

/**
 * What a paid invoice of a subscription means in the subscriber's books: the money is with Stripe, the platform earned what is
 * left of it after tax. Amounts of zero make no row.
 */
export function planInvoiceRows(paid: {
  id: string;
  number: string | null;
  paidFen: number;
  taxFen: number;
}): LedgerRow[] {
  const { id, paidFen, taxFen } = paid;
  const memo = paid.number ?? id;
  const money = { debitAccount: "money:stripe", state: "posted", memo } as const;
  const rows: LedgerRow[] = [
    { ...money, creditAccount: "fee:platform", amountFen: paidFen - taxFen, causeKey: `subscription:${id}` },
    { ...money, creditAccount: "tax:output", amountFen: taxFen, causeKey: `subscription-tax:${id}` },
  ];
  return rows.filter(({ amountFen }) => amountFen > 0);
}
