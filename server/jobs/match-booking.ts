import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { matchBooking } from "@/server/services/dispatch/match-booking";

/** Put a confirmed booking to the next operator; done twice it changes nothing. */
export async function handle(ctx: Context, payload: QueuePayload<"match-booking">): Promise<void> {
  await matchBooking(ctx, payload.bookingId);
}
