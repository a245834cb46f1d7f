import { and, eq, gt } from "drizzle-orm";
import { offer } from "@/db/schema/offer";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import type { DeclineReason } from "@/server/core/offer";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findOffer, tooLate } from "./find-offer";
import type { OfferRow } from "./make-offer";

async function write(tx: Tx, row: OfferRow, reason: DeclineReason, note: string): Promise<void> {
  const [declined] = await tx.db
    .update(offer)
    .set({
      status: "declined",
      declineReason: reason,
      declineNote: note === "" ? null : note,
      answeredAt: tx.now,
      answeredBy: accountIdOf(tx),
    })
    .where(
      and(
        eq(offer.regionId, tx.region.id),
        eq(offer.id, row.id),
        eq(offer.status, "open"),
        gt(offer.expiresAt, tx.now),
      ),
    )
    .returning({ id: offer.id });
  if (!declined) throw await tooLate(tx, row.id);
}

/**
 * Decline an offer with a reason; the booking goes on to the next operator by itself. On a committed shift that is a recorded
 * breach. Throws `not_found` (another operator's offer), `expired` offer.expired, `conflict` offer.not_open.
 */
export async function declineOffer(
  ctx: Context,
  input: { offerId: string; reason: DeclineReason; note: string },
): Promise<{ offerId: string; breach: boolean }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findOffer(tx, input.offerId);
    await write(tx, row, input.reason, input.note);
    await writeAudit(tx, {
      verb: "offer.decline",
      noun: "offer",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: "declined", reason: input.reason, breach: row.committed },
    });
    await enqueue(tx.db, "match-booking", { regionId: tx.region.id, bookingId: row.bookingId });
    await wake(tx, { orgs: [row.orgId], booking: row.bookingId });
    return { offerId: row.id, breach: row.committed };
  });
}
