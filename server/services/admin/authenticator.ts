import { and, eq } from "drizzle-orm";
import { account, session } from "@/db/schema/account";
import { membership } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { type AccountRow, contactsOf } from "@/server/services/account/person";
import { writeAudit } from "@/server/services/audit";
import { sendMessage } from "@/server/services/message";
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

/**
 * An account is one in all regions: a region's administrator must not open the way into the platform's own, nor into another
 * region (whose officials it could enter as members of its own).
 */
async function assertMayReset(ctx: Context, accountId: string): Promise<void> {
  const { actor } = ctx;
  if (actor.kind === "user" && actor.accountId === accountId)
    throw new DomainError("bad_input", "admin.own_authenticator");
  if (actor.kind === "user" && actor.role === "platform_admin") return;
  const regionIds = (await listRegions(ctx.pool)).map(({ id }) => id);
  const held = await listMemberships(ctx.pool, regionIds, accountId);
  if (held.some(({ role, regionId }) => role === "platform_admin" || regionId !== ctx.region.id))
    throw new DomainError("forbidden", "admin.protected_account");
}

async function forget(tx: Tx, accountId: string): Promise<{ row: AccountRow; sessions: number }> {
  const [row] = await tx.db.select().from(account).where(eq(account.id, accountId)).for("update");
  if (!row?.totpSealed) throw new DomainError("conflict", "admin.not_enrolled");
  await tx.db
    .update(account)
    .set({ totpSealed: null, totpConfirmedAt: null, totpLastStep: null, failedCodes: 0, lockedUntil: null })
    .where(eq(account.id, accountId));
  const ended = await tx.db
    .delete(session)
    .where(eq(session.accountId, accountId))
    .returning({ accountId: session.accountId });
  return { row, sessions: ended.length };
}

/** By every way there is: whoever poses as the person may hold one of them. */
async function tellReset(tx: Tx, row: AccountRow): Promise<void> {
  for (const { kind, value } of contactsOf(row))
    await sendMessage(tx, {
      template: "authenticator_reset",
      channel: kind === "email" ? "email" : "sms",
      to: value,
      locale: row.locale,
      data: { at: tx.now },
      dedupeKey: `authenticator_reset:${row.id}:${tx.now.toISOString()}:${kind}`,
    });
}

/**
 * A member lost the authenticator: the secret is forgotten, every session of the person ends, and at the next sign-in a
 * new one is enrolled. The one-time code to the person's own contact is asked for as ever, and the person is told.
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
    const { row, sessions } = await forget(tx, accountId);
    await asPlatform(tx, (p) => tellReset(p, row));
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
