import type { Sql } from "postgres";

/** Evidence: the application may add rows, never change or remove them. */
const appendOnly = [
  "adverse_entry",
  "audit",
  "audit_sample",
  "bank_match",
  "assessment",
  "boarding_attempt",
  "chain_entry",
  "complaint_entry",
  "complaint_evidence",
  "day_close",
  "day_node",
  "day_root",
  "decision",
  "decision_input",
  "decision_part",
  "detection_run",
  "handover",
  "hospital_statement",
  "hospital_statement_line",
  "ledger_entry",
  "plan_run",
  "promise",
  "promise_credit",
  "public_report",
  "retention_run",
  "rule_event",
  "settlement_day",
  "site_inspection",
  "standard_check",
  "standard_result",
  "statement",
  "statement_line",
  "travel_correction",
  "trip_event",
  "vehicle_inspection",
];
/** Salts are made once; erasing a person takes them away. */
const neverChanged = ["chain_salt"];
/** What an erasure may blank in evidence; the table's own policy says into what. */
const erasable: Record<string, string> = {
  audit: "before, after",
  // Names are sealed with a newer key and, at the end of their time, blanked.
  handover: "giver_name_sealed, receiver_name_sealed",
  complaint_entry: "text, files",
  complaint_evidence: "data",
  adverse_entry: "text, files",
  decision: "candidates, basis, explanation",
  decision_input: "content",
  decision_part: "content",
};
/** What may be written of a row that otherwise stands as it was made. A quote never changes: only its standing and who sees it do. */
const standing: Record<string, string> = {
  quote: "status, accepted_at, viewer_orgs, viewer_users",
};
const partitioned = ["audit", "position"];
const monthsBack = 3;
const monthsAhead = 24;

/** Monthly partitions from three months back to two years ahead; they get no grants, so that policies hold. */
export async function extendPartitions(client: Sql, now: Date): Promise<void> {
  for (const table of partitioned) {
    for (let month = -monthsBack; month <= monthsAhead; month++) {
      const from = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month, 1));
      const until = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + month + 1, 1));
      const name = `${table}_${from.toISOString().slice(0, 7).replace("-", "_")}`;
      await client.unsafe(
        `CREATE TABLE IF NOT EXISTS "${name}" PARTITION OF "${table}" FOR VALUES FROM ('${from.toISOString()}') TO ('${until.toISOString()}')`,
      );
    }
  }
}

function rightsOn(table: string): string {
  if (neverChanged.includes(table)) return "SELECT, INSERT, DELETE";
  const written = standing[table];
  if (written) return `SELECT, INSERT, DELETE, UPDATE (${written})`;
  if (!appendOnly.includes(table)) return "SELECT, INSERT, UPDATE, DELETE";
  const blanked = erasable[table];
  return blanked ? `SELECT, INSERT, UPDATE (${blanked})` : "SELECT, INSERT";
}

/** Make the application's role (owns nothing, bypasses nothing), grant it the tables, force every policy. */
export async function grantApplication(client: Sql, appUrl: string): Promise<void> {
  const { username, password } = new URL(appUrl);
  const role = decodeURIComponent(username).replaceAll('"', "");
  const secret = decodeURIComponent(password).replaceAll("'", "''");
  const [known] = await client`SELECT 1 FROM pg_roles WHERE rolname = ${role}`;
  const verb = known ? "ALTER" : "CREATE";
  await client
    .unsafe(
      `${verb} ROLE "${role}" LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE PASSWORD '${secret}'`,
    )
    .catch((error: { code?: string }) => {
      // Two databases of one cluster may grant at the same time: the role is then there already.
      if (!["42710", "XX000", "23505"].includes(error.code ?? "")) throw error;
    });
  const tables = await client<{ name: string; fenced: boolean }[]>`
    SELECT c.relname AS name, c.relrowsecurity AS fenced FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition`;
  await client.unsafe(`GRANT USAGE ON SCHEMA public TO "${role}"`);
  for (const { name, fenced } of tables) {
    await client.unsafe(
      `REVOKE ALL ON "${name}" FROM "${role}"; GRANT ${rightsOn(name)} ON "${name}" TO "${role}"`,
    );
    if (fenced) await client.unsafe(`ALTER TABLE "${name}" FORCE ROW LEVEL SECURITY`);
  }
}
