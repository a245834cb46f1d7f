import type { SubscriptionSettings } from "./plan";

/** As it is kept: what Stripe's own states come to. `free`: nothing is subscribed. */
export const subscriptionStatuses = ["free", "trialing", "active", "past_due"] as const;
export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** As people meet it; the last three follow an invoice that could not be charged. */
export const standings = ["free", "trialing", "active", "past_due", "grace", "limited"] as const;
export type Standing = (typeof standings)[number];

const dayMs = 86_400_000;

interface Kept {
  status: SubscriptionStatus;
  /** Epoch milliseconds since an invoice is open that could not be charged; null: none is. */
  pastDueSince: number | null;
}
type Periods = Pick<SubscriptionSettings, "pastDueDays" | "graceDays">;

/**
 * Where a subscriber stands at an instant. An unpaid invoice outlives its subscription: who owes and goes back to the free plan
 * stays in its step. Limited means that sheets of bills can no longer be downloaded; bookings, trips, payments and all that a
 * patient waits for never depend on it.
 */
export function standingOf(
  { status, pastDueSince }: Kept,
  { pastDueDays, graceDays }: Periods,
  now: number,
): Standing {
  if (pastDueSince === null) return status === "past_due" ? "past_due" : status;
  const days = (now - pastDueSince) / dayMs;
  if (days < pastDueDays) return "past_due";
  return days < pastDueDays + graceDays ? "grace" : "limited";
}

/** When each step of dunning begins, in epoch milliseconds. */
export function dunningSteps(pastDueSince: number, { pastDueDays, graceDays }: Periods) {
  const graceAt = pastDueSince + pastDueDays * dayMs;
  return { graceAt, limitedAt: graceAt + graceDays * dayMs };
}

/** States of a subscription at Stripe (`Subscription.status`), as kept here. What Stripe may add later counts as past due. */
export function statusFrom(provider: string): SubscriptionStatus {
  if (provider === "trialing" || provider === "active") return provider;
  return provider === "canceled" || provider === "incomplete_expired" ? "free" : "past_due";
}
