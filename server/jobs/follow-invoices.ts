import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { followRefunds } from "@/server/services/invoice/follow";

/** Money went back: take back what was invoiced of it. */
export async function handle(ctx: Context, payload: QueuePayload<"follow-invoices">): Promise<void> {
  await followRefunds(ctx, payload.bookingId);
}
