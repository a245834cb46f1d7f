import { and, eq, isNull } from "drizzle-orm";
import { paymentEvent } from "@/db/schema/billing";
import type { Context } from "@/server/context";
import { retrieveIntentRegion, type StripeEvent } from "@/server/gateways/stripe";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { settleDispute } from "./dispute";
import { findPayment } from "./row";
import { settleById } from "./settle";
import { settleRefund } from "./settle-refund";

/** Events that can change a payment or a refund; everything else Stripe tells is answered and forgotten. */
const ofRefunds = ["refund.updated", "refund.failed", "charge.refund.updated"];
const ofDisputes = [
  "charge.dispute.created",
  "charge.dispute.updated",
  "charge.dispute.closed",
  "charge.dispute.funds_withdrawn",
  "charge.dispute.funds_reinstated",
];
const known = [
  ...ofRefunds,
  ...ofDisputes,
  "checkout.session.completed",
  "checkout.session.async_payment_succeeded",
  "checkout.session.async_payment_failed",
  "checkout.session.expired",
  "payment_intent.payment_failed",
];

/** Which region and payment or refund an event is about, by what the checkout was told; null: not ours to handle. */
export async function subjectOf(event: StripeEvent): Promise<{ regionId: string; objectId: string } | null> {
  if (!known.includes(event.type)) return null;
  const object = event.data.object;
  if (object.object === "dispute") {
    // A dispute says nothing of us: the payment intent behind it does, and is asked for.
    const intent = typeof object.payment_intent === "string" ? object.payment_intent : null;
    const regionId = intent && (await retrieveIntentRegion(intent));
    return regionId ? { regionId, objectId: object.id } : null;
  }
  if (!("metadata" in object) || !object.metadata || !("id" in object)) return null;
  const { regionId, paymentId, refundId } = object.metadata;
  if (ofRefunds.includes(event.type))
    return regionId && refundId ? { regionId, objectId: String(object.id) } : null;
  if (!regionId || !paymentId) return null;
  return { regionId, objectId: event.type.startsWith("checkout.") ? String(object.id) : paymentId };
}

/** Write down that an event arrived, once, and have it handled by a job. */
export async function recordPaymentEvent(
  ctx: Context,
  event: { id: string; type: string; objectId: string },
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(paymentEvent)
      .values({ ...event, regionId: tx.region.id, receivedAt: tx.now })
      .onConflictDoNothing()
      .returning({ id: paymentEvent.id });
    if (row) await enqueue(tx.db, "settle-payment-event", { regionId: tx.region.id, eventId: event.id });
  });
}

/** The checkout that an event is about: named by it, or the one of the payment whose card was declined. */
async function checkoutOf(ctx: Context, event: typeof paymentEvent.$inferSelect): Promise<string | null> {
  if (event.type.startsWith("checkout.")) return event.objectId;
  const row = await inTransaction(ctx, (tx) => findPayment(tx, event.objectId));
  return row?.providerRef ?? null;
}

async function settle(ctx: Context, event: typeof paymentEvent.$inferSelect): Promise<void> {
  if (ofRefunds.includes(event.type)) return settleRefund(ctx, event.objectId);
  if (ofDisputes.includes(event.type)) return settleDispute(ctx, event.objectId);
  const checkoutId = await checkoutOf(ctx, event);
  if (checkoutId)
    await settleById(ctx, checkoutId, { declined: event.type === "payment_intent.payment_failed" });
}

/** Handle a recorded event: nothing it carried is believed, its object is read again from Stripe. Safe to repeat. */
export async function settlePaymentEvent(ctx: Context, eventId: string): Promise<void> {
  const [event] = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .select()
        .from(paymentEvent)
        .where(and(eq(paymentEvent.regionId, tx.region.id), eq(paymentEvent.id, eventId))),
    ),
  );
  if (!event || event.handledAt) return;
  await settle(ctx, event);
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .update(paymentEvent)
        .set({ handledAt: tx.now })
        .where(
          and(
            eq(paymentEvent.regionId, tx.region.id),
            eq(paymentEvent.id, eventId),
            isNull(paymentEvent.handledAt),
          ),
        ),
    ),
  );
}
