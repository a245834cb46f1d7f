import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { putDueInForce } from "@/server/services/rule-version/put-in-force";

/** The day of an announced version has come; done twice it finds it in force already. */
export async function handle(ctx: Context, payload: QueuePayload<"put-rule-in-force">): Promise<void> {
  await putDueInForce(ctx, payload.ruleVersionId);
}
