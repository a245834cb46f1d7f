import { and, eq, inArray, or, sql } from "drizzle-orm";
import { ledgerEntry } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { hospitalAccount, hospitalStatement, hospitalStatementLine } from "@/db/schema/hospital-account";
import type { Tx } from "@/server/context";
import type { OpenItem } from "@/server/core/hospital-account";
import { asPlatform } from "@/server/scope";

const hospital = "receivable:hospital";

/** Take the account's row: whoever pays or charges it waits in line here. */
async function lockAgreement(tx: Tx, hospitalId: string): Promise<void> {
  await tx.db
    .select({ id: hospitalAccount.orgId })
    .from(hospitalAccount)
    .where(and(eq(hospitalAccount.regionId, tx.region.id), eq(hospitalAccount.orgId, hospitalId)))
    .for("update");
}

/** What each booking owes on a hospital's account by the books, oldest first; what is settled is left out. */
export async function openItems(tx: Tx, hospitalId: string, how = { lock: false }): Promise<OpenItem[]> {
  if (how.lock) await asPlatform(tx, (p) => lockAgreement(p, hospitalId));
  const open = sql<string>`sum(case when ${ledgerEntry.debitAccount} = ${hospital} then ${ledgerEntry.amountFen} else -${ledgerEntry.amountFen} end)`;
  const first = sql<string>`min(${ledgerEntry.at})`;
  const rows = await asPlatform(tx, (p) =>
    p.db
      .select({ orgId: ledgerEntry.orgId, bookingId: ledgerEntry.bookingId, open, first })
      .from(ledgerEntry)
      .where(
        and(
          eq(ledgerEntry.regionId, tx.region.id),
          eq(ledgerEntry.partyId, hospitalId),
          eq(ledgerEntry.state, "posted"),
          or(eq(ledgerEntry.debitAccount, hospital), eq(ledgerEntry.creditAccount, hospital)),
        ),
      )
      .groupBy(ledgerEntry.orgId, ledgerEntry.bookingId)
      .having(sql`${open} <> 0`)
      .orderBy(first),
  );
  return rows.flatMap(({ orgId, bookingId, open: fen, first: at }) =>
    bookingId ? [{ orgId, bookingId, openFen: Number(fen), at: new Date(at).getTime() }] : [],
  );
}

export interface AgedItem extends OpenItem {
  bookingNumber: string;
  /** The statement on which it was charged, and by when that is to be paid; null: on none yet. */
  statementNumber: string | null;
  dueOn: string | null;
}

/** What is open with the statement that asked for it. */
export async function agedItems(tx: Tx, hospitalId: string): Promise<AgedItem[]> {
  const items = await openItems(tx, hospitalId);
  if (items.length === 0) return [];
  return asPlatform(tx, async (p) => {
    const ids = items.map(({ bookingId }) => bookingId);
    const asked = await p.db
      .select({
        bookingId: hospitalStatementLine.bookingId,
        number: hospitalStatement.number,
        dueOn: hospitalStatement.dueOn,
      })
      .from(hospitalStatementLine)
      .innerJoin(
        hospitalStatement,
        and(
          eq(hospitalStatement.regionId, hospitalStatementLine.regionId),
          eq(hospitalStatement.id, hospitalStatementLine.statementId),
        ),
      )
      .where(
        and(
          eq(hospitalStatementLine.regionId, tx.region.id),
          eq(hospitalStatementLine.orgId, hospitalId),
          eq(hospitalStatementLine.kind, "charge"),
          inArray(hospitalStatementLine.bookingId, ids),
        ),
      );
    const numbers = await bookingNumbers(p, ids);
    return items.map((item) => {
      const on = asked.find(({ bookingId }) => bookingId === item.bookingId);
      return {
        ...item,
        bookingNumber: numbers.get(item.bookingId) ?? "",
        statementNumber: on?.number ?? null,
        dueOn: on?.dueOn ?? null,
      };
    });
  });
}

async function bookingNumbers(tx: Tx, ids: string[]): Promise<Map<string, string>> {
  const rows = await tx.db
    .select({ id: booking.id, number: booking.number })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, ids)));
  return new Map(rows.map(({ id, number }) => [id, number]));
}
