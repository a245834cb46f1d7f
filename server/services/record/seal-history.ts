import { and, asc, eq, gte, lt } from "drizzle-orm";
import { audit, sealer } from "@/db/schema/audit";
import type { Context, Tx } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { inTransaction } from "@/server/scope";
import { isDemonstration } from "@/server/services/installation";
import { isUnchained, sealRegion } from "@/server/services/sealer";

const lateMs = 600_000;

/** The day of the oldest row from before today that is not chained; null where all are. */
async function openDay(tx: Tx): Promise<string | null> {
  const { id: regionId, timeZone } = tx.region;
  const [known] = await tx.db.select().from(sealer).where(eq(sealer.regionId, regionId));
  const from = new Date(Math.max(0, (known?.sealedAt.getTime() ?? 0) - lateMs));
  const today = startOfDay(localDay(tx.now, timeZone), timeZone);
  const [oldest] = await tx.db
    .select({ at: audit.at })
    .from(audit)
    .where(and(eq(audit.regionId, regionId), gte(audit.at, from), lt(audit.at, today), isUnchained))
    .orderBy(asc(audit.at))
    .limit(1);
  return oldest?.at ? localDay(oldest.at, timeZone) : null;
}

/**
 * The demonstration city's history is invented, its days too: chain it as it would have been, each day at its end, so that
 * every past day gets its root. A real city's rows are sealed at the moment they are sealed, and at no other. Answers
 * whether any of that history is still open.
 */
export async function sealInventedHistory(ctx: Context): Promise<boolean> {
  if (!(await isDemonstration(ctx.pool))) return false;
  for (;;) {
    const day = await inTransaction(ctx, openDay);
    if (!day) return false;
    const ends = startOfDay(addDays(day, 1), ctx.region.timeZone);
    const sealed = await sealRegion({ ...ctx, now: new Date(ends.getTime() - 1_000) });
    // Another worker is at it, or what is open committed in the last second of its day: the next round goes on.
    if (!sealed) return true;
  }
}
