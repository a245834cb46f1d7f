import { and, eq, lte, type SQL } from "drizzle-orm";
import { offer } from "@/db/schema/offer";
import type { Context, Tx } from "@/server/context";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

async function expire(tx: Tx, condition: SQL | undefined): Promise<number> {
  const lapsed = await tx.db
    .update(offer)
    .set({ status: "expired", answeredAt: tx.now })
    .where(
      and(
        eq(offer.regionId, tx.region.id),
        eq(offer.status, "open"),
        lte(offer.expiresAt, tx.now),
        condition,
      ),
    )
    .returning();
  for (const row of lapsed) {
    await writeAudit(tx, {
      verb: "offer.expire",
      noun: "offer",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: "expired", breach: row.committed },
    });
    await enqueue(tx.db, "match-booking", { regionId: tx.region.id, bookingId: row.bookingId });
    await wake(tx, { orgs: [row.orgId], booking: row.bookingId });
  }
  return lapsed.length;
}

/** End an offer that nobody answered in time; the booking goes on by itself. An answered one is left alone. */
export async function expireOffer(ctx: Context, offerId: string): Promise<void> {
  await inTransaction(ctx, (tx) => asPlatform(tx, (p) => expire(p, eq(offer.id, offerId))));
}

/** End every lapsed offer of the region: what a lost job left behind. Answers with how many. */
export async function sweepOffers(ctx: Context): Promise<number> {
  return inTransaction(ctx, (tx) => asPlatform(tx, (p) => expire(p, undefined)));
}
