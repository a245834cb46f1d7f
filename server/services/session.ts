import { and, eq, gt } from "drizzle-orm";
import type { Executor } from "@/db/client";
import { account, session } from "@/db/schema/account";
import { membership, organization } from "@/db/schema/organization";
import type { Context } from "@/server/context";
import type { Role } from "@/server/core/member";
import type { OrganizationType } from "@/server/core/organization";
import { acrossRegions } from "@/server/scope";

/** How long a signed-in browser stays signed in. */
export const sessionDays = 7;

export interface MembershipView {
  id: string;
  regionId: string;
  orgId: string;
  role: Role;
  orgNameZh: string;
  orgNameEn: string;
  orgType: OrganizationType;
}

/** A signed-in browser as the gate sees it. `acting` is null for families and until the second factor was given. */
export interface SessionView {
  tokenHash: string;
  accountId: string;
  nameSealed: string;
  locale: string;
  enrolled: boolean;
  secondFactor: boolean;
  memberships: MembershipView[];
  acting: MembershipView | null;
}

/** All active memberships of an account, in every region. */
export function listMemberships(
  pool: Context["pool"],
  regionIds: string[],
  accountId: string,
): Promise<MembershipView[]> {
  return acrossRegions(pool, regionIds, accountId, (db) =>
    db
      .select({
        id: membership.id,
        regionId: membership.regionId,
        orgId: membership.orgId,
        role: membership.role,
        orgNameZh: organization.nameZh,
        orgNameEn: organization.nameEn,
        orgType: organization.type,
      })
      .from(membership)
      .innerJoin(
        organization,
        and(eq(organization.regionId, membership.regionId), eq(organization.id, membership.orgId)),
      )
      .where(
        and(
          eq(membership.accountId, accountId),
          eq(membership.status, "active"),
          eq(organization.status, "active"),
        ),
      )
      .orderBy(membership.regionId, membership.createdAt),
  );
}

/** The session of a hashed token, if it has not run out. */
export async function findSession(
  pool: Context["pool"],
  regionIds: string[],
  tokenHash: string,
  now: Date,
): Promise<SessionView | null> {
  const [row] = await pool
    .select({ session, account })
    .from(session)
    .innerJoin(account, eq(account.id, session.accountId))
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, now)));
  if (!row) return null;
  const memberships = await listMemberships(pool, regionIds, row.account.id);
  const secondFactor = row.session.secondFactorAt !== null;
  const chosen = memberships.find(
    (m) => m.id === row.session.membershipId && m.regionId === row.session.actingRegion,
  );
  return {
    tokenHash,
    accountId: row.account.id,
    nameSealed: row.account.nameSealed,
    locale: row.account.locale,
    enrolled: row.account.totpConfirmedAt !== null,
    secondFactor,
    memberships,
    acting: secondFactor ? (chosen ?? null) : null,
  };
}

/** Begin a session for a hashed token, without the second factor; who holds several memberships chooses one later. */
export async function startSession(
  db: Executor,
  row: { tokenHash: string; accountId: string; acting: MembershipView | null; now: Date },
): Promise<void> {
  await db.insert(session).values({
    tokenHash: row.tokenHash,
    accountId: row.accountId,
    actingRegion: row.acting?.regionId ?? null,
    membershipId: row.acting?.id ?? null,
    secondFactorAt: null,
    expiresAt: new Date(row.now.getTime() + sessionDays * 86_400_000),
    createdAt: row.now,
  });
}

/** Act as a membership that the caller has found to be the account's own, from now on. False when the session is over. */
export async function actInSession(
  db: Executor,
  of: { tokenHash: string; accountId: string },
  acting: { regionId: string; id: string },
): Promise<boolean> {
  const rows = await db
    .update(session)
    .set({ actingRegion: acting.regionId, membershipId: acting.id })
    .where(and(eq(session.tokenHash, of.tokenHash), eq(session.accountId, of.accountId)))
    .returning({ accountId: session.accountId });
  return rows.length > 0;
}

/** Note that the second factor was given in this session. False when the session is over. */
export async function strengthenSession(
  db: Executor,
  of: { tokenHash: string; accountId: string },
  now: Date,
): Promise<boolean> {
  const rows = await db
    .update(session)
    .set({ secondFactorAt: now })
    .where(
      and(
        eq(session.tokenHash, of.tokenHash),
        eq(session.accountId, of.accountId),
        gt(session.expiresAt, now),
      ),
    )
    .returning({ accountId: session.accountId });
  return rows.length > 0;
}

/** End a session; ending it twice changes nothing. */
export async function endSession(db: Executor, tokenHash: string): Promise<void> {
  await db.delete(session).where(eq(session.tokenHash, tokenHash));
}
