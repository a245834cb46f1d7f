import { and, asc, desc, eq, gte, inArray, or } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { assessment, review } from "@/db/schema/triage";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import type { TriageReason } from "@/server/core/triage";
import { asPlatform, inTransaction } from "@/server/scope";
import { rowViews } from "@/server/services/booking/list";

const shownHours = 24;

/** Why each booking came to a clinician, in words, from its latest assessment that asked for one. */
async function reasonsOf(tx: Tx, bookingIds: string[]): Promise<Map<string, TriageReason[]>> {
  if (bookingIds.length === 0) return new Map();
  const rows = await tx.db
    .select({ bookingId: assessment.bookingId, result: assessment.result })
    .from(assessment)
    .where(
      and(
        eq(assessment.regionId, tx.region.id),
        inArray(assessment.bookingId, bookingIds),
        eq(assessment.outcome, "clinician_review"),
      ),
    )
    .orderBy(asc(assessment.createdAt), asc(assessment.id));
  return new Map(
    rows.map(({ bookingId, result }) => [bookingId, (result.reasons as TriageReason[] | undefined) ?? []]),
  );
}

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
    const me = accountIdOf(tx);
    const words = await reasonsOf(
      tx,
      views.map(({ id }) => id),
    );
    const viewOf = new Map(views.map((view) => [view.id, view]));
    return found.flatMap(({ review: row }) => {
      const view = viewOf.get(row.bookingId);
      const { id, status, dueAt, takenBy, takenAt, decidedAt, escalated, createdAt } = row;
      const reasons = words.get(row.bookingId) ?? [];
      const taken = takenBy === null ? null : takenBy === me ? ("me" as const) : ("other" as const);
      return view
        ? [{ id, status, dueAt, reasons, taken, takenAt, decidedAt, escalated, createdAt, booking: view }]
        : [];
    });
  });
}
