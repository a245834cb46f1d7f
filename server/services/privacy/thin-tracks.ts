import { and, desc, eq, sql } from "drizzle-orm";
import { retentionRun } from "@/db/schema/retention";
import type { Tx } from "@/server/context";
import type { RegionSettings } from "@/server/core/region-settings";

/** Up to where tracks are thin already: where the last round ended. */
async function thinUntil(tx: Tx): Promise<Date> {
  const [last] = await tx.db
    .select({ cutOff: retentionRun.cutOff })
    .from(retentionRun)
    .where(and(eq(retentionRun.regionId, tx.region.id), eq(retentionRun.kind, "tracks")))
    .orderBy(desc(retentionRun.cutOff))
    .limit(1);
  return last?.cutOff ?? new Date(0);
}

/**
 * Thin tracks that are old enough: one point in so many minutes of each vehicle stays, and no longer says whose ride it was.
 * Answers with how many points were deleted or changed.
 */
export async function thinTracks(tx: Tx, cutOff: Date, privacy: RegionSettings["privacy"]): Promise<number> {
  const from = await thinUntil(tx);
  if (from >= cutOff) return 0;
  const seconds = privacy.trackThinnedMinutes * 60;
  const span = sql`region_id = ${tx.region.id} AND at >= ${from.toISOString()}::timestamptz AND at < ${cutOff.toISOString()}::timestamptz`;
  const gone = await tx.db.execute(sql`
    DELETE FROM position p USING (
      SELECT vehicle_id, at, row_number() OVER (
        PARTITION BY vehicle_id, floor(extract(epoch FROM at) / ${seconds}) ORDER BY at) AS place
      FROM position WHERE ${span}) d
    WHERE p.region_id = ${tx.region.id} AND p.vehicle_id = d.vehicle_id AND p.at = d.at AND d.place > 1
    RETURNING 1`);
  const freed = await tx.db.execute(sql`
    UPDATE position SET booking_id = NULL, viewer_users = '{}' WHERE ${span} AND booking_id IS NOT NULL RETURNING 1`);
  return gone.length + freed.length;
}
