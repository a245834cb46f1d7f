import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { releaseBooking } from "@/server/services/dispatch/release-booking";

/** Take a booking whose trip ended early off the plan; done twice it changes nothing. */
export async function handle(ctx: Context, payload: QueuePayload<"release-booking">): Promise<void> {
  await inTransaction(ctx, (tx) => releaseBooking(tx, payload.bookingId, payload.reason));
}
