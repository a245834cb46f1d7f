import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { applyStandards } from "@/server/services/rule-version/apply-standards";

/** Hold everybody certified, and every plan, against standards that hold now; done twice it moves nothing more. */
export async function handle(ctx: Context, payload: QueuePayload<"apply-standards">): Promise<void> {
  await applyStandards(ctx, payload.ruleVersionId);
}
