import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { workOutRepair } from "@/server/services/dispatch/work-out-repair";

/** Work out what can be done about a failed vehicle; one that was answered already is left alone. */
export async function handle(ctx: Context, payload: QueuePayload<"work-out-repair">): Promise<void> {
  await workOutRepair(ctx, payload.repairId);
}
