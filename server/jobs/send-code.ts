import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { sendCode } from "@/server/services/code";

/** Make a one-time code and send it; nothing that could be read from the queue opens anything. */
export async function handle(ctx: Context, { codeId }: QueuePayload<"send-code">): Promise<void> {
  await sendCode(ctx, codeId);
}
