import { and, asc, eq, isNotNull, isNull, notInArray } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { membership, organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type Role, roles } from "@/server/core/member";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { isDemonstration } from "@/server/services/installation";
import { listRegions, type Region, regionContext } from "@/server/services/region";
import { accountAad } from "./person";

/** An account of the demonstration that anyone at this machine may try. */
export interface ReadyAccount {
  role: Role;
  email: string;
  name: string;
  /** Names in both languages; null for a family, which belongs to no organization. */
  organization: { zh: string; en: string } | null;
  region: { id: string; zh: string; en: string } | null;
}

/** Refuse everything that exists in a demonstration only, as if it were not there. */
export async function assertDemonstration(ctx: Context): Promise<void> {
  if (!(await isDemonstration(ctx.pool))) throw new DomainError("not_found", "notFound.what");
}

/** Do something in every region as the system, one after another: for the demonstration's overviews. */
export async function inEveryRegion<T>(
  ctx: Context,
  work: (tx: Tx, region: Region) => Promise<T[]>,
): Promise<T[]> {
  const found: T[] = [];
  for (const region of await listRegions(ctx.pool)) {
    const system: Context = {
      ...ctx,
      region: regionContext(region),
      actor: { kind: "system", job: "demonstration" },
    };
    found.push(...(await inTransaction(system, (tx) => work(tx, region))));
  }
  return found;
}

async function staffOf(tx: Tx, region: Region): Promise<(ReadyAccount & { accountId: string })[]> {
  const rows = await tx.db
    .select({ account, role: membership.role, zh: organization.nameZh, en: organization.nameEn })
    .from(membership)
    .innerJoin(account, eq(account.id, membership.accountId))
    .innerJoin(
      organization,
      and(eq(organization.regionId, membership.regionId), eq(organization.id, membership.orgId)),
    )
    .where(
      and(
        eq(membership.regionId, region.id),
        eq(membership.status, "active"),
        isNotNull(account.emailSealed),
      ),
    )
    .orderBy(asc(membership.createdAt), asc(membership.id));
  return rows.map(({ account: person, role, zh, en }) => ({
    accountId: person.id,
    role,
    email: open(person.emailSealed ?? "", accountAad.email),
    name: open(person.nameSealed, accountAad.name),
    organization: { zh, en },
    region: { id: region.id, zh: region.nameZh, en: region.nameEn },
  }));
}

/** Seeded families: `.example` belongs to nobody (RFC 2606), so that addresses typed by visitors are not shown. */
async function families(ctx: Context, staffIds: string[]): Promise<ReadyAccount[]> {
  const isStaff = staffIds.length > 0 ? notInArray(account.id, staffIds) : undefined;
  const rows = await ctx.pool
    .select()
    .from(account)
    .where(and(isNotNull(account.emailSealed), isNull(account.totpSealed), isStaff))
    .orderBy(asc(account.createdAt))
    .limit(50);
  return rows
    .map((row) => ({
      role: "family" as const,
      email: open(row.emailSealed ?? "", accountAad.email),
      name: open(row.nameSealed, accountAad.name),
      organization: null,
      region: null,
    }))
    .filter(({ email, name }) => email.endsWith(".example") && name !== "")
    .slice(0, 3);
}

/** Families first, then region by region in the order of the roles, `crew2` before `crew10`. */
function byPlace(a: ReadyAccount, b: ReadyAccount): number {
  const region = (a.region?.id ?? "").localeCompare(b.region?.id ?? "");
  const role = roles.indexOf(a.role) - roles.indexOf(b.role);
  return region || role || a.email.localeCompare(b.email, "en", { numeric: true });
}

/** `account.ready`: accounts of every role. Not found on any database that is not marked as a demonstration. */
export async function listReadyAccounts(ctx: Context): Promise<ReadyAccount[]> {
  await assertDemonstration(ctx);
  const staff = await inEveryRegion(ctx, staffOf);
  const family = await families(ctx, [...new Set(staff.map(({ accountId }) => accountId))]);
  return [...family, ...staff.map(({ accountId: _, ...ready }) => ready)].sort(byPlace);
}
