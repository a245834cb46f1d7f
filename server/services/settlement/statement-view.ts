import { and, asc, desc, eq, gte, lte, sql } from "drizzle-orm";
import type { z } from "zod";
import { bill, ledgerEntry } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { organization } from "@/db/schema/organization";
import { statement, statementDispute, statementLine } from "@/db/schema/settlement";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { addDays } from "@/server/core/local-time";
import type { StatementGet, statementLineGet, statementList } from "@/server/core/settlement/input";
import { asPlatform, inTransaction } from "@/server/scope";
import { payableFen } from "./payable";
import { payoutsOfOperator } from "./payout-batch";
import { settlementScope } from "./scope";

const pageSize = 100;

/** The last day of a month ("2026-11"). */
const lastDayOf = (month: string) => addDays(`${addDays(`${month}-01`, 31).slice(0, 7)}-01`, -1);

/**
 * Statements of a month, newest day first: the acting operator's own; for the region's desks one operator's or all. A
 * month's statement is the sum of its days.
 */
export async function listStatements(ctx: Context, input: z.output<typeof statementList>) {
  return inTransaction(ctx, async (tx) => {
    const own = await settlementScope(tx);
    const orgId = own ?? input.orgId;
    const { month } = input;
    return asPlatform(tx, async (p) => {
      const rows = await p.db
        .select({ row: statement, orgZh: organization.nameZh, orgEn: organization.nameEn })
        .from(statement)
        .innerJoin(
          organization,
          and(eq(organization.regionId, statement.regionId), eq(organization.id, statement.orgId)),
        )
        .where(
          and(
            eq(statement.regionId, tx.region.id),
            gte(statement.day, `${month}-01`),
            lte(statement.day, lastDayOf(month)),
            orgId ? eq(statement.orgId, orgId) : undefined,
          ),
        )
        .orderBy(desc(statement.day), asc(organization.nameZh));
      return rows.map(({ row, orgZh, orgEn }) => ({ ...viewOf(row), orgZh, orgEn }));
    });
  });
}

const viewOf = ({
  id,
  number,
  orgId,
  day,
  openingFen,
  closingFen,
  totals,
  lineCount,
  closedAt,
}: typeof statement.$inferSelect) => ({
  id,
  number,
  orgId,
  day,
  openingFen,
  closingFen,
  totals,
  lineCount,
  closedAt,
});

/** What the acting operator can be paid now, and what it was paid. */
export async function ownSettlement(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const orgId = await settlementScope(tx);
    if (orgId === null) return null;
    return asPlatform(tx, async (p) => ({
      orgId,
      payableFen: await payableFen(p, orgId),
      payouts: await payoutsOfOperator(p, orgId),
    }));
  });
}

/** A statement that the actor may see. @throws DomainError not_found `settlement.statement_not_found` */
async function visible(tx: Tx, statementId: string) {
  const own = await settlementScope(tx);
  const [found] = await asPlatform(tx, (p) =>
    p.db
      .select({ row: statement, orgZh: organization.nameZh, orgEn: organization.nameEn })
      .from(statement)
      .innerJoin(
        organization,
        and(eq(organization.regionId, statement.regionId), eq(organization.id, statement.orgId)),
      )
      .where(and(eq(statement.regionId, tx.region.id), eq(statement.id, statementId))),
  );
  if (!found || (own && found.row.orgId !== own))
    throw new DomainError("not_found", "settlement.statement_not_found");
  return found;
}

/** Lines in the order of their instants, a page at a time; instants of one transaction are equal, so the id decides. */
async function linesOf(p: Tx, { statementId, section, after }: StatementGet, size: number) {
  const rows = await p.db
    .select({
      entryId: statementLine.entryId,
      at: statementLine.at,
      section: statementLine.section,
      fen: statementLine.fen,
      bookingId: statementLine.bookingId,
      bookingNumber: booking.number,
      memo: ledgerEntry.memo,
      causeKey: ledgerEntry.causeKey,
      disputeId: statementDispute.id,
      disputeNumber: statementDispute.number,
      disputeStatus: statementDispute.status,
    })
    .from(statementLine)
    .innerJoin(
      ledgerEntry,
      and(eq(ledgerEntry.regionId, statementLine.regionId), eq(ledgerEntry.id, statementLine.entryId)),
    )
    .leftJoin(
      booking,
      and(eq(booking.regionId, statementLine.regionId), eq(booking.id, statementLine.bookingId)),
    )
    .leftJoin(
      statementDispute,
      and(
        eq(statementDispute.regionId, statementLine.regionId),
        eq(statementDispute.entryId, statementLine.entryId),
      ),
    )
    .where(
      and(
        eq(statementLine.regionId, p.region.id),
        eq(statementLine.statementId, statementId),
        section ? eq(statementLine.section, section) : undefined,
        after
          ? sql`(${statementLine.at}, ${statementLine.entryId}) > (${after.at}::timestamptz, ${after.id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(statementLine.at), asc(statementLine.entryId))
    .limit(size + 1);
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  const next = rows.length > size && last ? { at: last.at.toISOString(), id: last.entryId } : null;
  return { lines: shown, next };
}
export type StatementLineView = Awaited<ReturnType<typeof linesOf>>["lines"][number];

/** One statement with a page of its lines. */
export async function getStatement(ctx: Context, input: StatementGet) {
  return inTransaction(ctx, async (tx) => {
    const { row, orgZh, orgEn } = await visible(tx, input.statementId);
    const page = await asPlatform(tx, (p) => linesOf(p, input, pageSize));
    return { ...viewOf(row), feeRule: row.feeRule, orgZh, orgEn, ...page };
  });
}

/** Every line of a statement for a file, page after page. */
export async function wholeStatement(ctx: Context, statementId: string) {
  const lines: StatementLineView[] = [];
  const size = 1_000;
  let after: StatementGet["after"];
  const head = await inTransaction(ctx, (tx) => visible(tx, statementId));
  do {
    const of = { statementId, after };
    const page = await inTransaction(ctx, (tx) => asPlatform(tx, (p) => linesOf(p, of, size)));
    lines.push(...page.lines);
    after = page.next ?? undefined;
  } while (after);
  return { ...viewOf(head.row), orgZh: head.orgZh, orgEn: head.orgEn, lines };
}
export type WholeStatement = Awaited<ReturnType<typeof wholeStatement>>;

/**
 * What a line rests on: the posting with its accounts, the trip, the bill.
 * @throws DomainError not_found `settlement.line_not_found`
 */
export async function getStatementLine(ctx: Context, input: z.output<typeof statementLineGet>) {
  return inTransaction(ctx, async (tx) => {
    const own = await settlementScope(tx);
    return asPlatform(tx, async (p) => {
      const [found] = await p.db
        .select({ line: statementLine, entry: ledgerEntry, day: statement.day, number: statement.number })
        .from(statementLine)
        .innerJoin(
          ledgerEntry,
          and(eq(ledgerEntry.regionId, statementLine.regionId), eq(ledgerEntry.id, statementLine.entryId)),
        )
        .innerJoin(
          statement,
          and(eq(statement.regionId, statementLine.regionId), eq(statement.id, statementLine.statementId)),
        )
        .where(and(eq(statementLine.regionId, tx.region.id), eq(statementLine.entryId, input.entryId)));
      if (!found || (own && found.line.orgId !== own))
        throw new DomainError("not_found", "settlement.line_not_found");
      const { line, entry, day, number } = found;
      const ride = line.bookingId ? await rideOf(p, line.bookingId) : null;
      const { debitAccount, creditAccount, amountFen, causeKey, memo, at } = entry;
      return {
        ...{ entryId: line.entryId, section: line.section, fen: line.fen, day, number },
        posting: { debitAccount, creditAccount, amountFen, causeKey, memo, at },
        ride,
      };
    });
  });
}

/** The trip and the bill that a line is explained by. */
async function rideOf(p: Tx, bookingId: string) {
  const [row] = await p.db
    .select({
      bookingId: booking.id,
      bookingNumber: booking.number,
      tripId: trip.id,
      plate: trip.plate,
      tripStatus: trip.status,
      arrivedPickupAt: trip.arrivedPickupAt,
      endedAt: trip.endedAt,
      billId: bill.id,
      billNumber: bill.number,
      totalFen: bill.totalFen,
    })
    .from(booking)
    .leftJoin(trip, and(eq(trip.regionId, booking.regionId), eq(trip.bookingId, booking.id)))
    .leftJoin(
      bill,
      and(eq(bill.regionId, booking.regionId), eq(bill.bookingId, booking.id), sql`${bill.status} <> 'void'`),
    )
    .where(and(eq(booking.regionId, p.region.id), eq(booking.id, bookingId)));
  return row ?? null;
}
