import type { Tx } from "@/server/context";
import { type PaidPlan, planFen, priceKey } from "@/server/core/subscription/plan";
import { ensurePrice, type PriceRequest } from "@/server/gateways/stripe-billing";
import { settingsInForce } from "@/server/services/rule";
import type { Subscriber } from "./row";

const names = { per_trip: "安转 按单", monthly: "安转 包月" } as const;

/** What a plan costs an organization today, as Stripe is asked for it. */
export async function priceRequest(tx: Tx, subscriber: Subscriber, plan: PaidPlan): Promise<PriceRequest> {
  const { subscription } = await settingsInForce(tx);
  const unitFen = planFen(subscription, subscriber.type, plan);
  return {
    lookupKey: priceKey(tx.region.id, subscriber.type, plan, unitFen),
    name: names[plan],
    unitFen,
    perTrip: plan === "per_trip",
  };
}

/** The plan's price at Stripe; outside transactions. */
export async function priceOf(request: PriceRequest) {
  return { price: await ensurePrice(request), perTrip: request.perTrip };
}
