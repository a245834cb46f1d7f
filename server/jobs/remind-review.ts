import type { Context } from "@/server/context";
import type { QueuePayload } from "@/server/queue";
import { remindReview } from "@/server/services/review/remind";

/** A question past its due time becomes an alarm on every clinician's and seat's screen. */
export async function handle(ctx: Context, payload: QueuePayload<"remind-review">): Promise<void> {
  await remindReview(ctx, payload.reviewId);
}
