import { and, eq, gt, lt, lte, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { planLease } from "@/db/schema/plan";
import type { Context, Tx } from "@/server/context";
import { asPlatform, inTransaction } from "@/server/scope";

/** A region's planning, held by this run for a while. */
export interface Lease {
  regionId: string;
  /** Of this run alone: a second run of the same process is another holder. */
  holder: string;
  /** The how-manieth taking of the region's lease this is. */
  term: number;
}

/** Another run plans the region: what this one worked out is thrown away. */
export class LeaseLost extends Error {}

/** The time of each step: a run is longer than one transaction. */
export type Clock = () => Date;

/** A holder that is heard of no more (killed, cut off) keeps others out for this long at most. */
export const leaseSeconds = 30;

const untilOf = (now: Date): Date => new Date(now.getTime() + leaseSeconds * 1000);

const mine = (lease: Lease) =>
  and(
    eq(planLease.regionId, lease.regionId),
    eq(planLease.holder, lease.holder),
    eq(planLease.term, lease.term),
  );

/**
 * Take the planning of the region by one conditional write: free, or its time is over. Null where another run holds it, or
 * where `paced` and the pause after the last run is not over.
 */
export async function takeLease(ctx: Context, of: { scope: string; paced: boolean }): Promise<Lease | null> {
  const regionId = ctx.region.id;
  const holder = uuidv7();
  const free = lt(planLease.until, ctx.now);
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const [row] = await p.db
        .insert(planLease)
        .values({ regionId, holder, scope: of.scope, term: 1, until: untilOf(ctx.now), restUntil: ctx.now })
        .onConflictDoUpdate({
          target: planLease.regionId,
          set: { holder, scope: of.scope, term: sql`${planLease.term} + 1`, until: untilOf(ctx.now) },
          setWhere: of.paced ? and(free, lte(planLease.restUntil, ctx.now)) : free,
        })
        .returning({ term: planLease.term });
      return row ? { regionId, holder, term: row.term } : null;
    }),
  );
}

/** Keep a lease for longer; false when it is lost, since its time was over or another run took it. */
export async function renewLease(ctx: Context, lease: Lease): Promise<boolean> {
  return inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const rows = await p.db
        .update(planLease)
        .set({ until: untilOf(ctx.now) })
        .where(and(mine(lease), gt(planLease.until, ctx.now)))
        .returning({ term: planLease.term });
      return rows.length > 0;
    }),
  );
}

/**
 * Give the region free again. `restUntil`: no paced run before it. A lease lost meanwhile is left to its new holder.
 */
export async function releaseLease(ctx: Context, lease: Lease, restUntil?: Date): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .update(planLease)
        .set({ until: new Date(0), ...(restUntil ? { restUntil } : {}) })
        .where(mine(lease)),
    ),
  );
}

/**
 * Hold the lease's row until the transaction ends, so that what is written in it is written by the one holder. Throws
 * LeaseLost when this run holds it no more. Acts as the platform.
 */
export async function holdLease(tx: Tx, lease: Lease): Promise<void> {
  const [row] = await tx.db
    .select({ term: planLease.term })
    .from(planLease)
    .where(and(mine(lease), gt(planLease.until, tx.now)))
    .for("no key update");
  if (!row) throw new LeaseLost();
}

interface Held {
  scope: string;
  paced: boolean;
  clock: Clock;
  /** From the end of the work on, when it was done. */
  restMs?: number;
}

/**
 * Do work as the only planner of the region, renewing the lease meanwhile. Null where it is taken. A crash leaves the lease
 * to run out by itself.
 */
export async function withLease<T>(
  ctx: Context,
  held: Held,
  work: (lease: Lease) => Promise<T>,
): Promise<T | null> {
  const { clock } = held;
  const lease = await takeLease({ ...ctx, now: clock() }, held);
  if (!lease) return null;
  const renew = () => {
    // A renewal that fails shows when the work is written: nothing is committed on a lost lease.
    void renewLease({ ...ctx, now: clock() }, lease).catch(() => undefined);
  };
  const timer = setInterval(renew, (leaseSeconds * 1000) / 3);
  try {
    return await work(lease);
  } finally {
    clearInterval(timer);
    const now = clock();
    const restUntil = held.restMs === undefined ? undefined : new Date(now.getTime() + held.restMs);
    await releaseLease({ ...ctx, now }, lease, restUntil);
  }
}
