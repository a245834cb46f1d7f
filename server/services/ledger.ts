import { and, asc, eq, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { ledgerEntry } from "@/db/schema/billing";
import type { Tx } from "@/server/context";
import { type LedgerAccount, type LedgerRow, resolvingRow, reversingRow } from "@/server/core/ledger";
import { asPlatform } from "@/server/scope";

export type LedgerEntry = typeof ledgerEntry.$inferSelect;

/** Whose books, for which booking if for one, and whose claim or debt where the account does not say. */
export interface LedgerOwner {
  orgId: string;
  bookingId: string | null;
  partyId?: string | null;
}

async function insertRow(
  tx: Tx,
  { orgId, bookingId, partyId = null }: LedgerOwner,
  row: LedgerRow,
  resolvesId: string | null,
): Promise<void> {
  // A cause posts once: retried work meets its own row and changes nothing.
  await tx.db
    .insert(ledgerEntry)
    .values({
      ...row,
      orgId,
      bookingId,
      partyId,
      resolvesId,
      regionId: tx.region.id,
      id: uuidv7(),
      at: tx.now,
    })
    .onConflictDoNothing();
}

/** Write one row; the same cause again changes nothing. Amounts of zero move nothing and are not written. */
export async function postLedger(tx: Tx, owner: LedgerOwner, row: LedgerRow): Promise<void> {
  if (row.amountFen === 0) return;
  await asPlatform(tx, (p) => insertRow(p, owner, row, null));
}

/** A row with the books it stands in. */
export interface LedgerPosting {
  owner: LedgerOwner;
  row: LedgerRow;
}
const rowsAtOnce = 2_000;

/**
 * Write many rows with few statements; causes that had posted before change nothing. Answers with the ids of the rows that
 * were written, by cause.
 */
export async function postManyLedger(
  tx: Tx,
  postings: readonly LedgerPosting[],
): Promise<Map<string, string>> {
  const written = new Map<string, string>();
  const due = postings.filter(({ row }) => row.amountFen !== 0);
  if (due.length === 0) return written;
  await asPlatform(tx, async (p) => {
    for (let from = 0; from < due.length; from += rowsAtOnce) {
      const part = due.slice(from, from + rowsAtOnce).map(({ owner, row }) => ({
        id: uuidv7(),
        org_id: owner.orgId,
        booking_id: owner.bookingId,
        party_id: owner.partyId ?? null,
        debit_account: row.debitAccount,
        credit_account: row.creditAccount,
        amount_fen: row.amountFen,
        state: row.state,
        cause_key: row.causeKey,
        memo: row.memo,
      }));
      // One parameter for all rows: thousands of single ones take longer to bind than the rows to write.
      const done = await p.db.execute<{ id: string; cause_key: string }>(sql`
        INSERT INTO ledger_entry
          (region_id, id, org_id, at, debit_account, credit_account, amount_fen, state, cause_key, booking_id, party_id, memo)
        SELECT ${tx.region.id}, r.id, r.org_id, ${tx.now.toISOString()}::timestamptz, r.debit_account, r.credit_account,
          r.amount_fen, r.state, r.cause_key, r.booking_id, r.party_id, r.memo
        FROM jsonb_to_recordset(${JSON.stringify(part)}::text::jsonb) AS r
          (id uuid, org_id uuid, booking_id uuid, party_id uuid, debit_account text, credit_account text, amount_fen int,
           state text, cause_key text, memo text)
        ON CONFLICT DO NOTHING
        RETURNING id, cause_key`);
      for (const { id, cause_key: causeKey } of done) written.set(causeKey, id);
    }
  });
  return written;
}

const typed = (row: LedgerEntry) => ({
  ...row,
  debitAccount: row.debitAccount as LedgerAccount,
  creditAccount: row.creditAccount as LedgerAccount,
});

/** Resolve the pending row of a cause by a second row: posted when the money moved, void when it did not. */
export async function resolveLedger(tx: Tx, causeKey: string, state: "posted" | "void"): Promise<void> {
  await asPlatform(tx, async (p) => {
    const [pending] = await p.db
      .select()
      .from(ledgerEntry)
      .where(
        and(
          eq(ledgerEntry.regionId, tx.region.id),
          eq(ledgerEntry.causeKey, causeKey),
          eq(ledgerEntry.state, "pending"),
        ),
      );
    if (!pending) throw new Error(`No pending ledger row for ${causeKey}`);
    const row = resolvingRow(typed(pending), state);
    await insertRow(p, pending, row, pending.id);
  });
}

/** Turn round what a cause had posted, by a row of its own, once: money that was there came back after all. */
export async function reverseLedger(tx: Tx, causeKey: string, memo: string): Promise<void> {
  await asPlatform(tx, async (p) => {
    const [posted] = await p.db
      .select()
      .from(ledgerEntry)
      .where(
        and(
          eq(ledgerEntry.regionId, tx.region.id),
          eq(ledgerEntry.causeKey, `${causeKey}:posted`),
          eq(ledgerEntry.state, "posted"),
        ),
      );
    if (!posted) throw new Error(`No posted ledger row for ${causeKey}`);
    const row = reversingRow({ ...typed(posted), causeKey }, memo);
    await insertRow(p, posted, row, null);
  });
}

/** All rows around a booking, in order. */
export async function ledgerOf(tx: Tx, bookingId: string): Promise<LedgerEntry[]> {
  return tx.db
    .select()
    .from(ledgerEntry)
    .where(and(eq(ledgerEntry.regionId, tx.region.id), eq(ledgerEntry.bookingId, bookingId)))
    .orderBy(asc(ledgerEntry.at), asc(ledgerEntry.id));
}
