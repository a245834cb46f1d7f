import { and, eq, inArray } from "drizzle-orm";
import { message } from "@/db/schema/message";
import type { Context } from "@/server/context";
import type { SmsReceipt } from "@/server/core/sms-receipt";
import { inTransaction } from "@/server/scope";

/** Note what a provider tells of this region's messages: the last word counts, and only about what was handed to it. */
export async function noteReceipts(ctx: Context, receipts: readonly SmsReceipt[]): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    let noted = 0;
    for (const { messageId, isDelivered, failure, at } of receipts) {
      const rows = await tx.db
        .update(message)
        .set({
          receipt: isDelivered ? "delivered" : "undelivered",
          receiptAt: at ?? tx.now,
          failure: isDelivered ? null : (failure ?? "sms.undelivered"),
        })
        .where(
          and(
            eq(message.regionId, tx.region.id),
            eq(message.id, messageId),
            eq(message.channel, "sms"),
            inArray(message.status, ["sent", "queued"]),
          ),
        )
        .returning({ id: message.id });
      noted += rows.length;
    }
    return noted;
  });
}
