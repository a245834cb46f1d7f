import { and, asc, eq, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { account } from "@/db/schema/account";
import { membership, organization } from "@/db/schema/organization";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { MemberInput } from "@/server/core/admin-input";
import { DomainError } from "@/server/core/domain-error";
import { maskEmail } from "@/server/core/masking";
import { rolesOfType } from "@/server/core/member";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { ensureAccount } from "@/server/services/account/ensure";
import { accountAad } from "@/server/services/account/person";
import { writeAudit } from "@/server/services/audit";

/** Everybody who acts for an organization of the region; e-mails masked. */
export async function listMembers(ctx: Context, input: { orgId: string }) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({
        membership,
        nameSealed: account.nameSealed,
        emailSealed: account.emailSealed,
        enrolledAt: account.totpConfirmedAt,
      })
      .from(membership)
      .innerJoin(account, eq(account.id, membership.accountId))
      .where(and(eq(membership.regionId, tx.region.id), eq(membership.orgId, input.orgId)))
      .orderBy(asc(membership.createdAt));
    return rows.map(({ membership: row, nameSealed, emailSealed, enrolledAt }) => ({
      id: row.id,
      role: row.role,
      status: row.status,
      createdAt: row.createdAt,
      endedAt: row.endedAt,
      name: open(nameSealed, accountAad.name),
      email: emailSealed ? maskEmail(open(emailSealed, accountAad.email)) : null,
      enrolled: enrolledAt !== null,
    }));
  });
}

/** Give a person a role in an organization: the account is made where there is none. Roles follow the organization's type. */
export async function grantRole(tx: Tx, input: MemberInput): Promise<string> {
  const [org] = await tx.db
    .select({ type: organization.type })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, input.orgId)));
  if (!org) throw new DomainError("not_found", "organization.not_found");
  if (!rolesOfType[org.type].includes(input.role))
    throw new DomainError("bad_input", "admin.role_not_of_type", { role: input.role });
  const accountId = await ensureAccount(tx, input);
  const key = and(
    eq(membership.regionId, tx.region.id),
    eq(membership.orgId, input.orgId),
    eq(membership.accountId, accountId),
    eq(membership.role, input.role),
  );
  const [back] = await tx.db
    .update(membership)
    .set({ status: "active", endedAt: null })
    .where(and(key, eq(membership.status, "ended")))
    .returning({ id: membership.id });
  const id = back?.id ?? uuidv7();
  if (!back) {
    await tx.db.insert(membership).values({
      regionId: tx.region.id,
      id,
      orgId: input.orgId,
      accountId,
      role: input.role,
      createdAt: tx.now,
    });
  }
  await writeAudit(tx, {
    verb: "admin.addMember",
    noun: "membership",
    nounId: id,
    after: { role: input.role, email: maskEmail(input.email), orgId: input.orgId },
  });
  return id;
}

/** `admin.addMember`. Only the platform's administrators name others. @throws DomainError conflict `admin.member_exists` */
export async function addMember(ctx: Context, input: MemberInput): Promise<{ membershipId: string }> {
  const own = ctx.actor.kind === "user" ? ctx.actor.role : null;
  if (input.role === "platform_admin" && own !== "platform_admin")
    throw new DomainError("forbidden", "access.role", { verb: "admin.addMember" });
  return inTransaction(ctx, async (tx) => ({ membershipId: await grantRole(tx, input) })).catch(
    (error: unknown) => {
      if (lostRace(error)) throw new DomainError("conflict", "admin.member_exists");
      throw error;
    },
  );
}

/** End a membership at once; nobody ends the one they act by, and only the platform's administrators one of theirs. */
export async function endMember(ctx: Context, input: { membershipId: string }): Promise<{ status: "ended" }> {
  if (ctx.actor.kind === "user" && ctx.actor.membershipId === input.membershipId)
    throw new DomainError("bad_input", "admin.own_membership");
  const isPlatform = ctx.actor.kind === "user" && ctx.actor.role === "platform_admin";
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(membership)
      .set({ status: "ended", endedAt: tx.now })
      .where(
        and(
          eq(membership.regionId, tx.region.id),
          eq(membership.id, input.membershipId),
          eq(membership.status, "active"),
          isPlatform ? undefined : ne(membership.role, "platform_admin"),
        ),
      )
      .returning({ role: membership.role });
    if (!row) throw new DomainError("not_found", "admin.member_not_found");
    await writeAudit(tx, {
      verb: "admin.endMember",
      noun: "membership",
      nounId: input.membershipId,
      before: { role: row.role },
    });
    return { status: "ended" };
  });
}
