import { z } from "zod";

/** How an organization takes part in the platform itself. */
export const planCodes = ["free", "per_trip", "monthly"] as const;
export type PlanCode = (typeof planCodes)[number];
/** Plans that are paid by card through Stripe Billing. */
export const paidPlans = ["per_trip", "monthly"] as const;
export const paidPlan = z.enum(paidPlans);
export type PaidPlan = z.infer<typeof paidPlan>;

/** Organizations that subscribe. */
export const subscriberTypes = ["operator", "hospital"] as const;
export type SubscriberType = (typeof subscriberTypes)[number];

const fen = z.number().int().min(1).max(10_000_000);
const prices = z.strictObject({
  /** For each trip carried or booked. */
  perTripFen: fen,
  /** For a month, however many trips. */
  monthlyFen: fen,
  /** So many trips in a calendar month are what the free plan is meant for; beyond them the page says so, nothing stops. */
  freeTrips: z.number().int().min(0).max(100_000),
});

/**
 * What a region asks of organizations that use the platform, a part of its settings. All figures are assumed: no published
 * price is known. Tax: 6 % VAT on information services, within the price (财税〔2016〕36号, annex 1, art. 15).
 */
export const subscriptionSettings = z.strictObject({
  source: z.string().min(1).default("assumed"),
  trialDays: z.number().int().min(0).max(365).default(14),
  /** After a charge failed: so many days in which the card is tried again and nothing changes … */
  pastDueDays: z.number().int().min(1).max(60).default(7),
  /** … and so many more of grace, with reminders, before the account is limited. */
  graceDays: z.number().int().min(1).max(90).default(14),
  taxPercent: z.number().int().min(0).max(20).default(6),
  operatorPrices: prices.default({ perTripFen: 200, monthlyFen: 30_000, freeTrips: 30 }),
  hospitalPrices: prices.default({ perTripFen: 100, monthlyFen: 20_000, freeTrips: 60 }),
});
export type SubscriptionSettings = z.infer<typeof subscriptionSettings>;

/** What one unit of a plan costs a type of organization: a month, or a trip. */
export function planFen(settings: SubscriptionSettings, type: SubscriberType, plan: PaidPlan): number {
  const { monthlyFen, perTripFen } = pricesFor(settings, type);
  return plan === "monthly" ? monthlyFen : perTripFen;
}

export function pricesFor(settings: SubscriptionSettings, type: SubscriberType): z.infer<typeof prices> {
  return type === "operator" ? settings.operatorPrices : settings.hospitalPrices;
}

/** The name of a price at Stripe: another figure is another price, so that who subscribed before keeps what was agreed. */
export function priceKey(regionId: string, type: SubscriberType, plan: PaidPlan, unitFen: number): string {
  return `anzhuan_${regionId}_${type}_${plan}_${unitFen}`;
}

/** The tax within a price, in fen, half a fen up: what is left is the platform's fee. */
export function taxWithinFen(totalFen: number, taxPercent: number): number {
  return Math.round((totalFen * taxPercent) / (100 + taxPercent));
}
