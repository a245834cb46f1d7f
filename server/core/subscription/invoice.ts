/** States of Stripe's invoices for a subscription. */
export const planInvoiceStatuses = ["draft", "open", "paid", "uncollectible", "void"] as const;
export type PlanInvoiceStatus = (typeof planInvoiceStatuses)[number];

/** A trip told to Stripe: it waits, it was sent and no answer came, it is counted, or nobody knows any more. */
export const usageStatuses = ["waiting", "sent", "counted", "unknown"] as const;
export type UsageStatus = (typeof usageStatuses)[number];

/** What is under way at Stripe for a subscriber: stored before the call, gone when Stripe shows it done. */
export interface PendingChange {
  kind: "plan" | "cancel" | "resume";
  plan: "per_trip" | "monthly" | null;
  /** Derived once, so that a repeated call is the same call. */
  key: string;
  /** Epoch seconds by which the remaining time is reckoned: what was shown is what is charged. */
  prorationAt: number | null;
  askedAt: string;
}
