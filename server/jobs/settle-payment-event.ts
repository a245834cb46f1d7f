import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { settlePaymentEvent } from "@/server/services/payment/event";

/** Settle what a webhook announced, by what Stripe says now. */
export async function handle(ctx: Context, payload: QueuePayload<"settle-payment-event">): Promise<void> {
  await settlePaymentEvent(ctx, payload.eventId);
}
