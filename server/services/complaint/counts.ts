import { sql } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/server/context";
import type { complaintCounts } from "@/server/core/complaint-input";
import { inTransaction } from "@/server/scope";

/** How one operator stands: what was said against it, what held, and how its rides were rated. */
export interface OperatorCounts {
  orgId: string;
  nameZh: string;
  nameEn: string;
  /** Completed trips. */
  trips: number;
  complaints: number;
  open: number;
  /** Found to be right, wholly or in part. */
  upheld: number;
  /** Not answered by the deadline. */
  late: number;
  ratings: number;
  averageScore: number | null;
  lowRatings: number;
}

/**
 * Complaints and ratings against each operator over the days before now, by when they were made; trips by when they ended.
 * Every complaint and every rating counts (mission: each is counted and published). An operator is shown its own row.
 */
export async function complaintsByOperator(
  ctx: Context,
  { days }: z.infer<typeof complaintCounts>,
): Promise<OperatorCounts[]> {
  const { actor } = ctx;
  const own = actor.kind === "user" && actor.role === "dispatcher" ? actor.orgId : null;
  return inTransaction(ctx, async (tx) => {
    const region = tx.region.id;
    const from = new Date(tx.now.getTime() - days * 86_400_000).toISOString();
    const rows = await tx.db.execute<Record<string, string | null>>(sql`
      WITH said AS (
        SELECT org_id, count(*) AS complaints, count(*) FILTER (WHERE status IN ('open', 'answered')) AS open,
          count(*) FILTER (WHERE decision IN ('upheld', 'partly_upheld')) AS upheld,
          count(*) FILTER (WHERE answered_at > due_at OR (answered_at IS NULL AND due_at < ${tx.now.toISOString()}::timestamptz
            AND status = 'open')) AS late
        FROM complaint WHERE region_id = ${region} AND created_at >= ${from}::timestamptz GROUP BY org_id
      ), rated AS (
        SELECT org_id, count(*) AS ratings, avg(score) AS average, count(*) FILTER (WHERE score <= 2) AS low
        FROM rating WHERE region_id = ${region} AND created_at >= ${from}::timestamptz GROUP BY org_id
      ), ridden AS (
        SELECT org_id, count(*) AS trips FROM trip
        WHERE region_id = ${region} AND status = 'completed' AND ended_at >= ${from}::timestamptz GROUP BY org_id
      )
      SELECT o.id, o.name_zh, o.name_en, t.trips, s.complaints, s.open, s.upheld, s.late, r.ratings, r.average, r.low
      FROM organization o LEFT JOIN said s ON s.org_id = o.id LEFT JOIN rated r ON r.org_id = o.id
        LEFT JOIN ridden t ON t.org_id = o.id
      WHERE o.region_id = ${region} AND o.type = 'operator' AND (${own}::uuid IS NULL OR o.id = ${own}::uuid)
      ORDER BY coalesce(s.complaints, 0) DESC, o.name_zh`);
    return rows.map(readRow);
  });
}

function readRow(row: Record<string, string | null>): OperatorCounts {
  const n = (key: string) => Number(row[key] ?? 0);
  return {
    orgId: row.id ?? "",
    nameZh: row.name_zh ?? "",
    nameEn: row.name_en ?? "",
    trips: n("trips"),
    complaints: n("complaints"),
    open: n("open"),
    upheld: n("upheld"),
    late: n("late"),
    ratings: n("ratings"),
    averageScore: row.average == null ? null : Math.round(Number(row.average) * 10) / 10,
    lowRatings: n("low"),
  };
}
