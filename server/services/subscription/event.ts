import { and, eq, isNull } from "drizzle-orm";
import { subscriptionEvent } from "@/db/schema/subscription";
import type { Context } from "@/server/context";
import type { StripeEvent } from "@/server/gateways/stripe";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { settlePage } from "./card";

const known = [
  "checkout.session.completed",
  "checkout.session.expired",
  "customer.subscription.created",
  "customer.subscription.updated",
  "customer.subscription.deleted",
  "customer.subscription.trial_will_end",
  "invoice.paid",
  "invoice.payment_failed",
  "invoice.finalized",
  "invoice.voided",
  "invoice.marked_uncollectible",
];

interface Told {
  regionId?: string;
  orgId?: string;
}

function marksOf(object: StripeEvent["data"]["object"]): Told {
  // An invoice carries the marks of its subscription, everything else its own.
  const parent = "parent" in object && object.object === "invoice" ? object.parent : null;
  const marks = parent?.subscription_details?.metadata ?? ("metadata" in object ? object.metadata : null);
  return marks ?? {};
}

/** Which subscriber an event is about, by what we told Stripe; null: not a subscription's. */
export function subscriberOf(
  event: StripeEvent,
): { regionId: string; orgId: string; sessionRef: string | null } | null {
  if (!known.includes(event.type)) return null;
  const object = event.data.object;
  const { regionId, orgId } = marksOf(object);
  if (!regionId || !orgId || !("id" in object)) return null;
  return { regionId, orgId, sessionRef: event.type.startsWith("checkout.") ? String(object.id) : null };
}

/** Write down that an event about a subscriber arrived, once, and have it handled by a job. */
export async function recordSubscriptionEvent(
  ctx: Context,
  event: { id: string; type: string; orgId: string; sessionRef: string | null },
): Promise<void> {
  const regionId = ctx.region.id;
  await inTransaction(ctx, async (tx) => {
    const [isNew] = await tx.db
      .insert(subscriptionEvent)
      .values({ regionId, ...event, receivedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: subscriptionEvent.id });
    if (isNew) await enqueue(tx.db, "settle-subscription-event", { regionId, eventId: event.id });
  });
}

/** What a webhook announced, settled by what Stripe says now: never by what it carried. */
export async function settleSubscriptionEvent(ctx: Context, eventId: string): Promise<void> {
  const isIt = and(eq(subscriptionEvent.regionId, ctx.region.id), eq(subscriptionEvent.id, eventId));
  const [event] = await inTransaction(ctx, (tx) =>
    tx.db
      .select()
      .from(subscriptionEvent)
      .where(and(isIt, isNull(subscriptionEvent.handledAt))),
  );
  if (!event) return;
  await settlePage(ctx, event.orgId, event.sessionRef);
  await inTransaction(ctx, (tx) => tx.db.update(subscriptionEvent).set({ handledAt: tx.now }).where(isIt));
}
