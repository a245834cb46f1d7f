import { sql } from "drizzle-orm";
import type { Tx } from "@/server/context";
import type { OperatorRecord } from "@/server/core/allocation";

/**
 * Every operator over the last days: shift time it put at the region's disposal and trips it was given. Operators with
 * neither stand with zeros, so that shares add up over the same list.
 */
export async function operatorRecords(tx: Tx, days: number): Promise<OperatorRecord[]> {
  const from = new Date(tx.now.getTime() - days * 86_400_000).toISOString();
  const until = tx.now.toISOString();
  const rows = await tx.db.execute<{ id: string; capacity: number; trips: number }>(sql`
    SELECT o.id,
      coalesce((SELECT sum(extract(epoch FROM least(s.ends_at, ${until}::timestamptz) - greatest(s.starts_at, ${from}::timestamptz)))
        FROM shift s WHERE s.region_id = o.region_id AND s.org_id = o.id AND s.status <> 'cancelled'
          AND s.ends_at > ${from} AND s.starts_at < ${until}), 0)::bigint::float8 AS capacity,
      (SELECT count(*) FROM trip t WHERE t.region_id = o.region_id AND t.org_id = o.id AND t.status <> 'cancelled'
        AND t.created_at > ${from} AND t.created_at <= ${until})::int AS trips
    FROM organization o
    WHERE o.region_id = ${tx.region.id} AND o.type = 'operator'
    ORDER BY o.id`);
  return rows.map((row) => ({
    operatorId: row.id,
    capacitySeconds: Math.round(row.capacity),
    assignedTrips: row.trips,
  }));
}
