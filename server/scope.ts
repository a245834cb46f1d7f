import { sql } from "drizzle-orm";
import type { Executor } from "@/db/client";
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

/**
 * Run a verb's work in one transaction with the tenant set. Inside an open transaction the work joins it.
 * A serialisation failure or a conflict of constraints reaches the caller as it is (`db/sqlstate.ts` tells them apart).
 */
export async function inTransaction<T>(ctx: Context | Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (isTx(ctx)) return work(ctx);
  return ctx.pool.transaction(async (db) => {
    await declare(db, ctx.region.id, claimsOf(ctx.actor));
    return work({ ...ctx, db });
  });
}

/** Contexts that act as the platform already: a part within a part must not hand the scope back too early. */
const platforms = new WeakSet<Tx>();

/**
 * Act as the platform for a part of a verb that crosses tenants (planning over all operators, handing a booking to the
 * operator that accepted it). The verb has authorised before; the actor in audit rows stays who it was.
 */
export async function asPlatform<T>(tx: Tx, work: (tx: Tx) => Promise<T>): Promise<T> {
  if (platforms.has(tx)) return work(tx);
  const platform = { ...tx };
  platforms.add(platform);
  await declare(tx.db, tx.region.id, { org: "", actor: "", role: "system", guest: "" });
  const result = await work(platform);
  await declare(tx.db, tx.region.id, claimsOf(tx.actor));
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
