import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { runSettlement } from "@/server/services/insurance/run";

/** Bring one settlement (its cancelling, its reversal) to a definite end. */
export async function handle(ctx: Context, { settlementId }: QueuePayload<"run-insurance">): Promise<void> {
  await runSettlement(ctx, settlementId);
}
