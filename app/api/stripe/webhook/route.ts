import { refuse } from "@/app/api/refusal";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { database } from "@/server/database";
import { type StripeEvent, verifyWebhook } from "@/server/gateways/stripe";
import { recordPaymentEvent, subjectOf } from "@/server/services/payment/event";
import { getRegion, regionContext } from "@/server/services/region";
import { recordSubscriptionEvent, subscriberOf } from "@/server/services/subscription/event";

export const dynamic = "force-dynamic";
const maxBytes = 512 * 1024;

async function inRegion(regionId: string): Promise<Context> {
  const pool = database();
  const region = regionContext(await getRegion(pool, regionId));
  return { pool, now: new Date(), region, actor: { kind: "webhook", source: "stripe" } };
}

/** Written down by whom it is about: a subscriber, else a payment; anything else is not ours. */
async function record(event: StripeEvent): Promise<void> {
  const { id, type } = event;
  const subscriber = subscriberOf(event);
  if (subscriber) {
    const { regionId, ...about } = subscriber;
    return recordSubscriptionEvent(await inRegion(regionId), { id, type, ...about });
  }
  const subject = await subjectOf(event);
  if (!subject) return;
  await recordPaymentEvent(await inRegion(subject.regionId), { id, type, objectId: subject.objectId });
}

/** Stripe tells us something: verified, written down once, handled by a job. Answered 200 also when it is not ours. */
export async function POST(request: Request): Promise<Response> {
  try {
    const body = await request.text();
    if (body.length > maxBytes) throw new DomainError("bad_input", "input.invalid");
    await record(await verifyWebhook(body, request.headers.get("stripe-signature") ?? ""));
    return Response.json({ received: true });
  } catch (error) {
    return refuse(error);
  }
}
