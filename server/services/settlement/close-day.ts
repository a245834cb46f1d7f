import { and, asc, desc, eq } from "drizzle-orm";
import type { z } from "zod";
import { account } from "@/db/schema/account";
import { booking } from "@/db/schema/booking";
import { closeItem, dayClose, dayLook } from "@/db/schema/close";
import { organization } from "@/db/schema/organization";
import { settlementDay } from "@/db/schema/settlement";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { closeDayGet, closeItemAssign, closeItemResolve } from "@/server/core/settlement/input";
import { asPlatform, inTransaction } from "@/server/scope";
import { displayName } from "@/server/services/account/person";
import { writeAudit } from "@/server/services/audit";
import { lookAtDay } from "./look";
import { regionDesk } from "./scope";

/** Open items, oldest first, with their owners' names. */
async function openItems(p: Tx) {
  const rows = await p.db
    .select({
      item: closeItem,
      orgZh: organization.nameZh,
      orgEn: organization.nameEn,
      bookingNumber: booking.number,
      owner: account,
    })
    .from(closeItem)
    .leftJoin(
      organization,
      and(eq(organization.regionId, closeItem.regionId), eq(organization.id, closeItem.orgId)),
    )
    .leftJoin(booking, and(eq(booking.regionId, closeItem.regionId), eq(booking.id, closeItem.bookingId)))
    .leftJoin(account, eq(account.id, closeItem.ownerId))
    .where(and(eq(closeItem.regionId, p.region.id), eq(closeItem.status, "open")))
    .orderBy(asc(closeItem.since), asc(closeItem.id))
    .limit(500);
  return rows.map(({ item, orgZh, orgEn, bookingNumber, owner }) => ({
    ...{ id: item.id, kind: item.kind, amountFen: item.amountFen, detail: item.detail, since: item.since },
    ...{ ownerId: item.ownerId, bookingId: item.bookingId, orgZh, orgEn, bookingNumber },
    ageDays: Math.max(0, Math.floor((p.now.getTime() - item.since.getTime()) / 86_400_000)),
    ownerName: owner ? displayName(owner) : null,
    isMine: p.actor.kind === "user" && item.ownerId === p.actor.accountId,
  }));
}

/** Whether a day is over and its statements are closed. */
async function isSettled(p: Tx, day: string): Promise<boolean> {
  const [row] = await p.db
    .select({ day: settlementDay.day })
    .from(settlementDay)
    .where(and(eq(settlementDay.regionId, p.region.id), eq(settlementDay.day, day)));
  return row !== undefined;
}

/** How a day stands: as it was closed, else by the latest look; with everything that is open now. */
export async function getClose(ctx: Context, { day }: z.output<typeof closeDayGet>) {
  return inTransaction(ctx, async (tx) => {
    await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const of = { region: p.region.id, day };
      const [closed] = await p.db
        .select()
        .from(dayClose)
        .where(and(eq(dayClose.regionId, of.region), eq(dayClose.day, of.day)));
      const [looked] = await p.db
        .select()
        .from(dayLook)
        .where(and(eq(dayLook.regionId, of.region), eq(dayLook.day, of.day)));
      const days = await p.db
        .select({
          day: settlementDay.day,
          statements: settlementDay.statements,
          openCount: dayClose.openCount,
        })
        .from(settlementDay)
        .leftJoin(
          dayClose,
          and(eq(dayClose.regionId, settlementDay.regionId), eq(dayClose.day, settlementDay.day)),
        )
        .where(eq(settlementDay.regionId, of.region))
        .orderBy(desc(settlementDay.day))
        .limit(14);
      return {
        day,
        isSettled: await isSettled(p, day),
        sources: closed?.sources ?? looked?.sources ?? null,
        lookedAt: looked?.lookedAt ?? null,
        closedAt: closed?.closedAt ?? null,
        closedWith: closed?.openCount ?? null,
        items: await openItems(p),
        days,
      };
    });
  });
}

/** Look again at what a day stands against; the network is asked. */
export async function lookAgain(ctx: Context, { day }: z.output<typeof closeDayGet>) {
  await inTransaction(ctx, regionDesk);
  return { sources: await lookAtDay(ctx, day) };
}

/**
 * Close a day by a person's hand, once: what is open is listed with it and goes on. Again it changes nothing.
 * @throws DomainError conflict `close.too_early`
 */
export async function closeDayByHand(ctx: Context, { day }: z.output<typeof closeDayGet>) {
  const settled = await inTransaction(ctx, async (tx) => {
    await regionDesk(tx);
    return asPlatform(tx, (p) => isSettled(p, day));
  });
  if (!settled) throw new DomainError("conflict", "close.too_early");
  const sources = await lookAtDay(ctx, day);
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const open = (await openItems(p)).map(({ id, kind, amountFen, ownerId }) => ({
        id,
        kind,
        amountFen,
        ownerId,
      }));
      const [row] = await p.db
        .insert(dayClose)
        .values({
          regionId: p.region.id,
          day,
          sources,
          open,
          openCount: open.length,
          closedBy: accountId,
          closedAt: p.now,
        })
        .onConflictDoNothing()
        .returning({ day: dayClose.day });
      if (row)
        await writeAudit(p, {
          verb: "close.closeDay",
          noun: "day_close",
          nounId: day,
          after: { open: open.length },
        });
      return { day };
    });
  });
}

async function changeItem(
  tx: Tx,
  id: string,
  set: Partial<typeof closeItem.$inferInsert>,
  verb: "close.assign" | "close.resolve",
): Promise<void> {
  const only = and(eq(closeItem.regionId, tx.region.id), eq(closeItem.id, id));
  await asPlatform(tx, async (p) => {
    const [before] = await p.db.select().from(closeItem).where(only).for("update");
    if (!before) throw new DomainError("not_found", "close.item_not_found");
    if (before.status !== "open") throw new DomainError("conflict", "close.item_over");
    await p.db.update(closeItem).set(set).where(only);
    await writeAudit(p, {
      verb,
      noun: "close_item",
      nounId: id,
      bookingId: before.bookingId,
      before: { ownerId: before.ownerId, status: before.status },
      after: {
        ownerId: set.ownerId ?? before.ownerId,
        status: set.status ?? before.status,
        reason: set.reason ?? null,
      },
    });
  });
}

/** Take an open item as one's own. @throws DomainError not_found `close.item_not_found`; conflict `close.item_over` */
export async function assignItem(ctx: Context, { itemId }: z.output<typeof closeItemAssign>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    await changeItem(tx, itemId, { ownerId: accountId }, "close.assign");
    return { itemId };
  });
}

/** Say that an item is explained, and how. @throws DomainError as `assignItem` */
export async function resolveItem(ctx: Context, { itemId, reason }: z.output<typeof closeItemResolve>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    const set = { status: "resolved" as const, resolvedBy: accountId, resolvedAt: tx.now, reason };
    await changeItem(tx, itemId, { ...set, ownerId: accountId }, "close.resolve");
    return { itemId };
  });
}
