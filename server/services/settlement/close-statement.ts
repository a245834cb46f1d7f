import { and, desc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { statement } from "@/db/schema/settlement";
import type { Tx } from "@/server/context";
import type { LedgerAccount } from "@/server/core/ledger";
import { addDays, startOfDay } from "@/server/core/local-time";
import { sumFen } from "@/server/core/money";
import { type StatementPosting, statementPostings } from "@/server/core/settlement/fee";
import type { SettlementSettings } from "@/server/core/settlement/settings";
import { readPosting, type StatementSection, totalsOf } from "@/server/core/settlement/statement";
import { writeAudit } from "@/server/services/audit";
import { nextNumber, takeTurn } from "@/server/services/counter";
import { postManyLedger } from "@/server/services/ledger";

export type StatementRow = typeof statement.$inferSelect;

/** A posting cannot commit so many days after the instant it bears: no transaction lives as long. */
const lateDays = 3;

interface EntryRow extends Record<string, unknown> {
  id: string;
  at: string;
  debit_account: string;
  credit_account: string;
  amount_fen: number;
  cause_key: string;
  booking_id: string | null;
}

/** The operator's latest statement, if it has one. */
export async function latestStatement(tx: Tx, orgId: string): Promise<StatementRow | null> {
  const [row] = await tx.db
    .select()
    .from(statement)
    .where(and(eq(statement.regionId, tx.region.id), eq(statement.orgId, orgId)))
    .orderBy(desc(statement.day))
    .limit(1);
  return row ?? null;
}

/** Instant from which postings may be on no statement yet; null: from the beginning. */
export function unstatedFrom(tx: Tx, last: StatementRow | null): Date | null {
  return last && startOfDay(addDays(last.day, -lateDays), tx.region.timeZone);
}

async function unstated(tx: Tx, orgId: string, from: Date | null, until: Date): Promise<EntryRow[]> {
  const since = from ? sql`AND e.at >= ${from.toISOString()}::timestamptz` : sql``;
  return tx.db.execute<EntryRow>(sql`
    SELECT e.id, e.at, e.debit_account, e.credit_account, e.amount_fen, e.cause_key, e.booking_id FROM ledger_entry e
    WHERE e.region_id = ${tx.region.id} AND e.org_id = ${orgId} AND e.state = 'posted'
      AND e.at < ${until.toISOString()}::timestamptz ${since}
      AND NOT EXISTS (SELECT 1 FROM statement_line l WHERE l.region_id = ${tx.region.id} AND l.entry_id = e.id)
    ORDER BY e.at, e.id`);
}

interface Line {
  entryId: string;
  at: string;
  section: StatementSection;
  fen: number;
  payableFen: number;
  bookingId: string | null;
}

const postingOf = (row: EntryRow) => ({
  debitAccount: row.debit_account as LedgerAccount,
  creditAccount: row.credit_account as LedgerAccount,
  amountFen: row.amount_fen,
  causeKey: row.cause_key,
  bookingId: row.booking_id,
});

const lineOf = (row: EntryRow): Line => {
  const { section, fen, payableFen } = readPosting(postingOf(row));
  return {
    entryId: row.id,
    at: new Date(row.at).toISOString(),
    section,
    fen,
    payableFen,
    bookingId: row.booking_id,
  };
};

/** What the statement adds by itself, posted now and standing on it. */
async function postOwn(tx: Tx, orgId: string, own: readonly StatementPosting[]): Promise<Line[]> {
  const ids = await postManyLedger(
    tx,
    own.map(({ bookingId, row }) => ({ owner: { orgId, bookingId }, row })),
  );
  return own.map(({ bookingId, row }) => {
    const entryId = ids.get(row.causeKey);
    // The operator's turn is ours and the day is not closed: nobody can have posted it.
    if (!entryId) throw new Error(`Posted before: ${row.causeKey}`);
    const { section, fen, payableFen } = readPosting({ ...row, bookingId });
    return { entryId, at: tx.now.toISOString(), section, fen, payableFen, bookingId };
  });
}

const linesAtOnce = 5_000;

async function writeLines(tx: Tx, { id, orgId }: StatementRow, lines: readonly Line[]): Promise<void> {
  for (let from = 0; from < lines.length; from += linesAtOnce) {
    const part = JSON.stringify(lines.slice(from, from + linesAtOnce));
    await tx.db.execute(sql`
      INSERT INTO statement_line (region_id, entry_id, statement_id, org_id, at, section, fen, booking_id)
      SELECT ${tx.region.id}, r."entryId", ${id}::uuid, ${orgId}::uuid, r.at, r.section, r.fen, r."bookingId"
      FROM jsonb_to_recordset(${part}::text::jsonb) AS r
        ("entryId" uuid, at timestamptz, section text, fen int, "bookingId" uuid)`);
  }
}

const feeRuleOf = ({ source, feePerTripFen, feeThousandths, taxThousandths }: SettlementSettings) => ({
  source,
  feePerTripFen,
  feeThousandths,
  taxThousandths,
});

/**
 * Close one operator's statement of a local day, once: all postings of its books up to the day's end that stand on no
 * statement, and what the statement itself posts. As the platform, in one transaction. Null: nothing happened. Closed before:
 * what was closed.
 */
export async function closeStatement(
  tx: Tx,
  of: { orgId: string; day: string },
  rule: SettlementSettings,
): Promise<StatementRow | null> {
  const { orgId, day } = of;
  await takeTurn(tx, `statement:${orgId}`);
  const last = await latestStatement(tx, orgId);
  if (last && last.day >= day) return last.day === day ? last : null;
  const until = startOfDay(addDays(day, 1), tx.region.timeZone);
  const rows = await unstated(tx, orgId, unstatedFrom(tx, last), until);
  if (rows.length === 0) return null;
  const number = await nextNumber(tx, "operator_statement");
  const own = statementPostings(rows.map(postingOf), rule, { key: `${orgId}:${day}`, number });
  const lines = [...rows.map(lineOf), ...(await postOwn(tx, orgId, own))];
  const openingFen = last?.closingFen ?? 0;
  const [made] = await tx.db
    .insert(statement)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      number,
      orgId,
      day,
      openingFen,
      closingFen: openingFen + sumFen(lines.map(({ payableFen }) => payableFen)),
      totals: totalsOf(lines),
      lineCount: lines.length,
      feeRule: feeRuleOf(rule),
      closedAt: tx.now,
    })
    .returning();
  if (!made) throw new Error(`The statement of ${orgId} was not written`);
  await writeLines(tx, made, lines);
  await writeAudit(tx, {
    verb: "settlement.closeStatement",
    noun: "statement",
    nounId: made.id,
    after: { number, day, openingFen, closingFen: made.closingFen, lines: lines.length },
  });
  return made;
}
