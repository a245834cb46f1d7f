import en from "@/messages/en/payment.json";
import zh from "@/messages/zh-CN/payment.json";
import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { runRefund } from "@/server/services/payment/run-refund";

/** An automatic reason in the payer's language; one that a person typed stands as it is. */
function reasonText(reason: string, locale: string): string {
  const texts: Record<string, string> = (locale === "en" ? en : zh).refundReasons;
  return texts[reason] ?? reason;
}

/** Carry out a refund and tell the payer. */
export async function handle(ctx: Context, payload: QueuePayload<"refund-payment">): Promise<void> {
  await runRefund(ctx, payload.refundId, reasonText);
}
