import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { replanVehicle } from "@/server/services/dispatch/replan";

/** Give what a blocked vehicle was to carry to others; done twice it finds nothing left to move. */
export async function handle(ctx: Context, payload: QueuePayload<"replan-vehicle">): Promise<void> {
  await replanVehicle(ctx, payload.vehicleId);
}
