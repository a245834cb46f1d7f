import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { runInvoice } from "@/server/services/invoice/run";

/** Bring an invoice or red letter one step on. */
export async function handle(ctx: Context, payload: QueuePayload<"run-invoice">): Promise<void> {
  await runInvoice(ctx, payload.invoiceId);
}
