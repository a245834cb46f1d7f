import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { dropBytes } from "@/server/services/file";

/** Take away the bytes of a file that was erased. */
export async function handle(ctx: Context, payload: QueuePayload<"drop-file">): Promise<void> {
  await dropBytes(ctx, payload.sha256);
}
