export const payoutAccountStatuses = ["entered", "checked", "replaced", "refused"] as const;
export const batchStatuses = ["proposed", "approved", "sent", "done", "refused"] as const;
export const payoutStatuses = ["proposed", "approved", "sent", "paid", "returned", "cancelled"] as const;

/** What operators and the region's finance desk tell one another. */
export const settlementNews = [
  "dispute_opened",
  "dispute_answered",
  "account_entered",
  "account_checked",
  "account_refused",
  "payout_paid",
  "payout_returned",
] as const;
export type SettlementNews = (typeof settlementNews)[number];

/** A first account takes one check; one that replaces another takes two people, so that nobody diverts money alone. */
export const checksNeeded = (hasAccount: boolean): 1 | 2 => (hasAccount ? 2 : 1);

/** What the bank writes on a transfer: the batch's number and the place in it, "26-000001-03". */
export const payoutReference = (batchNumber: string, place: number): string =>
  `${batchNumber}-${String(place).padStart(2, "0")}`;
