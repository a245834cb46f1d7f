import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { notifyEmergency } from "@/server/services/emergency/notify";

/** Put a hand-over before 120's system and ask who took it. */
export async function handle(ctx: Context, { handoverId }: QueuePayload<"notify-emergency">): Promise<void> {
  await notifyEmergency(ctx, handoverId);
}
