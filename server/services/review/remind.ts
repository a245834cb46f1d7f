import { and, eq, lte, sql } from "drizzle-orm";
import { review } from "@/db/schema/triage";
import type { Context } from "@/server/context";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

const againMinutes = 10;

/** Mark an overdue open review as an alarm and look again later; one that was decided changes nothing. */
export async function remindReview(ctx: Context, reviewId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [late] = await tx.db
      .update(review)
      .set({ escalated: true, remindedCount: sql`${review.remindedCount} + 1` })
      .where(
        and(
          eq(review.regionId, tx.region.id),
          eq(review.id, reviewId),
          eq(review.status, "open"),
          lte(review.dueAt, tx.now),
        ),
      )
      .returning({ bookingId: review.bookingId, count: review.remindedCount });
    if (!late) return;
    await writeAudit(tx, {
      verb: "review.remind",
      noun: "review",
      nounId: reviewId,
      bookingId: late.bookingId,
      after: { count: late.count },
    });
    await enqueue(
      tx.db,
      "remind-review",
      { regionId: tx.region.id, reviewId },
      { at: new Date(tx.now.getTime() + againMinutes * 60_000) },
    );
    await wake(tx, { booking: late.bookingId });
  });
}
