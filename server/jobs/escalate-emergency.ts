import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { escalateEmergency } from "@/server/services/emergency/notify";

/** Raise the alarm for a hand-over that nobody took within a minute. */
export async function handle(
  ctx: Context,
  { handoverId }: QueuePayload<"escalate-emergency">,
): Promise<void> {
  await escalateEmergency(ctx, handoverId);
}
