import { and, asc, desc, eq, gte, or } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { review } from "@/db/schema/triage";
import type { Context } from "@/server/context";
import { asPlatform, inTransaction } from "@/server/scope";
import { rowViews } from "@/server/services/booking/list";

const shownHours = 24;

/** The clinicians' queue: open questions by due time first, then what was decided in the last day. */
export async function listReviews(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const since = new Date(tx.now.getTime() - shownHours * 3_600_000);
    const found = await tx.db
      .select({ review, booking })
      .from(review)
      .innerJoin(booking, and(eq(booking.regionId, review.regionId), eq(booking.id, review.bookingId)))
      .where(
        and(
          eq(review.regionId, tx.region.id),
          or(eq(review.status, "open"), and(eq(review.status, "decided"), gte(review.decidedAt, since))),
        ),
      )
      .orderBy(desc(eq(review.status, "open")), asc(review.dueAt), asc(review.id));
    const views = await asPlatform(tx, (p) =>
      rowViews(
        p,
        found.map((row) => row.booking),
      ),
    );
    const viewOf = new Map(views.map((view) => [view.id, view]));
    return found.flatMap(({ review: row }) => {
      const view = viewOf.get(row.bookingId);
      const { id, status, dueAt, reasons, takenBy, takenAt, decidedAt, escalated, createdAt } = row;
      return view
        ? [{ id, status, dueAt, reasons, takenBy, takenAt, decidedAt, escalated, createdAt, booking: view }]
        : [];
    });
  });
}
export type ReviewListItem = Awaited<ReturnType<typeof listReviews>>[number];
