import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { lookUpPayment } from "@/server/services/payment/sweep";

/** Ask Stripe about a checkout of which no webhook told. */
export async function handle(ctx: Context, { paymentId }: QueuePayload<"look-up-payment">): Promise<void> {
  await lookUpPayment(ctx, paymentId);
}
