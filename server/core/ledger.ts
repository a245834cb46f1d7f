/**
 * Accounts of the double-entry record. A row moves `amountFen` from the credit account to the debit account, so that an
 * account's balance is its debits less its credits. Balances are per booking as well as per operator.
 */
export const ledgerAccounts = [
  /** What the payer owes; below zero: paid ahead. */
  "receivable:payer",
  /** What the operator earned by trips, and by kept fees for late cancellations. */
  "revenue:trips",
  "revenue:cancellations",
  /** Money where it lies: with Stripe, in the crew's hand, on the operator's POS account. */
  "money:stripe",
  "money:cash",
  "money:pos",
  /** The operator's own bank account, from which a refused refund is paid out. */
  "money:bank",
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

/** The key of an account's name under `ledger.accounts` of the messages. */
export const ledgerAccountKeys = {
  "receivable:payer": "receivable_payer",
  "revenue:trips": "revenue_trips",
  "revenue:cancellations": "revenue_cancellations",
  "money:stripe": "money_stripe",
  "money:cash": "money_cash",
  "money:pos": "money_pos",
  "money:bank": "money_bank",
} as const satisfies Record<LedgerAccount, string>;
export type LedgerState = "pending" | "posted" | "void";

/** One row: its debit, its credit, and what caused it. */
export interface LedgerRow {
  debitAccount: LedgerAccount;
  creditAccount: LedgerAccount;
  amountFen: number;
  state: LedgerState;
  causeKey: string;
  memo: string;
}

/** The account where money of a payment driver lies. */
export function moneyAccount(driver: "stripe" | "cash" | "pos" | "bank"): LedgerAccount {
  return `money:${driver}`;
}

/** A bill makes the payer owe what the operator earned. */
export function billRow(bill: {
  id: string;
  number: string;
  kind: "trip" | "cancellation";
  totalFen: number;
}): LedgerRow {
  return {
    debitAccount: "receivable:payer",
    creditAccount: bill.kind === "trip" ? "revenue:trips" : "revenue:cancellations",
    amountFen: bill.totalFen,
    state: "posted",
    causeKey: `bill:${bill.id}`,
    memo: bill.number,
  };
}

/** Money received, or on its way (`pending`), pays what is owed. */
export function paymentRow(
  payment: { id: string; driver: "stripe" | "cash" | "pos"; amountFen: number },
  state: LedgerState,
): LedgerRow {
  return {
    debitAccount: moneyAccount(payment.driver),
    creditAccount: "receivable:payer",
    amountFen: payment.amountFen,
    state,
    causeKey: `payment:${payment.id}`,
    memo: payment.driver,
  };
}

/** Money given back, or on its way back. */
export function refundRow(
  refund: { id: string; driver: "stripe" | "cash" | "pos" | "bank"; amountFen: number; reason: string },
  state: LedgerState,
): LedgerRow {
  return {
    debitAccount: "receivable:payer",
    creditAccount: moneyAccount(refund.driver),
    amountFen: refund.amountFen,
    state,
    causeKey: `refund:${refund.id}`,
    memo: refund.reason,
  };
}

/** What was owed and is forgiven by a refund: the operator earned so much less. */
export function forgivenRow(refund: {
  id: string;
  kind: "trip" | "cancellation";
  amountFen: number;
  reason: string;
}): LedgerRow {
  return {
    debitAccount: refund.kind === "trip" ? "revenue:trips" : "revenue:cancellations",
    creditAccount: "receivable:payer",
    amountFen: refund.amountFen,
    state: "pending",
    causeKey: `forgiven:${refund.id}`,
    memo: refund.reason,
  };
}

/** The second row that resolves a pending one: posted or void, with the same accounts and amount. */
export function resolvingRow<R extends LedgerRow>(pending: R, state: "posted" | "void"): LedgerRow {
  const { debitAccount, creditAccount, amountFen, causeKey, memo } = pending;
  return { debitAccount, creditAccount, amountFen, memo, state, causeKey: `${causeKey}:${state}` };
}

/** A posted row turned round: the money that had moved came back. */
export function reversingRow<R extends LedgerRow>(posted: R, memo: string): LedgerRow {
  const { debitAccount, creditAccount, amountFen, causeKey } = posted;
  return {
    debitAccount: creditAccount,
    creditAccount: debitAccount,
    amountFen,
    memo,
    state: "posted",
    causeKey: `${causeKey}:reversed`,
  };
}

/** An account's balance: posted debits less posted credits. Pending and void rows move nothing. */
export function balanceFen(
  rows: readonly Pick<LedgerRow, "debitAccount" | "creditAccount" | "amountFen" | "state">[],
  account: LedgerAccount,
): number {
  let total = 0;
  for (const row of rows) {
    if (row.state !== "posted") continue;
    if (row.debitAccount === account) total += row.amountFen;
    if (row.creditAccount === account) total -= row.amountFen;
  }
  return total;
}
