import { and, eq } from "drizzle-orm";
import { account, session } from "@/db/schema/account";
import { membership } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { listRegions } from "@/server/services/region";
import { listMemberships } from "@/server/services/session";

async function accountOf(ctx: Context, membershipId: string): Promise<string> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({ accountId: membership.accountId })
      .from(membership)
      .where(
        and(
          eq(membership.regionId, tx.region.id),
          eq(membership.id, membershipId),
          eq(membership.status, "active"),
        ),
      );
    if (!row) throw new DomainError("not_found", "admin.member_not_found");
    return row.accountId;
  });
}

/** An account is one in all regions: a region's administrator must not open the way into the platform's own. */
async function assertMayReset(ctx: Context, accountId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.accountId === accountId)
    throw new DomainError("bad_input", "admin.own_authenticator");
  if (actor.kind === "user" && actor.role === "platform_admin") return;
  const regionIds = (await listRegions(ctx.pool)).map(({ id }) => id);
  const held = await listMemberships(ctx.pool, regionIds, accountId);
  if (held.some(({ role }) => role === "platform_admin"))
    throw new DomainError("forbidden", "admin.protected_account");
}

async function forget(tx: Tx, accountId: string): Promise<number> {
  const [row] = await tx.db
    .select({ totpSealed: account.totpSealed })
    .from(account)
    .where(eq(account.id, accountId))
    .for("update");
  if (!row?.totpSealed) throw new DomainError("conflict", "admin.not_enrolled");
  await tx.db
    .update(account)
    .set({ totpSealed: null, totpConfirmedAt: null, totpLastStep: null, failedCodes: 0, lockedUntil: null })
    .where(eq(account.id, accountId));
  const ended = await tx.db
    .delete(session)
    .where(eq(session.accountId, accountId))
    .returning({ accountId: session.accountId });
  return ended.length;
}

/**
 * A member lost the authenticator: the secret is forgotten, every session of the person ends, and at the next sign-in a
 * new one is enrolled. The one-time code to the person's own contact is asked for as ever.
 * @throws DomainError not_found `admin.member_not_found`; conflict `admin.not_enrolled`; bad_input
 * `admin.own_authenticator`; forbidden `admin.protected_account`
 */
export async function resetAuthenticator(
  ctx: Context,
  input: { membershipId: string },
): Promise<{ sessions: number }> {
  const accountId = await accountOf(ctx, input.membershipId);
  await assertMayReset(ctx, accountId);
  return inTransaction(ctx, async (tx) => {
    const sessions = await forget(tx, accountId);
    await writeAudit(tx, {
      verb: "admin.resetAuthenticator",
      noun: "account",
      nounId: accountId,
      before: { enrolled: true },
      after: { enrolled: false, membershipId: input.membershipId, sessions },
    });
    return { sessions };
  });
}
