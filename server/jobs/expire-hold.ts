import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { expireHold } from "@/server/services/dispatch/release-hold";

/** End a hold whose time is over; one promised, renewed or given back is left alone. */
export async function handle(ctx: Context, payload: QueuePayload<"expire-hold">): Promise<void> {
  await expireHold(ctx, payload.holdId);
}
