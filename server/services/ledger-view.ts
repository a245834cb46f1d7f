import { and, desc, eq, gte, isNull, lt, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { ledgerEntry } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import { actorRole, type Context, type Tx } from "@/server/context";
import { mayCall } from "@/server/core/access";
import { DomainError } from "@/server/core/domain-error";
import { type LedgerAccount, ledgerAccounts } from "@/server/core/ledger";
import type { LedgerCursor, LedgerList, ledgerBalances } from "@/server/core/ledger-input";
import { addDays, startOfDay } from "@/server/core/local-time";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { seesRegionMoney } from "./payment/refund";

const pageSize = 100;
const resolving = alias(ledgerEntry, "resolving");

/** Whose books the actor reads: null all of the region, else one organization's; nobody's for a member of none. */
async function booksOf(tx: Tx): Promise<string | null> {
  if (await seesRegionMoney(tx)) return null;
  return (tx.actor.kind === "user" && tx.actor.orgId) || "00000000-0000-0000-0000-000000000000";
}

const ofBooks = (orgId: string | null) => (orgId === null ? undefined : eq(ledgerEntry.orgId, orgId));

/** From the first day's midnight to the last day's, in the region's zone. */
function daysOf(tx: Tx, { from, until }: { from: string; until: string }) {
  const { timeZone } = tx.region;
  return { start: startOfDay(from, timeZone), end: startOfDay(addDays(until, 1), timeZone) };
}

function asked(tx: Tx, orgId: string | null, input: Omit<LedgerList, "after">) {
  const { start, end } = daysOf(tx, input);
  const { account, bookingNumber, open } = input;
  return and(
    eq(ledgerEntry.regionId, tx.region.id),
    ofBooks(orgId),
    gte(ledgerEntry.at, start),
    lt(ledgerEntry.at, end),
    account ? or(eq(ledgerEntry.debitAccount, account), eq(ledgerEntry.creditAccount, account)) : undefined,
    bookingNumber ? eq(booking.number, bookingNumber) : undefined,
    open ? and(eq(ledgerEntry.state, "pending"), isNull(resolving.id)) : undefined,
  );
}

/** Instants of one transaction are equal, so the id decides; the text keeps the database's microseconds. */
const exactAt = sql<string>`to_char(${ledgerEntry.at} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;

async function rowsOf(
  tx: Tx,
  orgId: string | null,
  input: Omit<LedgerList, "after">,
  after: LedgerCursor | undefined,
  limit: number,
) {
  const behind =
    after && sql`(${ledgerEntry.at}, ${ledgerEntry.id}) < (${after.at}::timestamptz, ${after.id}::uuid)`;
  return tx.db
    .select({
      id: ledgerEntry.id,
      at: ledgerEntry.at,
      exactAt,
      orgZh: organization.nameZh,
      orgEn: organization.nameEn,
      bookingId: ledgerEntry.bookingId,
      bookingNumber: booking.number,
      debitAccount: ledgerEntry.debitAccount,
      creditAccount: ledgerEntry.creditAccount,
      amountFen: ledgerEntry.amountFen,
      state: ledgerEntry.state,
      memo: ledgerEntry.memo,
      causeKey: ledgerEntry.causeKey,
      resolvesId: ledgerEntry.resolvesId,
      resolvedState: resolving.state,
      resolvedAt: resolving.at,
    })
    .from(ledgerEntry)
    .leftJoin(
      resolving,
      and(eq(resolving.regionId, ledgerEntry.regionId), eq(resolving.resolvesId, ledgerEntry.id)),
    )
    .leftJoin(booking, and(eq(booking.regionId, ledgerEntry.regionId), eq(booking.id, ledgerEntry.bookingId)))
    .leftJoin(
      organization,
      and(eq(organization.regionId, ledgerEntry.regionId), eq(organization.id, ledgerEntry.orgId)),
    )
    .where(and(asked(tx, orgId, input), behind))
    .orderBy(desc(ledgerEntry.at), desc(ledgerEntry.id))
    .limit(limit);
}

async function pageOf(tx: Tx, input: LedgerList, size: number) {
  const orgId = await booksOf(tx);
  const { after, ...wanted } = input;
  const rows = await asPlatform(tx, (p) => rowsOf(p, orgId, wanted, after, size + 1));
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const next: LedgerCursor | null = rows.length > size && last ? { at: last.exactAt, id: last.id } : null;
  return { rows: shown.map(({ exactAt: _exact, ...row }) => row), next };
}

/**
 * Entries of some calendar days, newest first, a page at a time: all books of the region for its desks, an operator's own for
 * its own. A pending row says what resolved it; a second row says which it resolves.
 */
export async function listLedger(ctx: Context, input: LedgerList) {
  return inTransaction(ctx, (tx) => pageOf(tx, input, pageSize));
}
export type LedgerLine = Awaited<ReturnType<typeof listLedger>>["rows"][number];

const exportSize = 500;

/**
 * The same entries one page after another, each in a transaction of its own, for a file that is written as it is read. Taking
 * them is put on record. @throws DomainError forbidden `access.role`
 */
export async function* everyLedgerLine(ctx: Context, input: LedgerList): AsyncGenerator<LedgerLine[]> {
  // The file's door is a route handler, not a procedure: the access table is asked here.
  if (!mayCall(actorRole(ctx.actor), "ledger.list")) throw new DomainError("forbidden", "access.role");
  await inTransaction(ctx, (tx) =>
    writeAudit(tx, { verb: "ledger.export", noun: "ledger", nounId: tx.region.id, after: { ...input } }),
  );
  let after = input.after;
  do {
    const page = await inTransaction(ctx, (tx) => pageOf(tx, { ...input, after }, exportSize));
    if (page.rows.length > 0) yield page.rows;
    after = page.next ?? undefined;
  } while (after);
}

interface Balance {
  account: LedgerAccount;
  /** Posted debits less credits of all time up to the end of the last day. */
  balanceFen: number;
  /** Posted within the days. */
  debitFen: number;
  creditFen: number;
  /** Still on its way at the end of the last day: debits less credits of rows that nothing had resolved by then. */
  pendingFen: number;
}

async function sums(
  tx: Tx,
  orgId: string | null,
  side: "debit" | "credit",
  days: { start: Date; end: Date },
) {
  const account = side === "debit" ? ledgerEntry.debitAccount : ledgerEntry.creditAccount;
  const posted = sql`${ledgerEntry.state} = 'posted'`;
  const open = sql`${ledgerEntry.state} = 'pending' and ${resolving.id} is null`;
  const start = days.start.toISOString();
  const fen = (when: ReturnType<typeof sql>) =>
    sql<number>`coalesce(sum(${ledgerEntry.amountFen}) filter (where ${when}), 0)::bigint`.mapWith(Number);
  return tx.db
    .select({
      account,
      all: fen(posted),
      within: fen(sql`${posted} and ${ledgerEntry.at} >= ${start}`),
      pending: fen(open),
    })
    .from(ledgerEntry)
    .leftJoin(
      resolving,
      and(
        eq(resolving.regionId, ledgerEntry.regionId),
        eq(resolving.resolvesId, ledgerEntry.id),
        lt(resolving.at, days.end),
      ),
    )
    .where(and(eq(ledgerEntry.regionId, tx.region.id), ofBooks(orgId), lt(ledgerEntry.at, days.end)))
    .groupBy(account);
}

/** Each account's balance at the end of the last day, and what moved within the days. They always add up to nothing. */
export async function balanceLedger(ctx: Context, input: z.infer<typeof ledgerBalances>): Promise<Balance[]> {
  return inTransaction(ctx, async (tx) => {
    const orgId = await booksOf(tx);
    const days = daysOf(tx, input);
    return asPlatform(tx, async (p) => {
      const debits = new Map((await sums(p, orgId, "debit", days)).map((row) => [row.account, row]));
      const credits = new Map((await sums(p, orgId, "credit", days)).map((row) => [row.account, row]));
      return ledgerAccounts.map((account) => {
        const none = { all: 0, within: 0, pending: 0 };
        const [debit, credit] = [debits.get(account) ?? none, credits.get(account) ?? none];
        return {
          account,
          balanceFen: debit.all - credit.all,
          debitFen: debit.within,
          creditFen: credit.within,
          pendingFen: debit.pending - credit.pending,
        };
      });
    });
  });
}
