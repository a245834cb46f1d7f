import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { creditPromise } from "@/server/services/settlement/credit-promise";

/** Credit the payer of a late trip by the region's rule; credited before, nothing changes. */
export async function handle(ctx: Context, payload: QueuePayload<"credit-promise">): Promise<void> {
  await creditPromise(ctx, payload.bookingId);
}
