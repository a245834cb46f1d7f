import { and, eq, isNull, lt } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { bill, payment, refund } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { hospitalAccount, hospitalStatement, hospitalStatementLine } from "@/db/schema/hospital-account";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { dayAfterMonth, monthBefore, statementNumber } from "@/server/core/hospital-account";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { sumFen } from "@/server/core/money";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { nextNumber } from "../counter";
import { publicUrl } from "../public-url";
import { tellStaff } from "../tell-staff";
import { openItems } from "./open";

type Agreement = typeof hospitalAccount.$inferSelect;

const about = {
  bookingId: payment.bookingId,
  bookingNumber: booking.number,
  billNumber: bill.number,
  operatorId: bill.orgId,
  plate: trip.plate,
  paymentId: payment.id,
};

/** Trips charged to a hospital before an instant that stand on no statement. */
async function chargesBefore(tx: Tx, hospitalId: string, until: Date) {
  const rows = await tx.db
    .select({ ...about, at: payment.settledAt, amountFen: payment.amountFen })
    .from(payment)
    .innerJoin(booking, and(eq(booking.regionId, payment.regionId), eq(booking.id, payment.bookingId)))
    .innerJoin(bill, and(eq(bill.regionId, payment.regionId), eq(bill.id, payment.billId)))
    .leftJoin(trip, and(eq(trip.regionId, payment.regionId), eq(trip.bookingId, payment.bookingId)))
    .leftJoin(
      hospitalStatementLine,
      and(
        eq(hospitalStatementLine.regionId, payment.regionId),
        eq(hospitalStatementLine.paymentId, payment.id),
        eq(hospitalStatementLine.kind, "charge"),
      ),
    )
    .where(
      and(
        eq(payment.regionId, tx.region.id),
        eq(payment.partyId, hospitalId),
        eq(payment.driver, "account"),
        eq(payment.status, "succeeded"),
        lt(payment.settledAt, until),
        isNull(hospitalStatementLine.id),
      ),
    );
  return rows.map((row) => ({ ...row, kind: "charge" as const, refundId: null }));
}

/** What was given back on a hospital's account before an instant and stands on no statement. */
async function creditsBefore(tx: Tx, hospitalId: string, until: Date) {
  const rows = await tx.db
    .select({ ...about, refundId: refund.id, at: refund.settledAt, amountFen: refund.amountFen })
    .from(refund)
    .innerJoin(payment, and(eq(payment.regionId, refund.regionId), eq(payment.id, refund.paymentId)))
    .innerJoin(booking, and(eq(booking.regionId, payment.regionId), eq(booking.id, payment.bookingId)))
    .innerJoin(bill, and(eq(bill.regionId, payment.regionId), eq(bill.id, payment.billId)))
    .leftJoin(trip, and(eq(trip.regionId, payment.regionId), eq(trip.bookingId, payment.bookingId)))
    .leftJoin(
      hospitalStatementLine,
      and(eq(hospitalStatementLine.regionId, refund.regionId), eq(hospitalStatementLine.refundId, refund.id)),
    )
    .where(
      and(
        eq(refund.regionId, tx.region.id),
        eq(payment.partyId, hospitalId),
        eq(payment.driver, "account"),
        eq(refund.status, "succeeded"),
        lt(refund.settledAt, until),
        isNull(hospitalStatementLine.id),
      ),
    );
  return rows.map((row) => ({ ...row, kind: "credit" as const }));
}

/** Write one hospital's statement of a month; null where it has one, or nothing to tell. */
async function issueOne(tx: Tx, agreed: Agreement, month: string): Promise<string | null> {
  const { orgId } = agreed;
  // The agreement's row is everybody's turn: two workers cannot both write the month.
  await tx.db
    .select({ id: hospitalAccount.orgId })
    .from(hospitalAccount)
    .where(and(eq(hospitalAccount.regionId, tx.region.id), eq(hospitalAccount.orgId, orgId)))
    .for("update");
  const [known] = await tx.db
    .select({ id: hospitalStatement.id })
    .from(hospitalStatement)
    .where(
      and(
        eq(hospitalStatement.regionId, tx.region.id),
        eq(hospitalStatement.orgId, orgId),
        eq(hospitalStatement.month, month),
      ),
    );
  if (known) return null;
  const until = startOfDay(dayAfterMonth(month), tx.region.timeZone);
  const lines = [...(await chargesBefore(tx, orgId, until)), ...(await creditsBefore(tx, orgId, until))];
  if (lines.length === 0) return null;
  return write(tx, agreed, month, lines);
}

type Line =
  | Awaited<ReturnType<typeof chargesBefore>>[number]
  | Awaited<ReturnType<typeof creditsBefore>>[number];

async function write(tx: Tx, agreed: Agreement, month: string, lines: Line[]): Promise<string> {
  const { orgId, dueDays } = agreed;
  const id = uuidv7();
  const totalFen = sumFen(lines.map(({ kind, amountFen }) => (kind === "charge" ? amountFen : -amountFen)));
  const onIt = new Set(lines.map(({ bookingId }) => bookingId));
  const before = (await openItems(tx, orgId)).filter(({ bookingId }) => !onIt.has(bookingId));
  const until = startOfDay(dayAfterMonth(month), tx.region.timeZone).getTime();
  const broughtForwardFen = sumFen(before.filter(({ at }) => at < until).map(({ openFen }) => openFen));
  const number = statementNumber(await nextNumber(tx, "statement"));
  const dueOn = addDays(localDay(tx.now, tx.region.timeZone), dueDays);
  const regionId = tx.region.id;
  await tx.db
    .insert(hospitalStatement)
    .values({ regionId, id, number, orgId, month, dueOn, broughtForwardFen, totalFen, issuedAt: tx.now });
  await tx.db.insert(hospitalStatementLine).values(
    lines.map((line) => ({
      ...line,
      regionId,
      id: uuidv7(),
      statementId: id,
      orgId,
      at: line.at ?? tx.now,
    })),
  );
  await writeAudit(tx, {
    verb: "hospitalAccount.issue",
    noun: "hospital_statement",
    nounId: id,
    after: { number, month, dueOn, totalFen, broughtForwardFen, lines: lines.length },
  });
  await tellStaff(
    tx,
    { role: "case_manager", orgId },
    {
      template: "statement_issued",
      bookingId: null,
      key: `statement:${id}`,
      data: (locale) => ({
        number,
        month,
        totalFen,
        dueOn,
        url: publicUrl(`/${locale}/hospital/account/${id}`),
      }),
    },
  );
  await wake(tx, { orgs: [orgId] });
  return id;
}

/**
 * Issue the statements that are due: of the month before, from the day agreed on, once for each hospital and month. What was
 * put on the account in it, and what earlier statements missed, stands on it; it is never changed afterwards. Safe to repeat.
 */
export async function issueStatements(ctx: Context): Promise<number> {
  const today = localDay(ctx.now, ctx.region.timeZone);
  const agreements = await inTransaction(ctx, (tx) =>
    tx.db.select().from(hospitalAccount).where(eq(hospitalAccount.regionId, tx.region.id)),
  );
  let issued = 0;
  for (const agreed of agreements) {
    if (Number(today.slice(8)) < agreed.statementDay) continue;
    if (await inTransaction(ctx, (tx) => issueOne(tx, agreed, monthBefore(today)))) issued += 1;
  }
  return issued;
}
