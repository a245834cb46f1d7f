import { sql } from "drizzle-orm";
import type { Tx } from "@/server/context";

/** The day of an instant in the region's calendar, as SQL. */
const dayOf = (tx: Tx, column: string) => sql`(${sql.raw(column)} AT TIME ZONE ${tx.region.timeZone})::date`;

/** Lapses as the record tells them: by when they were acted on, which a later renewal does not undo. `only` limits the rows. */
function insertLapses(tx: Tx, only: ReturnType<typeof sql>) {
  return tx.db.execute(sql`
    INSERT INTO figure_event (region_id, source_id, kind, day, org_id, subject_id, at)
    SELECT a.region_id, a.id, 'lapse', ${dayOf(tx, "a.at")}, c.org_id::text, c.id, a.at
    FROM audit a JOIN certification c ON c.region_id = a.region_id AND c.id::text = a.noun_id
    WHERE a.region_id = ${tx.region.id} AND a.verb = 'certification.lapse' AND ${only}
    ON CONFLICT (region_id, source_id) DO NOTHING`);
}

/** Complaints about a vehicle that somebody saw: no booking counts them. */
function insertComplaints(tx: Tx, only: ReturnType<typeof sql>) {
  return tx.db.execute(sql`
    INSERT INTO figure_event (region_id, source_id, kind, day, org_id, subject_id, at)
    SELECT region_id, id, 'complaint', ${dayOf(tx, "created_at")}, coalesce(org_id::text, ''), id, created_at
    FROM complaint WHERE region_id = ${tx.region.id} AND booking_id IS NULL AND ${only}
    ON CONFLICT (region_id, source_id) DO NOTHING`);
}

/** All of them from the beginning. */
export async function gatherEvents(tx: Tx): Promise<void> {
  await insertLapses(tx, sql`true`);
  await insertComplaints(tx, sql`true`);
}

const list = (ids: string[]) => sql`ANY (string_to_array(${ids.join(",")}, ',')::uuid[])`;

/** Those that some entries of the chain tell of. */
export async function eventsOfChain(
  tx: Tx,
  rows: readonly { audit_id: string; verb: string; at_ms: number; noun_id: string }[],
): Promise<void> {
  const lapses = rows.filter(({ verb }) => verb === "certification.lapse");
  const complaints = rows.filter(({ verb }) => verb.startsWith("complaint."));
  if (lapses.length > 0) {
    const from = new Date(Math.min(...lapses.map(({ at_ms }) => at_ms)) - 1).toISOString();
    const ids = list(lapses.map(({ audit_id }) => audit_id));
    await insertLapses(tx, sql`a.at >= ${from}::timestamptz AND a.id = ${ids}`);
  }
  const nouns = complaints.map(({ noun_id }) => noun_id).filter((id) => /^[0-9a-f-]{36}$/.test(id));
  if (nouns.length > 0) await insertComplaints(tx, sql`id = ${list(nouns)}`);
}
