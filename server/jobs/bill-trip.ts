import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { billTrip } from "@/server/services/billing/bill-trip";

/** Bill a trip that is over; a trip billed already stays as it is. */
export async function handle(ctx: Context, payload: QueuePayload<"bill-trip">): Promise<void> {
  await billTrip(ctx, payload.tripId);
}
