import { and, eq, gt, lt } from "drizzle-orm";
import { offer } from "@/db/schema/offer";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { tellOperator } from "./tell-operator";

/** An offer is said to run out once less than this share of its time is left. */
const lastShare = 1 / 3;

/** Remind operators of open offers about to expire, once each. */
export async function remindOffers(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const soon = new Date(tx.now.getTime() + 5 * 60_000);
    const open = await tx.db
      .select()
      .from(offer)
      .where(
        and(
          eq(offer.regionId, tx.region.id),
          eq(offer.status, "open"),
          gt(offer.expiresAt, tx.now),
          lt(offer.expiresAt, soon),
        ),
      );
    for (const row of open) {
      const [left, whole] = [
        row.expiresAt.getTime() - tx.now.getTime(),
        row.expiresAt.getTime() - row.createdAt.getTime(),
      ];
      if (left < whole * lastShare) await tellOperator(tx, row, "offer_expiring");
    }
  });
}
