import { desc, eq, sql } from "drizzle-orm";
import { retentionRun } from "@/db/schema/retention";
import type { Context } from "@/server/context";
import { type RegionSettings, startingRegionSettings } from "@/server/core/region-settings";
import { type RetentionClass, retentionClasses } from "@/server/core/retention";
import { inTransaction } from "@/server/scope";
import { findInForce } from "@/server/services/rule";

/** How long each class is kept, in days or in years, as the region says now. */
function keptFor({
  privacy,
  markings,
}: RegionSettings): Record<RetentionClass, { days: number } | { years: number }> {
  return {
    drafts: { days: privacy.draftDays },
    codes: { days: privacy.codeDays },
    sessions: { days: privacy.codeDays },
    tracks: { days: privacy.trackDays },
    messages: { days: privacy.messageDays },
    callbacks: { days: privacy.callDays },
    scans: { days: markings.scanDays },
    patients: { days: privacy.patientDays },
    relief: { days: privacy.reliefDays },
    orders: { years: privacy.orderYears },
    care: { years: privacy.careYears },
  };
}

/** Each class of data: how long it is kept, by which version of the settings, and what the rounds took away so far. */
export async function retentionReport(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const settings = await findInForce(tx, "region");
    const kept = keptFor(settings?.content ?? startingRegionSettings);
    const sums = await tx.db
      .select({
        kind: retentionRun.kind,
        removed: sql<number>`sum(${retentionRun.removed})::int`,
        lastAt: sql<string>`max(${retentionRun.at})`,
      })
      .from(retentionRun)
      .where(eq(retentionRun.regionId, tx.region.id))
      .groupBy(retentionRun.kind);
    const runs = await tx.db
      .select({
        id: retentionRun.id,
        at: retentionRun.at,
        kind: retentionRun.kind,
        cutOff: retentionRun.cutOff,
        removed: retentionRun.removed,
      })
      .from(retentionRun)
      .where(eq(retentionRun.regionId, tx.region.id))
      .orderBy(desc(retentionRun.at), desc(retentionRun.id))
      .limit(100);
    return {
      settings: settings?.view ?? null,
      classes: retentionClasses.map((kind) => {
        const sum = sums.find((it) => it.kind === kind);
        const days = "days" in kept[kind] ? kept[kind].days : null;
        const years = "years" in kept[kind] ? kept[kind].years : null;
        return {
          kind,
          days,
          years,
          removed: sum?.removed ?? 0,
          lastAt: sum ? new Date(sum.lastAt) : null,
        };
      }),
      runs,
    };
  });
}
