import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { replanBlocked } from "@/server/services/inspection/blocked";

/** Look for others to carry what a vehicle with an open fault was to carry; done twice it finds nothing left to move. */
export async function handle(ctx: Context, payload: QueuePayload<"replan-blocked">): Promise<void> {
  await replanBlocked(ctx, payload.vehicleId);
}
