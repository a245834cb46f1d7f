import { and, asc, desc, eq, gte } from "drizzle-orm";
import { travelCorrection, travelDay } from "@/db/schema/travel";
import type { Context } from "@/server/context";
import { localDay } from "@/server/core/local-time";
import { inTransaction } from "@/server/scope";

const versionsShown = 30;

/**
 * What was learnt of the region's driving times, newest first, and which version each day from today on is planned by, with
 * the routes that keep a day at its old one. `factor` is real over estimated time over all, `logSd` the spread of single
 * legs around what is expected of them.
 */
export async function listTravel(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(travelCorrection)
      .where(eq(travelCorrection.regionId, tx.region.id))
      .orderBy(desc(travelCorrection.createdAt), asc(travelCorrection.source))
      .limit(versionsShown);
    const days = await tx.db
      .select()
      .from(travelDay)
      .where(
        and(eq(travelDay.regionId, tx.region.id), gte(travelDay.day, localDay(tx.now, tx.region.timeZone))),
      )
      .orderBy(asc(travelDay.day));
    return {
      versions: rows.map(({ content, regionId, base, ...row }) => ({
        ...row,
        factor: Math.exp(content.region.shift),
        logSd: content.logSd,
        pairs: Object.keys(content.pairs).length,
      })),
      days: days.map(({ regionId, ...row }) => row),
    };
  });
}
