import { and, eq, max, min } from "drizzle-orm";
import { ledgerEntry } from "@/db/schema/billing";
import { organization } from "@/db/schema/organization";
import { settlementDay } from "@/db/schema/settlement";
import type { Context, Tx } from "@/server/context";
import { addDays, localDay, localTime, startOfDay } from "@/server/core/local-time";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { settingsInForce } from "@/server/services/rule";
import { closeStatement } from "./close-statement";

/** A round closes so many days at most; the next goes on. */
const daysAtOnce = 120;

/** The latest day that may be closed now: yesterday from the region's hour on, before it the day before. */
async function latestDay(tx: Tx): Promise<string> {
  const { closeAt } = (await settingsInForce(tx)).settlement;
  const today = localDay(tx.now, tx.region.timeZone);
  return addDays(today, localTime(tx.now, tx.region.timeZone) >= closeAt ? -1 : -2);
}

/** The first day that is not closed yet; null: nothing was ever posted. */
async function firstOpenDay(tx: Tx): Promise<string | null> {
  const [closed] = await tx.db
    .select({ day: max(settlementDay.day) })
    .from(settlementDay)
    .where(eq(settlementDay.regionId, tx.region.id));
  if (closed?.day) return addDays(closed.day, 1);
  const [first] = await tx.db
    .select({ at: min(ledgerEntry.at) })
    .from(ledgerEntry)
    .where(eq(ledgerEntry.regionId, tx.region.id));
  return first?.at ? localDay(first.at, tx.region.timeZone) : null;
}

async function operators(tx: Tx): Promise<string[]> {
  const rows = await tx.db
    .select({ id: organization.id })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.type, "operator")))
    .orderBy(organization.id);
  return rows.map(({ id }) => id);
}

/** Close a day for every operator, each in a transaction of its own, then the day itself. Cut anywhere, it goes on. */
async function closeDay(ctx: Context, day: string): Promise<void> {
  const { rule, orgIds } = await inTransaction(ctx, async (tx) => {
    const end = startOfDay(addDays(day, 1), tx.region.timeZone);
    return { rule: (await settingsInForce(tx, end)).settlement, orgIds: await operators(tx) };
  });
  let statements = 0;
  for (const orgId of orgIds) {
    const made = await inTransaction(ctx, (tx) => closeStatement(tx, { orgId, day }, rule));
    if (made) statements += 1;
  }
  await inTransaction(ctx, async (tx) => {
    const [closed] = await tx.db
      .insert(settlementDay)
      .values({ regionId: tx.region.id, day, statements, closedAt: tx.now })
      .onConflictDoNothing()
      .returning();
    if (closed)
      await writeAudit(tx, {
        verb: "settlement.closeDay",
        noun: "settlement_day",
        nounId: day,
        after: { statements },
      });
  });
}

/**
 * The job after midnight: close every day that is over and not closed yet, in order. Done again it changes nothing; days
 * that were missed are caught up with. Answers with the days it closed.
 */
export async function closeDueDays(ctx: Context): Promise<string[]> {
  const { from, until } = await inTransaction(ctx, async (tx) => ({
    from: await firstOpenDay(tx),
    until: await latestDay(tx),
  }));
  const days: string[] = [];
  for (let day = from; day && day <= until && days.length < daysAtOnce; day = addDays(day, 1)) {
    await closeDay(ctx, day);
    days.push(day);
  }
  return days;
}
