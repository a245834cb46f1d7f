import { and, eq, gte, inArray, isNull, lt, min, notExists, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { bankLine, collectingAccount } from "@/db/schema/bank-statement";
import { bill, ledgerEntry, payment, refund } from "@/db/schema/billing";
import { cashCount } from "@/db/schema/cash-count";
import { insuranceContract, insuranceOpenItem, insuranceSettlement } from "@/db/schema/insurance";
import { payout, payoutBatch, statementDispute } from "@/db/schema/settlement";
import type { Tx } from "@/server/context";
import type { LedgerAccount } from "@/server/core/ledger";
import { addDays, startOfDay } from "@/server/core/local-time";
import type { Found, Sight } from "./found";

const hour = 3_600_000;
/** So long may money be on its way before somebody should look (assumed): a day, a bank three days. */
const quietMs = 24 * hour;
const bankMs = 72 * hour;
/** Cash is handed in at the end of the shift; a day and a half allows for the night shift. */
const cashMs = 36 * hour;
const lookBackMs = 60 * 24 * hour;

const ago = (tx: Tx, ms: number) => new Date(tx.now.getTime() - ms);

/** What posted rows moved on accounts within a day: debits less credits. */
export async function movedFen(p: Tx, day: string, accounts: readonly LedgerAccount[]): Promise<number> {
  const { timeZone } = p.region;
  const [row] = await p.db
    .select({
      fen: sql<string>`coalesce(sum(CASE WHEN ${inArray(ledgerEntry.debitAccount, [...accounts])} THEN ${ledgerEntry.amountFen} ELSE 0 END
        - CASE WHEN ${inArray(ledgerEntry.creditAccount, [...accounts])} THEN ${ledgerEntry.amountFen} ELSE 0 END), 0)`,
    })
    .from(ledgerEntry)
    .where(
      and(
        eq(ledgerEntry.regionId, p.region.id),
        eq(ledgerEntry.state, "posted"),
        gte(ledgerEntry.at, startOfDay(day, timeZone)),
        lt(ledgerEntry.at, startOfDay(addDays(day, 1), timeZone)),
      ),
    );
  return Number(row?.fen ?? 0);
}

async function pendingPayments(p: Tx): Promise<Found[]> {
  const rows = await p.db
    .select()
    .from(payment)
    .where(
      and(
        eq(payment.regionId, p.region.id),
        eq(payment.status, "pending"),
        lt(payment.createdAt, ago(p, quietMs)),
      ),
    );
  return rows.map((row) => ({
    kind: "pending_payment",
    subject: row.id,
    orgId: null,
    bookingId: row.bookingId,
    amountFen: row.amountFen,
    detail: row.driver,
    since: row.createdAt,
  }));
}

/** Refunds that take too long, and refused ones that nothing made good. */
async function openRefunds(p: Tx): Promise<Found[]> {
  const later = alias(refund, "later");
  const rows = await p.db
    .select()
    .from(refund)
    .where(
      and(
        eq(refund.regionId, p.region.id),
        inArray(refund.status, ["pending", "failed"]),
        lt(refund.createdAt, ago(p, quietMs)),
        notExists(
          p.db
            .select({ id: later.id })
            .from(later)
            .where(and(eq(later.regionId, refund.regionId), eq(later.replacesId, refund.id))),
        ),
      ),
    );
  return rows.map((row) => ({
    kind: row.status === "failed" ? ("failed_refund" as const) : ("pending_refund" as const),
    subject: row.id,
    orgId: null,
    bookingId: row.bookingId,
    amountFen: row.amountFen,
    detail: row.failure ?? row.reason,
    since: row.createdAt,
  }));
}

/** Money whose reason is not known, by operator; what is passed on waits for it. */
async function suspense(p: Tx): Promise<Found[]> {
  const rows = await p.db.execute<{ org_id: string; fen: string; since: string }>(sql`
    SELECT org_id, sum(CASE WHEN credit_account = 'suspense' THEN amount_fen ELSE -amount_fen END) AS fen, min(at) AS since
    FROM ledger_entry WHERE region_id = ${p.region.id} AND state = 'posted'
      AND (credit_account = 'suspense' OR debit_account = 'suspense')
    GROUP BY org_id HAVING sum(CASE WHEN credit_account = 'suspense' THEN amount_fen ELSE -amount_fen END) <> 0`);
  return rows.map((row) => ({
    kind: "suspense",
    subject: row.org_id,
    orgId: row.org_id,
    bookingId: null,
    amountFen: Number(row.fen),
    detail: null,
    since: new Date(row.since),
  }));
}

/** The ledger by itself: money on its way for too long, refused refunds, money without a reason. */
export async function lookAtLedger(p: Tx, day: string): Promise<Sight> {
  const found = [...(await pendingPayments(p)), ...(await openRefunds(p)), ...(await suspense(p))];
  const ledgerFen = await movedFen(p, day, ["revenue:trips", "revenue:cancellations"]);
  return { source: "ledger", ledgerFen: -ledgerFen, sourceFen: null, found };
}

/** Statements: postings that none took up although their day is closed for long, and disputes past their day. */
export async function lookAtStatements(p: Tx): Promise<Sight> {
  const late = await p.db.execute<{ org_id: string; fen: string; since: string; rows: string }>(sql`
    SELECT e.org_id, sum(e.amount_fen) AS fen, min(e.at) AS since, count(*) AS rows FROM ledger_entry e
    JOIN organization o ON o.region_id = e.region_id AND o.id = e.org_id AND o.type = 'operator'
    WHERE e.region_id = ${p.region.id} AND e.state = 'posted'
      AND e.at < ${ago(p, 4 * 24 * hour).toISOString()}::timestamptz AND e.at >= ${ago(p, 64 * 24 * hour).toISOString()}::timestamptz
      AND NOT EXISTS (SELECT 1 FROM statement_line l WHERE l.region_id = e.region_id AND l.entry_id = e.id)
    GROUP BY e.org_id`);
  const disputes = await p.db
    .select()
    .from(statementDispute)
    .where(
      and(
        eq(statementDispute.regionId, p.region.id),
        eq(statementDispute.status, "open"),
        lt(statementDispute.dueAt, p.now),
      ),
    );
  const unstated = late.map((row) => ({
    kind: "unstated" as const,
    subject: row.org_id,
    orgId: row.org_id,
    bookingId: null,
    amountFen: Number(row.fen),
    detail: row.rows,
    since: new Date(row.since),
  }));
  const due = disputes.map((row) => ({
    kind: "dispute_due" as const,
    subject: row.id,
    orgId: row.orgId,
    bookingId: null,
    amountFen: 0,
    detail: row.number,
    since: row.openedAt,
  }));
  return { source: "statements", ledgerFen: null, sourceFen: null, found: [...unstated, ...due] };
}

/** Batches given to the bank without an answer, and transfers that it sent back. */
export async function lookAtPayouts(p: Tx, day: string): Promise<Sight> {
  const rows = await p.db
    .select({ payout, sentAt: payoutBatch.sentAt })
    .from(payout)
    .innerJoin(
      payoutBatch,
      and(eq(payoutBatch.regionId, payout.regionId), eq(payoutBatch.id, payout.batchId)),
    )
    .where(
      and(
        eq(payout.regionId, p.region.id),
        sql`(${payout.status} = 'returned' OR (${payout.status} = 'sent' AND ${payoutBatch.sentAt} < ${ago(p, bankMs).toISOString()}::timestamptz))`,
      ),
    );
  const found = rows.map(({ payout: row, sentAt }) => ({
    kind: row.status === "returned" ? ("payout_returned" as const) : ("payout_silent" as const),
    subject: row.id,
    orgId: row.orgId,
    bookingId: null,
    amountFen: row.amountFen,
    detail: row.failure ?? row.reference,
    since: row.settledAt ?? sentAt ?? p.now,
  }));
  return {
    source: "payouts",
    ledgerFen: await movedFen(p, day, ["payable:operator"]),
    sourceFen: null,
    found,
  };
}

/** What crews took in cash and handed in with no count, by operator. */
async function notHandedIn(p: Tx): Promise<Found[]> {
  const rows = await p.db
    .select({
      orgId: bill.orgId,
      fen: sql<string>`sum(${payment.amountFen})`,
      count: sql<string>`count(*)`,
      since: min(payment.settledAt),
    })
    .from(payment)
    .innerJoin(bill, and(eq(bill.regionId, payment.regionId), eq(bill.id, payment.billId)))
    .where(
      and(
        eq(payment.regionId, p.region.id),
        eq(payment.driver, "cash"),
        eq(payment.status, "succeeded"),
        isNull(payment.cashCountId),
        lt(payment.settledAt, ago(p, cashMs)),
        gte(payment.settledAt, ago(p, lookBackMs)),
      ),
    )
    .groupBy(bill.orgId);
  return rows.map(({ orgId, fen, count, since }) => ({
    kind: "cash_out",
    subject: orgId,
    orgId,
    bookingId: null,
    amountFen: Number(fen),
    detail: count,
    since: since ?? p.now,
  }));
}

/** Counts that nobody confirmed, and counts that differ from what was taken. */
async function openCounts(p: Tx): Promise<Found[]> {
  const waiting = sql`${cashCount.status} = 'declared' AND ${cashCount.declaredAt} < ${ago(p, cashMs).toISOString()}::timestamptz`;
  const counts = await p.db
    .select()
    .from(cashCount)
    .where(
      and(
        eq(cashCount.regionId, p.region.id),
        gte(cashCount.declaredAt, ago(p, lookBackMs)),
        sql`(${cashCount.countedFen} <> ${cashCount.expectedFen} OR (${waiting}))`,
      ),
    );
  return counts.map((row) => ({
    kind: row.countedFen === null ? ("cash_out" as const) : ("cash_difference" as const),
    subject: row.id,
    orgId: row.orgId,
    bookingId: null,
    amountFen: row.countedFen === null ? row.declaredFen : row.countedFen - row.expectedFen,
    detail: row.explanation,
    since: row.declaredAt,
  }));
}

/** Cash that crews took, against what was counted and handed in; null: no operator of the region counts so far. */
export async function lookAtCash(p: Tx, day: string): Promise<Sight | null> {
  const [any] = await p.db
    .select({ id: cashCount.id })
    .from(cashCount)
    .where(eq(cashCount.regionId, p.region.id))
    .limit(1);
  if (!any) return null;
  const ledgerFen = await movedFen(p, day, ["money:cash", "money:till"]);
  const found = [...(await notHandedIn(p)), ...(await openCounts(p))];
  return { source: "cash", ledgerFen, sourceFen: null, found };
}

/** The collecting account's statement; null: the region collects by none. */
export async function lookAtBank(p: Tx, day: string): Promise<Sight | null> {
  const [account] = await p.db
    .select({ id: collectingAccount.regionId })
    .from(collectingAccount)
    .where(eq(collectingAccount.regionId, p.region.id));
  const open = await p.db
    .select()
    .from(bankLine)
    .where(and(eq(bankLine.regionId, p.region.id), eq(bankLine.status, "open")));
  const [told] = await p.db
    .select({ fen: sql<string>`coalesce(sum(${bankLine.amountFen}), 0)`, count: sql<string>`count(*)` })
    .from(bankLine)
    .where(and(eq(bankLine.regionId, p.region.id), eq(bankLine.bookedOn, day)));
  if (!account && open.length === 0 && Number(told?.count ?? 0) === 0) return null;
  const found = open.map((row) => ({
    kind: "bank_line" as const,
    subject: row.id,
    orgId: null,
    bookingId: null,
    amountFen: row.leftFen,
    detail: row.note,
    since: startOfDay(row.bookedOn, p.region.timeZone),
  }));
  const ledgerFen = await movedFen(p, day, ["money:region"]);
  return { source: "bank", ledgerFen, sourceFen: Number(told?.fen ?? 0), found };
}

/** Settlements with insurers: outcomes nobody knows, and lines on which the two sides differ; null: nobody has a contract. */
export async function lookAtInsurance(p: Tx, day: string): Promise<Sight | null> {
  const [contract] = await p.db
    .select({ id: insuranceContract.id })
    .from(insuranceContract)
    .where(eq(insuranceContract.regionId, p.region.id))
    .limit(1);
  if (!contract) return null;
  const unknown = await p.db
    .select()
    .from(insuranceSettlement)
    .where(
      and(
        eq(insuranceSettlement.regionId, p.region.id),
        inArray(insuranceSettlement.status, ["unknown", "cancel_unknown"]),
      ),
    );
  const differing = await p.db
    .select()
    .from(insuranceOpenItem)
    .where(and(eq(insuranceOpenItem.regionId, p.region.id), isNull(insuranceOpenItem.closedAt)));
  const lost = unknown.map((row) => ({
    kind: "insurance_unknown" as const,
    subject: row.id,
    orgId: row.orgId,
    bookingId: row.bookingId,
    amountFen: row.totalFen,
    detail: row.msgid,
    since: row.unknownSince ?? row.preparedAt,
  }));
  const open = differing.map((row) => ({
    kind: "insurance_difference" as const,
    subject: row.id,
    orgId: row.orgId,
    bookingId: null,
    amountFen: (row.theirFundFen ?? 0) - (row.ourFundFen ?? 0),
    detail: row.setlId,
    since: row.openedAt,
  }));
  const ledgerFen = await movedFen(p, day, ["receivable:insurer"]);
  return { source: "insurance", ledgerFen, sourceFen: null, found: [...lost, ...open] };
}
