import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { settleVisit } from "@/server/services/insurance/run";

/** Settle a visit with its fund, to a definite end. */
export async function handle(ctx: Context, { visitId }: QueuePayload<"settle-insurance">): Promise<void> {
  await settleVisit(ctx, visitId);
}
