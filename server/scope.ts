import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { sqlState } from "@/db/sqlstate";
import { type Actor, actorRole, type Context, type Tx } from "./context";
import { DomainError } from "./core/domain-error";

interface Claims {
  org: string;
  actor: string;
  role: string;
  guest: string;
}

function claimsOf(actor: Actor): Claims {
  return {
    org: actor.kind === "user" ? (actor.orgId ?? "") : "",
    actor: actor.kind === "user" ? actor.accountId : "",
    role: actorRole(actor),
    guest: actor.kind === "guest" ? actor.bookingId : "",
  };
}

/** Tell the database who acts, for the rest of this transaction. */
async function declare(db: Executor, regions: string, claims: Claims): Promise<void> {
  await db.execute(
    sql`SELECT app_scope(${regions}, ${claims.org}, ${claims.actor}, ${claims.role}, ${claims.guest})`,
  );
}

const isTx = (ctx: Context | Tx): ctx is Tx => "db" in ctx;

/** How often a transaction that the database gave up for another one's sake is run in all. */
const tries = 3;

/** A deadlock broken by the database, or a serialisation failure: nothing was written, the same again may well pass. */
const mayPassAgain = (error: unknown): boolean => ["40001", "40P01"].includes(sqlState(error) ?? "");

/**
 * Run a verb's work in one transaction with the tenant set. Inside an open transaction the work joins it.
 * What a deadlock or a serialisation failure undid is run again from the beginning, twice at most: so `work` changes
 * nothing outside the database. Locks are taken in one order everywhere: booking, hold, offer, trip, shift, claim; within a
 * table by id. A conflict of constraints reaches the caller as it is (`db/sqlstate.ts` tells them apart).
 */
export async function inTransaction<T>(ctx: Context | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return work(ctx);
  for (let attempt = 1; ; attempt++) {
    try {
      return await ctx.pool.transaction(async (db) => {
        await declare(db, ctx.region.id, claimsOf(ctx.actor));
        return work({ ...ctx, db });
      });
    } catch (error) {
      if (attempt === tries || !mayPassAgain(error)) throw error;
    }
  }
}

const platformClaims: Claims = { org: "", actor: "", role: "system", guest: "" };

/** Contexts that act as the platform already: a part within a part must not hand the scope back too early. */
const platforms = new WeakSet<Tx>();

/**
 * Act as the platform for a part of a verb that crosses tenants (planning over all operators, handing a booking to the
 * operator that accepted it). The verb has authorised before; the actor in audit rows stays who it was.
 */
export async function asPlatform<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  // Jobs act as the platform from the start: the scope is what it would become.
  if (platforms.has(tx) || tx.actor.kind === "system") return work(tx);
  const platform = { ...tx };
  platforms.add(platform);
  await declare(tx.db, tx.region.id, platformClaims);
  const result = await work(platform);
  await declare(tx.db, tx.region.id, claimsOf(tx.actor));
  return result;
}

/** The mark of rows that belong to no region; no region is called so. */
export const noRegion = "-";

/**
 * Do a part of a verb on rows that belong to no region (counts of callers and contacts, who may ask in any): they alone
 * are visible then, and afterwards what was before. The work refuses nobody: a refusal inside would leave the scope here.
 */
export async function beyondRegions<T>(tx: Tx, work: (db: Executor) => Promise<T>): Promise<T> {
  const claims = platforms.has(tx) ? platformClaims : claimsOf(tx.actor);
  await declare(tx.db, noRegion, claims);
  const result = await work(tx.db);
  await declare(tx.db, tx.region.id, claims);
  return result;
}

/** Read across regions for one account (its memberships at sign-in): only rows that name the account are visible. */
export async function acrossRegions<T>(
  pool: Context["pool"],
  regionIds: string[],
  accountId: string,
  work: (db: Executor) => Promise<T>,
): Promise<T> {
  return pool.transaction(async (db) => {
    await declare(db, regionIds.join(","), { org: "", actor: accountId, role: "family", guest: "" });
    return work(db);
  });
}

/** The organization that a member acts for; refuses actors without one. */
export function actingOrg(ctx: Context): string {
  if (ctx.actor.kind === "user" && ctx.actor.orgId) return ctx.actor.orgId;
  throw new DomainError("forbidden", "access.no_organization");
}
