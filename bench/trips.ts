import type { Sql } from "postgres";

/** What belongs to a booking and is copied with it, parents first. */
const tables = [
  "booking",
  "assessment",
  "quote",
  "promise",
  "decision",
  "offer",
  "trip",
  "trip_event",
  "handover",
  "bill",
  "payment",
  "ledger_entry",
];
/** Ids of rows that are copied too; all others (shift, vehicle, operator, rule) stay shared. */
const copiedIds = new Set([
  "id",
  "booking_id",
  "trip_id",
  "quote_id",
  "decision_id",
  "bill_id",
  "resolves_id",
]);
/** Texts that must differ from row to row. */
const uniqueTexts = new Set(["number", "idempotency_key", "cause_key", "provider_ref"]);
/** Copied this many at a time. */
const stretch = 20_000;

interface ColumnRow {
  name: string;
  type: string;
}

/** A column of the copy `i` of a row: its own ids, its day among the 360 before, everything else as it was. */
function copied(table: string, { name, type }: ColumnRow): string {
  const column = `r."${name}"`;
  const own = copiedIds.has(name) || (table === "booking" && name === "id");
  if (own && type === "uuid") return `md5(${column}::text || i)::uuid`;
  if (type === "timestamp with time zone") return `${column} - (i % 360) * interval '1 day'`;
  if (uniqueTexts.has(name)) return `${column} || '-' || i`;
  return column;
}

async function copyTable(
  owner: Sql,
  regionId: string,
  table: string,
  from: number,
  until: number,
): Promise<void> {
  const columns = await owner<ColumnRow[]>`
    SELECT column_name AS name, data_type AS type FROM information_schema.columns
    WHERE table_schema = 'public' AND table_name = ${table} AND is_generated = 'NEVER' ORDER BY ordinal_position`;
  const names = columns.map(({ name }) => `"${name}"`).join(", ");
  const values = columns.map((column) => copied(table, column)).join(", ");
  const booking = table === "booking" ? "id" : "booking_id";
  await owner.unsafe(
    `INSERT INTO "${table}" (${names}) SELECT ${values} FROM generate_series($1::int, $2::int) AS i
     JOIN bench_template t ON t.place = i % (SELECT count(*) FROM bench_template)
     JOIN "${table}" r ON r.region_id = $3 AND r."${booking}" = t.booking_id`,
    [from, until, regionId],
  );
}

/** Trips that the seed lived through, as they are: their copies are late, dear, shared or refused as they were. */
async function chooseTemplates(owner: Sql, regionId: string): Promise<void> {
  await owner.unsafe("SET session_replication_role = replica");
  await owner.unsafe(
    `CREATE TABLE IF NOT EXISTS bench_template AS
     SELECT row_number() OVER (ORDER BY id) - 1 AS place, booking_id FROM
       (SELECT id, booking_id FROM trip WHERE region_id = '${regionId}' AND ended_at IS NOT NULL ORDER BY id LIMIT 500) AS ended`,
  );
}

/** Grow a seeded region to so many trips by copying some of those that ended, spread over the 360 days before. */
export async function growTo(owner: Sql, regionId: string, trips: number): Promise<void> {
  await chooseTemplates(owner, regionId);
  const [row] = await owner`SELECT count(*)::int AS count FROM trip WHERE region_id = ${regionId}`;
  const have = Number(row?.count);
  for (let at = have; at < trips; at += stretch) {
    const until = Math.min(trips, at + stretch) - 1;
    for (const table of tables) await copyTable(owner, regionId, table, at, until);
    process.stderr.write(`${until + 1} trips\n`);
  }
}
