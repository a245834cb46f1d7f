import { and, asc, eq } from "drizzle-orm";
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
