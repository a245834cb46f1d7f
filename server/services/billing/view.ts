import { and, asc, desc, eq, gte, lt } from "drizzle-orm";
import type { z } from "zod";
import { bill, extraCharge } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import type { billingList, billingOfBooking } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { addDays, startOfDay } from "@/server/core/local-time";
import { stripeIsPeer } from "@/server/gateways/stripe";
import { asPlatform, inTransaction } from "@/server/scope";
import { isBooker } from "../booking/row";
import { collectingAccountOf } from "../payment/collecting";
import { seesRegionMoney } from "../payment/refund";
import { onOwnShift } from "../trip/load";
import { type Account, accountOf, countedPrice, onAccount } from "./balance";
import { quotedLines } from "./bill-trip";
import { billSources } from "./sources";

/**
 * Whether the actor may read a booking's money: its operator and crew, the region's desks, and whoever booked it. The
 * hospital that only receives the patient does not learn the price.
 */
async function maySeeMoney(tx: Tx, bookingId: string): Promise<boolean> {
  const { actor } = tx;
  if (actor.kind === "guest" && actor.bookingId !== bookingId) return false;
  if (await seesRegionMoney(tx)) return true;
  const isCrew = actor.kind === "user" && actor.role === "crew";
  const booksItself = actor.kind === "user" && (actor.role === "family" || actor.role === "case_manager");
  const [ride] = booksItself
    ? []
    : await tx.db
        .select({ id: trip.id })
        .from(trip)
        .where(
          and(
            eq(trip.regionId, tx.region.id),
            eq(trip.bookingId, bookingId),
            isCrew ? onOwnShift(tx) : undefined,
          ),
        );
  if (ride || isCrew) return ride !== undefined;
  const [booked] = await tx.db
    .select()
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  return booked !== undefined && (!booksItself || isBooker(tx, booked));
}

/** The account of a booking that the actor may see. @throws DomainError not_found `booking.not_found` */
export async function visibleAccount(tx: Tx, bookingId: string): Promise<Account> {
  const account = (await maySeeMoney(tx, bookingId)) ? await accountOf(tx, bookingId) : null;
  if (!account) throw new DomainError("not_found", "booking.not_found");
  return account;
}

function billView(row: Account["bill"]) {
  if (!row) return null;
  const { id, number, kind, status, lines, differences, totalFen, issuedAt, paidAt } = row;
  return { id, number, kind, status, lines, differences, totalFen, issuedAt, paidAt };
}

function extraView({ id, code, facts, fen, status, askedAt, answeredAt }: typeof extraCharge.$inferSelect) {
  return { id, code, facts, fen, status, askedAt, answeredAt };
}

function paymentView(row: Account["payments"][number]) {
  const { id, driver, status, amountFen, failure, createdAt, settledAt } = row;
  return { id, driver, status, amountFen, failure, createdAt, settledAt };
}

function refundView(row: Account["refunds"][number]) {
  const { id, paymentId, status, amountFen, reason, forgiven, createdAt, settledAt } = row;
  return { id, paymentId, status, amountFen, reason, forgiven, createdAt, settledAt };
}

/**
 * All about the money of one booking: the quote, what was asked for on the way, the bill with its differences and what each
 * line was made from, payments,
 * refunds, and what is due. `standIn`: payments by Stripe go to the local stand-in, which the page must say.
 */
export async function billingOf(ctx: Context, input: z.infer<typeof billingOfBooking>) {
  return inTransaction(ctx, async (tx) => {
    const account = await visibleAccount(tx, input.bookingId);
    const extras = await asPlatform(tx, (p) =>
      p.db
        .select()
        .from(extraCharge)
        .where(and(eq(extraCharge.regionId, tx.region.id), eq(extraCharge.bookingId, input.bookingId)))
        .orderBy(asc(extraCharge.askedAt)),
    );
    const { booking: booked, quote: accepted, payments, refunds, owedFen, paidFen, dueFen, final } = account;
    const waiting = onAccount(account);
    return {
      bookingId: booked.id,
      bookingNumber: booked.number,
      quote: accepted && {
        lines: quotedLines(account),
        totalFen: countedPrice(account)?.totalFen ?? accepted.totalFen,
        /** A second price stands in the quote: how the claim to it stands, and what is charged without it. */
        relief: accepted.relief && {
          status: account.relief,
          group: accepted.relief.group,
          reliefFen: accepted.relief.totalFen,
          normalFen: accepted.totalFen,
        },
      },
      extras: extras.map(extraView),
      bill: billView(account.bill),
      sources: await billSources(tx, account),
      payments: payments.map(paymentView),
      refunds: refunds.map(refundView),
      owedFen,
      paidFen,
      dueFen,
      /** What waits on the hospital's account until the bill is written; null: nothing does. */
      onAccountFen: waiting?.amountFen ?? null,
      /** Payment is open from the confirmation; `final`: the bill is written, or there will be none. */
      payable: booked.confirmedAt !== null && dueFen > 0 && !waiting,
      final,
      /** Where to transfer to; the reference is the booking's number. Null: the region names no account. */
      payTo: await collectingAccountOf(tx),
      standIn: stripeIsPeer(),
    };
  });
}

/** Bills of some calendar days, newest first: an operator's own, all of the region for its desks. */
export async function listBills(ctx: Context, input: z.infer<typeof billingList>) {
  return inTransaction(ctx, async (tx) => {
    const { timeZone } = tx.region;
    const from = startOfDay(input.from, timeZone);
    const until = startOfDay(addDays(input.until, 1), timeZone);
    const own = tx.actor.kind === "user" && tx.actor.orgId ? tx.actor.orgId : "";
    const whole = await seesRegionMoney(tx);
    const rows = await asPlatform(tx, (p) =>
      p.db
        .select({ bill, bookingNumber: booking.number, plate: trip.plate })
        .from(bill)
        .innerJoin(booking, and(eq(booking.regionId, bill.regionId), eq(booking.id, bill.bookingId)))
        .leftJoin(trip, and(eq(trip.regionId, bill.regionId), eq(trip.bookingId, bill.bookingId)))
        .where(
          and(
            eq(bill.regionId, tx.region.id),
            gte(bill.issuedAt, from),
            lt(bill.issuedAt, until),
            input.status ? eq(bill.status, input.status) : undefined,
            whole ? undefined : eq(bill.orgId, own),
          ),
        )
        .orderBy(desc(bill.issuedAt))
        .limit(1000),
    );
    return rows.map(({ bill: row, bookingNumber, plate }) => ({
      ...billView(row),
      id: row.id,
      number: row.number,
      bookingId: row.bookingId,
      orgId: row.orgId,
      bookingNumber,
      plate,
      totalFen: row.totalFen,
      status: row.status,
      issuedAt: row.issuedAt,
    }));
  });
}
