import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { settleSubscriptionEvent } from "@/server/services/subscription/event";

/** Settle what a webhook announced about a subscriber, by what Stripe says now. */
export async function handle(
  ctx: Context,
  payload: QueuePayload<"settle-subscription-event">,
): Promise<void> {
  await settleSubscriptionEvent(ctx, payload.eventId);
}
