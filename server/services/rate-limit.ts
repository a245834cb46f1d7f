import { and, eq, lt, sql } from "drizzle-orm";
import { rateCount } from "@/db/schema/counter";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { beyondRegions, inTransaction, noRegion } from "@/server/scope";

/**
 * Count one request of `key` (a blind index, never an address or contact in clear) in the running window of
 * `windowSeconds`. The window is cut from the epoch, so that every process counts in the same row. Counts belong to no
 * region: a caller chooses the region, and would multiply what is allowed by choosing another.
 * @throws DomainError too_many `rate.too_many` with `retryAfterSeconds` once more than `limit` were counted; what the
 * caller's transaction undoes is not counted either, so the count stays at the limit and the door stays closed
 */
export async function countAgainst(tx: Tx, key: string, limit: number, windowSeconds: number): Promise<void> {
  const seconds = Math.floor(tx.now.getTime() / 1000);
  const start = seconds - (seconds % windowSeconds);
  const [row] = await beyondRegions(tx, (db) =>
    db
      .insert(rateCount)
      .values({ regionId: noRegion, key, windowStart: new Date(start * 1000), count: 1 })
      .onConflictDoUpdate({
        target: [rateCount.regionId, rateCount.key, rateCount.windowStart],
        set: { count: sql`${rateCount.count} + 1` },
      })
      .returning({ count: rateCount.count }),
  );
  if ((row?.count ?? 1) <= limit) return;
  throw new DomainError("too_many", "rate.too_many", { retryAfterSeconds: start + windowSeconds - seconds });
}

/** Who asks, for counting: the network address, or the account that is signed in; null for the platform itself. */
export function senderOf({ actor }: Context): string | null {
  if (actor.kind === "visitor" || actor.kind === "guest") return actor.addressIndex;
  return actor.kind === "user" ? `account:${actor.accountId}` : null;
}

/** Take one request of `key`, counted at `countedAt`, out of its window again: it came to a good end. */
export async function giveBack(tx: Tx, key: string, windowSeconds: number, countedAt: Date): Promise<void> {
  const seconds = Math.floor(countedAt.getTime() / 1000);
  const windowStart = new Date((seconds - (seconds % windowSeconds)) * 1000);
  await beyondRegions(tx, (db) =>
    db
      .update(rateCount)
      .set({ count: sql`greatest(${rateCount.count} - 1, 0)` })
      .where(
        and(eq(rateCount.regionId, noRegion), eq(rateCount.key, key), eq(rateCount.windowStart, windowStart)),
      ),
  );
}

const keptHours = 48;

/** Forget counts of windows long over; whichever region's sweep comes first does it for all. */
export async function sweepRateCounts(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - keptHours * 3_600_000);
  await inTransaction(ctx, (tx) =>
    beyondRegions(tx, (db) =>
      db.delete(rateCount).where(and(eq(rateCount.regionId, noRegion), lt(rateCount.windowStart, before))),
    ),
  );
}
