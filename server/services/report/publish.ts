import { and, desc, eq } from "drizzle-orm";
import { publicReport } from "@/db/schema/report";
import { lostRace } from "@/db/sqlstate";
import { actorName, type Context, type Tx } from "@/server/context";
import { canonicalJson } from "@/server/core/audit-chain";
import { DomainError } from "@/server/core/domain-error";
import { measureVersion } from "@/server/core/indicator/measure";
import {
  daysOfMonth,
  monthBefore,
  type ReportContent,
  type ReportInput,
  reportOf,
} from "@/server/core/indicator/report";
import { localDay } from "@/server/core/local-time";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { comparedGroups, keptState } from "../figure/overview";
import { noSums, sumsBy } from "../figure/sums";
import { getRegion } from "../region";
import { settingsInForce } from "../rule";

async function contentOf(tx: Tx, month: string): Promise<ReportContent> {
  const by = await sumsBy(tx, daysOfMonth(month), ["all", "district", "age", "payer", "operator"]);
  const { id, nameZh, nameEn, demonstration } = await getRegion(tx.pool, tx.region.id);
  const head = { region: { id, nameZh, nameEn }, month, measureVersion, demonstration };
  return reportOf(head, { all: by.all.get("") ?? noSums(), ...(await comparedGroups(tx, by)) });
}

async function latest(tx: Tx, month: string) {
  const [row] = await tx.db
    .select()
    .from(publicReport)
    .where(and(eq(publicReport.regionId, tx.region.id), eq(publicReport.month, month)))
    .orderBy(desc(publicReport.edition))
    .limit(1);
  return row ?? null;
}

/** Write the next edition, unless it would say what the last one says. Answers the edition that stands. */
async function publish(tx: Tx, month: string): Promise<{ edition: number; isNew: boolean }> {
  const content = await contentOf(tx, month);
  const before = await latest(tx, month);
  if (before && canonicalJson(before.content) === canonicalJson(content))
    return { edition: before.edition, isNew: false };
  const edition = (before?.edition ?? 0) + 1;
  await tx.db.insert(publicReport).values({
    regionId: tx.region.id,
    month,
    edition,
    content,
    publishedAt: tx.now,
    publishedBy: actorName(tx.actor),
  });
  await writeAudit(tx, {
    verb: "report.publish",
    noun: "public_report",
    nounId: `${month}/${edition}`,
    after: { month, edition, requests: content.figures.find(({ name }) => name === "requests")?.value ?? 0 },
  });
  await wake(tx, {});
  return { edition, isNew: true };
}

/**
 * Publish a month that has ended, or a further edition of it where figures changed since. Said twice it changes nothing.
 * @throws DomainError conflict `report.month_not_over`, `report.figures_not_whole`, `report.published_meanwhile`
 */
export async function publishReport(
  ctx: Context,
  { month }: ReportInput,
): Promise<{ edition: number; isNew: boolean }> {
  const today = localDay(ctx.now, ctx.region.timeZone);
  if (daysOfMonth(month).until >= today) throw new DomainError("conflict", "report.month_not_over");
  try {
    return await inTransaction(ctx, (tx) =>
      asPlatform(tx, async (p) => {
        if (!(await keptState(p))?.isWhole) throw new DomainError("conflict", "report.figures_not_whole");
        return publish(p, month);
      }),
    );
  } catch (error) {
    if (lostRace(error)) throw new DomainError("conflict", "report.published_meanwhile");
    throw error;
  }
}

/** Publish the month before from the day on that the region's settings say, once, if anything was asked for in it and its figures are whole. */
export async function publishDue(ctx: Context): Promise<string | null> {
  const today = localDay(ctx.now, ctx.region.timeZone);
  const month = monthBefore(today);
  const isDue = await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const { oversight } = await settingsInForce(p);
      if (Number(today.slice(8)) < oversight.reportOnDay) return false;
      if ((await latest(p, month)) || !(await keptState(p))?.isWhole) return false;
      const by = await sumsBy(p, daysOfMonth(month), ["all"]);
      return (by.all.get("")?.requests ?? 0) > 0;
    }),
  );
  if (!isDue) return null;
  await publishReport(ctx, { month });
  return month;
}
