import { and, count, desc, eq, gte, type SQL } from "drizzle-orm";
import { account } from "@/db/schema/account";
import { booking } from "@/db/schema/booking";
import { breakGlass } from "@/db/schema/break-glass";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import type { BreakGlassListInput } from "@/server/core/break-glass";
import { open } from "@/server/gateways/vault";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { accountAad } from "@/server/services/account/person";
import { visibleBooking } from "@/server/services/booking/row";
import { settingsInForce } from "@/server/services/rule";
import { type BreakGlassRow, isOpenAt, reasonAad } from "./row";

const perPage = 30;

/** Operators see what they opened themselves: what a regulator looks into is not theirs to know. */
function within(tx: Tx): SQL | undefined {
  const { actor } = tx;
  const isOperator = actor.kind === "user" && actor.role === "dispatcher";
  return and(
    eq(breakGlass.regionId, tx.region.id),
    isOperator ? eq(breakGlass.orgId, actingOrg(tx)) : undefined,
  );
}

type Names = Map<string, { nameZh: string; nameEn: string }>;

async function organizations(tx: Tx): Promise<Names> {
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
      .from(organization)
      .where(eq(organization.regionId, tx.region.id)),
  );
  return new Map(rows.map(({ id, ...names }) => [id, names]));
}

/** One opening as those concerned see it: which organization, in what role, for what; the words not by a link alone. */
function openingView(tx: Tx, row: BreakGlassRow, names: Names) {
  const { actor } = tx;
  const by = names.get(row.orgId ?? "");
  return {
    id: row.id,
    bookingId: row.bookingId,
    role: row.role,
    orgZh: by?.nameZh ?? null,
    orgEn: by?.nameEn ?? null,
    purpose: row.purpose,
    reason: actor.kind === "guest" && !actor.manage ? null : open(row.reasonSealed, reasonAad(tx.region.id)),
    openedAt: row.openedAt,
    endsAt: row.endedAt ?? row.until,
    isOpen: isOpenAt(row, tx.now),
    isOwn: actor.kind === "user" && actor.accountId === row.accountId,
    reads: row.reads,
  };
}

/**
 * Who opened one booking's data, newest first, for those concerned; and how long the actor may open it at most.
 * @throws DomainError not_found `booking.not_found`
 */
export async function openingsOfBooking(ctx: Context, input: { bookingId?: string | undefined }) {
  return inTransaction(ctx, async (tx) => {
    const row = await visibleBooking(tx, input);
    const rows = await tx.db
      .select()
      .from(breakGlass)
      .where(and(within(tx), eq(breakGlass.bookingId, row.id)))
      .orderBy(desc(breakGlass.openedAt), desc(breakGlass.id));
    const { privacy } = await settingsInForce(tx);
    const names = await organizations(tx);
    return {
      openings: rows.map((it) => openingView(tx, it, names)),
      longestMinutes: privacy.openMinutes,
      erasedAt: row.personalErasedAt,
    };
  });
}

/** Who opened how often in the period that the region looks at; for its regulator only. */
async function openers(tx: Tx, names: Names) {
  if (tx.actor.kind !== "user" || tx.actor.role !== "regulator") return null;
  const { privacy } = await settingsInForce(tx);
  const since = new Date(tx.now.getTime() - privacy.openManyDays * 86_400_000);
  const rows = await tx.db
    .select({
      accountId: breakGlass.accountId,
      role: breakGlass.role,
      orgId: breakGlass.orgId,
      nameSealed: account.nameSealed,
      openings: count(),
    })
    .from(breakGlass)
    .leftJoin(account, eq(account.id, breakGlass.accountId))
    .where(and(eq(breakGlass.regionId, tx.region.id), gte(breakGlass.openedAt, since)))
    .groupBy(breakGlass.accountId, breakGlass.role, breakGlass.orgId, account.nameSealed)
    .orderBy(desc(count()), breakGlass.accountId)
    .limit(100);
  const people = rows.map(({ nameSealed, orgId, ...row }) => ({
    ...row,
    name: nameSealed ? open(nameSealed, accountAad.name) : "",
    orgZh: names.get(orgId ?? "")?.nameZh ?? null,
    orgEn: names.get(orgId ?? "")?.nameEn ?? null,
    isMany: row.openings > privacy.openMany,
  }));
  return { people, many: privacy.openMany, days: privacy.openManyDays };
}

/** Openings that concern the actor (a hospital's bookings, an operator's own, the whole region for its regulator), newest first. */
export async function listOpenings(ctx: Context, { page }: BreakGlassListInput) {
  return inTransaction(ctx, async (tx) => {
    const where = within(tx);
    const [total] = await tx.db.select({ count: count() }).from(breakGlass).where(where);
    const rows = await tx.db
      .select({ row: breakGlass, number: booking.number })
      .from(breakGlass)
      .innerJoin(
        booking,
        and(eq(booking.regionId, breakGlass.regionId), eq(booking.id, breakGlass.bookingId)),
      )
      .where(where)
      .orderBy(desc(breakGlass.openedAt), desc(breakGlass.id))
      .limit(perPage)
      .offset((page - 1) * perPage);
    const names = await organizations(tx);
    return {
      rows: rows.map(({ row, number }) => ({ ...openingView(tx, row, names), bookingNumber: number })),
      openers: await openers(tx, names),
      total: total?.count ?? 0,
      pageCount: Math.max(1, Math.ceil((total?.count ?? 0) / perPage)),
    };
  });
}
