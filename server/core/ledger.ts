import type { PaymentDriver } from "./payment";

/**
 * Accounts of the double-entry record. A row moves `amountFen` from the credit account to the debit account, so that an
 * account's balance is its debits less its credits. Balances are per booking as well as per operator.
 */
export const ledgerAccounts = [
  /** What the payer owes; below zero: paid ahead. */
  "receivable:payer",
  /** What a hospital owes by its monthly account. */
  "receivable:hospital",
  /** What a fund or insurer owes for settled claims. */
  "receivable:insurer",
  /** What the operator earned by trips, and by kept fees for late cancellations. */
  "revenue:trips",
  "revenue:cancellations",
  /** What the platform collected for the operator and owes it by a statement; stands against its earnings. */
  "revenue:passed_on",
  /** Money where it lies: with Stripe, in the crew's hand, handed in at the operator's till, on its POS account. */
  "money:stripe",
  "money:cash",
  "money:till",
  "money:pos",
  /** The operator's own bank account, from which a refused refund is paid out. */
  "money:bank",
  /** The region's collecting account at its bank: transfers come in there, payouts leave from there. */
  "money:region",
  /** What the platform owes an operator by its statements; above zero: the operator owes. */
  "payable:operator",
  /** Money that must go back and has not yet. */
  "payable:refund",
  /** Paid ahead of a trip as a deposit. */
  "deposit:payer",
  /** What the platform earns: its fee for a trip, and subscriptions. */
  "fee:platform",
  /** What a payment channel keeps for itself. */
  "fee:channel",
  /** Tax on what the platform earns. */
  "tax:output",
  /** Credits for broken promises, borne by the operator. */
  "credit:promise",
  /** Money lost in a dispute with a payer's bank. */
  "loss:disputed",
  /** What nobody will pay any more. */
  "loss:written_off",
  /** Parts of a fen that the sides rounded differently, and counted differences of cash. */
  "rounding",
  /** Money that came and whose reason is not known yet. */
  "suspense",
] as const;
export type LedgerAccount = (typeof ledgerAccounts)[number];

/** The key of an account's name under `ledger.accounts` of the messages. */
export const ledgerAccountKeys = {
  "receivable:payer": "receivable_payer",
  "receivable:hospital": "receivable_hospital",
  "receivable:insurer": "receivable_insurer",
  "revenue:trips": "revenue_trips",
  "revenue:cancellations": "revenue_cancellations",
  "revenue:passed_on": "revenue_passed_on",
  "money:stripe": "money_stripe",
  "money:cash": "money_cash",
  "money:till": "money_till",
  "money:pos": "money_pos",
  "money:bank": "money_bank",
  "money:region": "money_region",
  "payable:operator": "payable_operator",
  "payable:refund": "payable_refund",
  "deposit:payer": "deposit_payer",
  "fee:platform": "fee_platform",
  "fee:channel": "fee_channel",
  "tax:output": "tax_output",
  "credit:promise": "credit_promise",
  "loss:disputed": "loss_disputed",
  "loss:written_off": "loss_written_off",
  rounding: "rounding",
  suspense: "suspense",
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

/** Ways in which money moves: those of payments, and the operator's own bank account for what is paid back from there. */
export type MoneyWay = PaymentDriver | "bank";

/** The account where money of each way lies, or against whom it is a claim. */
const moneyAccounts: Record<MoneyWay, LedgerAccount> = {
  stripe: "money:stripe",
  cash: "money:cash",
  pos: "money:pos",
  account: "receivable:hospital",
  bank_transfer: "money:region",
  insurance: "receivable:insurer",
  bank: "money:bank",
};

/** The account where money of a way lies, or against whom it is a claim. */
export const moneyAccount = (way: MoneyWay): LedgerAccount => moneyAccounts[way];

/** From where money goes back: cash out of the till, since it is the office that pays it out; else from where it lies. */
export const refundAccount = (way: MoneyWay): LedgerAccount =>
  way === "cash" ? "money:till" : moneyAccount(way);

/** Cash of one payment handed in at the operator's office. */
export function handInRow(paid: { id: string; amountFen: number }): LedgerRow {
  return {
    debitAccount: "money:till",
    creditAccount: "money:cash",
    amountFen: paid.amountFen,
    state: "posted",
    causeKey: `handed_in:${paid.id}`,
    memo: "handed_in",
  };
}

/** What was counted above (or, below zero, under) what was taken; null: it was right. */
export function cashDifferenceRow(count: { id: string; differenceFen: number }): LedgerRow | null {
  const { id, differenceFen } = count;
  if (differenceFen === 0) return null;
  const isOver = differenceFen > 0;
  return {
    debitAccount: isOver ? "money:till" : "rounding",
    creditAccount: isOver ? "rounding" : "money:till",
    amountFen: Math.abs(differenceFen),
    state: "posted",
    causeKey: `cash_difference:${id}`,
    memo: isOver ? "cash_over" : "cash_short",
  };
}

/** Money that the payer's bank took back; turned round when the dispute is won. */
export function disputeRow(dispute: { id: string; amountFen: number }): LedgerRow {
  return {
    debitAccount: "loss:disputed",
    creditAccount: "money:stripe",
    amountFen: dispute.amountFen,
    state: "pending",
    causeKey: `dispute:${dispute.id}`,
    memo: "dispute",
  };
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
  payment: { id: string; driver: PaymentDriver; amountFen: number },
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
  refund: { id: string; driver: MoneyWay; amountFen: number; reason: string },
  state: LedgerState,
): LedgerRow {
  return {
    debitAccount: "receivable:payer",
    creditAccount: refundAccount(refund.driver),
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
