/** What a day's close can find open. */
export const closeItemKinds = [
  /** Paid at Stripe, not paid with us. */
  "stripe_only",
  /** Paid with us, not found at Stripe. */
  "ledger_only",
  /** Both know it, with another sum. */
  "stripe_amount",
  /** A payment or refund that is on its way for too long. */
  "pending_payment",
  "pending_refund",
  "failed_refund",
  /** A posting that was never resolved although what it stands for is over. */
  "pending_entry",
  /** Cash that a crew has not handed in. */
  "cash_out",
  "cash_difference",
  /** A line of the bank's statement that nothing explains. */
  "bank_line",
  /** Money whose reason is not known. */
  "suspense",
  "insurance_unknown",
  "insurance_difference",
  /** Sent to the bank, and no answer came. */
  "payout_silent",
  "payout_returned",
  "dispute_due",
  /** A posting that no statement took up. */
  "unstated",
] as const;
export type CloseItemKind = (typeof closeItemKinds)[number];

/** `gone`: a later look no longer found it. */
export const closeItemStatuses = ["open", "resolved", "gone"] as const;

export const closeSources = [
  "ledger",
  "statements",
  "stripe",
  "bank",
  "insurance",
  "cash",
  "payouts",
] as const;
export type CloseSource = (typeof closeSources)[number];

/** How one source compares with the ledger on a day; `not_used`: the region does not take money that way. */
export interface CloseSourceView {
  source: CloseSource;
  state: "agrees" | "open" | "not_used" | "unreachable";
  /** What the ledger says moved, and what the source says; null where there is no such figure. */
  ledgerFen: number | null;
  sourceFen: number | null;
  items: number;
}

/** Kinds that a look at a source finds anew each time: what it no longer finds is over. Stripe's are found by day. */
export const sourceKinds: Record<CloseSource, readonly CloseItemKind[]> = {
  ledger: ["pending_payment", "pending_refund", "failed_refund", "suspense"],
  statements: ["dispute_due", "unstated"],
  stripe: [],
  bank: ["bank_line"],
  insurance: ["insurance_unknown", "insurance_difference"],
  cash: ["cash_out", "cash_difference"],
  payouts: ["payout_silent", "payout_returned"],
};
