/**
 * Where a settlement with the fund stands. What is `sent` has left and has no answer yet; `unknown` may or may not hold at
 * the fund. The later half is the cancelling of a settled one (2208), which can be lost in the same way.
 */
export const insuranceStatuses = [
  "prepared",
  "sent",
  "unknown",
  "settled",
  "refused",
  "reversed",
  "cancel_prepared",
  "cancel_sent",
  "cancel_unknown",
  "cancelled",
] as const;
export type InsuranceStatus = (typeof insuranceStatuses)[number];

/** What happens to a settlement. `lost`: no answer, or one that says nothing (−1, cut off, contradicting itself). */
export type InsuranceEvent = "send" | "done" | "refused" | "lost" | "reversed" | "found" | "cancel" | "leave";

/** One table: `status × event → status`. What is not listed cannot happen and changes nothing. */
const table: Record<InsuranceStatus, Partial<Record<InsuranceEvent, InsuranceStatus>>> = {
  prepared: { send: "sent", leave: "reversed" },
  sent: { done: "settled", refused: "refused", lost: "unknown" },
  unknown: { reversed: "reversed", found: "settled" },
  settled: { cancel: "cancel_prepared" },
  refused: {},
  reversed: {},
  cancel_prepared: { send: "cancel_sent", leave: "settled" },
  cancel_sent: { done: "cancelled", refused: "settled", lost: "cancel_unknown" },
  // Turning the cancelling round brings the settlement back; finding it at the fund ends it.
  cancel_unknown: { reversed: "settled", found: "cancelled" },
  cancelled: {},
};

/** The status after an event; null where it cannot happen there. */
export function nextStatus(status: InsuranceStatus, event: InsuranceEvent): InsuranceStatus | null {
  return table[status][event] ?? null;
}

/** Ended without any money of the fund: another settlement of the same visit and batch may follow. */
export const deadStatuses = [
  "refused",
  "reversed",
  "cancelled",
] as const satisfies readonly InsuranceStatus[];

/** Whether both sides may still differ about it. */
export const isUnknown = (status: InsuranceStatus): boolean =>
  status === "unknown" || status === "cancel_unknown";

/** Nothing more happens by itself. */
export const isDefinite = (status: InsuranceStatus): boolean =>
  ["settled", "refused", "reversed", "cancelled"].includes(status);

/**
 * Whether a reversal (2601) was sent and how it ended. Once one is under way nothing but its own definite answer may decide:
 * a query that still sees the settlement could be overtaken by it.
 */
export const reversalStates = ["none", "sent", "refused"] as const;
export type ReversalState = (typeof reversalStates)[number];
