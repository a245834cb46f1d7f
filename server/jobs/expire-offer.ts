import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { expireOffer } from "@/server/services/offer/expire-offer";

/** End an offer that nobody answered in time; an answered one is left alone. */
export async function handle(ctx: Context, payload: QueuePayload<"expire-offer">): Promise<void> {
  await expireOffer(ctx, payload.offerId);
}
