import { and, desc, eq, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { bill, payment, refund } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { quote } from "@/db/schema/quote";
import { promiseCredit } from "@/db/schema/settlement";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { sumFen } from "@/server/core/money";
import { refundWays } from "@/server/core/payment";
import { countsAsRelief, type ReliefStatus } from "@/server/core/relief";
import { wake } from "@/server/live";
import { asPlatform } from "@/server/scope";
import { chargeAccount } from "../payment/account-row";
import { refundableFen, requestRefund } from "../payment/request-refund";
import { claimOf } from "../relief/claim-of";

export interface Account {
  booking: typeof booking.$inferSelect;
  quote: typeof quote.$inferSelect | null;
  trip: typeof trip.$inferSelect | null;
  bill: typeof bill.$inferSelect | null;
  /** How the claim to a relief stands, where the quote has a second price for it. */
  relief: ReliefStatus | null;
  payments: (typeof payment.$inferSelect)[];
  refunds: (typeof refund.$inferSelect)[];
  /** Given to the payer for a promise that was not kept: owed so much less. */
  credits: (typeof promiseCredit.$inferSelect)[];
  /** Whose books: the operator of the trip, before it the one whose slot was chosen. Null before any quote. */
  orgId: string | null;
  /** What the payer owes in all: the bill less what was forgiven; before it the quote; nothing once the ride will not be. */
  owedFen: number;
  /** False while the bill may still come and change it. */
  final: boolean;
  /** Received, less what went back or is on its way back. */
  paidFen: number;
  /** Still to be paid; below zero: too much was paid. */
  dueFen: number;
}

/** Everything about the money of a booking, read as the platform; the verb has authorised before. */
export async function accountOf(tx: Tx, bookingId: string): Promise<Account | null> {
  return asPlatform(tx, async (p) => {
    const region = tx.region.id;
    const [booked] = await p.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, region), eq(booking.id, bookingId)));
    if (!booked) return null;
    const [accepted] = await p.db
      .select()
      .from(quote)
      .where(and(eq(quote.regionId, region), eq(quote.bookingId, bookingId), eq(quote.status, "accepted")))
      .orderBy(desc(quote.acceptedAt))
      .limit(1);
    const [ride] = await p.db
      .select()
      .from(trip)
      .where(and(eq(trip.regionId, region), eq(trip.bookingId, bookingId)));
    const [billed] = await p.db
      .select()
      .from(bill)
      .where(and(eq(bill.regionId, region), eq(bill.bookingId, bookingId), ne(bill.status, "void")));
    const relief = accepted?.relief ? ((await claimOf(p, bookingId))?.status ?? null) : null;
    const payments = await p.db
      .select()
      .from(payment)
      .where(and(eq(payment.regionId, region), eq(payment.bookingId, bookingId)))
      .orderBy(payment.createdAt, payment.id);
    const refunds = await p.db
      .select()
      .from(refund)
      .where(and(eq(refund.regionId, region), eq(refund.bookingId, bookingId)))
      .orderBy(refund.createdAt, refund.id);
    const credits = await p.db
      .select()
      .from(promiseCredit)
      .where(and(eq(promiseCredit.regionId, region), eq(promiseCredit.bookingId, bookingId)));
    const parts = {
      booking: booked,
      quote: accepted ?? null,
      trip: ride ?? null,
      bill: billed ?? null,
      relief,
      payments,
      refunds,
      credits,
    };
    return { ...parts, ...standing(parts) };
  });
}

/** The payment that waits on the hospital's account for the bill. */
export const onAccount = ({ payments }: Account) =>
  payments.find(({ driver, status }) => driver === "account" && status === "pending");

type Parts = Pick<
  Account,
  "booking" | "quote" | "trip" | "bill" | "relief" | "payments" | "refunds" | "credits"
>;

/** The price of the quote that counts: the relief's while its paper waits and once it is accepted, else the ordinary one. */
export function countedPrice({ quote: accepted, relief }: Pick<Account, "quote" | "relief">) {
  if (!accepted) return null;
  const reduced = countsAsRelief(relief) ? accepted.relief : null;
  const { tariffVersionId, facts, lines, totalFen } = reduced ?? accepted;
  return { tariffVersionId, facts, lines, totalFen };
}

function standing(parts: Parts) {
  const { booking: booked, quote: accepted, trip: ride, bill: billed, payments, refunds, credits } = parts;
  // A trip taken off its vehicle (`cancelled`) leaves the booking alive: it is matched again.
  const over =
    booked.cancelledAt !== null ||
    booked.unservedAt !== null ||
    ["failed", "to_120"].includes(ride?.status ?? "");
  const askedFen = billed?.totalFen ?? (over ? 0 : (countedPrice(parts)?.totalFen ?? 0));
  const received = sumFen(
    payments.filter((each) => each.status === "succeeded").map((each) => each.amountFen),
  );
  const given = sumFen(refunds.filter((each) => each.status !== "failed").map((each) => each.amountFen));
  const forgiven = refunds.filter((each) => each.forgiven && each.status !== "failed");
  const lessFen = sumFen([...forgiven, ...credits].map((each) => each.amountFen));
  const owedFen = askedFen - lessFen;
  const paidFen = received - given;
  const orgId = ride?.orgId ?? accepted?.operatorId ?? null;
  return { orgId, owedFen, final: billed !== null || over, paidFen, dueFen: owedFen - paidFen };
}

/**
 * Take the booking's row: everything that writes its money waits in line here. Weaker than FOR UPDATE, as in
 * `services/plan/lock.ts`: whoever only writes a row that points at the booking (a crew's confirmation) need not wait.
 */
export async function lockAccount(tx: Tx, bookingId: string): Promise<void> {
  await asPlatform(tx, (p) =>
    p.db
      .select({ id: booking.id })
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)))
      .for("no key update"),
  );
}

/** Why money goes back by itself; a text in `messages/<language>/payment.json` names each. */
export type AutomaticReason = "bill_lower" | "cancelled" | "paid_twice" | "promise_broken";

function reasonOf(account: Account): AutomaticReason {
  if (!account.bill || account.bill.kind === "cancellation") return "cancelled";
  if (account.credits.length > 0) return "promise_broken";
  return account.bill.totalFen < (account.quote?.totalFen ?? 0) ? "bill_lower" : "paid_twice";
}

/** What goes back by itself goes first, what an insurer must cancel last; then the newest. */
function inOrderOfReturn(payments: Account["payments"]): Account["payments"] {
  const order = ["service", "books", "hand", "insurer"];
  const rank = ({ driver }: Account["payments"][number]) => order.indexOf(refundWays[driver]);
  return [...payments].reverse().sort((one, other) => rank(one) - rank(other));
}

/** Refused refunds that nothing replaced: a person makes them good, and they must not be asked for again by themselves. */
function refusedFen({ refunds }: Account): number {
  const replaced = new Set(refunds.map((each) => each.replacesId));
  const open = refunds.filter((each) => each.status === "failed" && !each.forgiven && !replaced.has(each.id));
  return sumFen(open.map((each) => each.amountFen));
}

/** Give back what is too much. */
async function giveBack(tx: Tx, account: Account): Promise<void> {
  let excessFen = -account.dueFen - refusedFen(account);
  for (const paid of inOrderOfReturn(account.payments)) {
    const amountFen = Math.min(excessFen, await refundableFen(tx, paid));
    if (amountFen <= 0 || !account.orgId) continue;
    await requestRefund(tx, paid, account.orgId, { id: uuidv7(), amountFen, reason: reasonOf(account) });
    excessFen -= amountFen;
  }
}

/** The account, after what waited for the bill on a hospital's account was charged there. */
async function chargedAccount(tx: Tx, bookingId: string): Promise<Account> {
  const account = await accountOf(tx, bookingId);
  if (!account) throw new Error(`No booking ${bookingId} to reconcile`);
  const { final, orgId } = account;
  if (!final || !orgId || !(await chargeAccount(tx, { ...account, orgId }))) return account;
  return (await accountOf(tx, bookingId)) ?? account;
}

/**
 * After a bill, a payment or a cancellation: mark the bill paid when it is, and send back what is too much. Only once it
 * is final what is owed. The caller holds the booking's lock.
 */
export async function reconcileAccount(tx: Tx, bookingId: string): Promise<Account> {
  const account = await chargedAccount(tx, bookingId);
  const { bill: billed, dueFen, final } = account;
  if (final && dueFen < 0) await giveBack(tx, account);
  if (billed?.status === "issued" && dueFen <= 0) {
    await asPlatform(tx, (p) =>
      p.db
        .update(bill)
        .set({ status: "paid", paidAt: tx.now })
        .where(and(eq(bill.regionId, tx.region.id), eq(bill.id, billed.id), eq(bill.status, "issued"))),
    );
  }
  await wake(tx, { orgs: [...account.booking.viewerOrgs, account.orgId], booking: bookingId });
  return account;
}

/** What a change outside the money (nobody can carry the patient) means for it: too much paid goes back. */
export async function settleAccount(tx: Tx, bookingId: string): Promise<void> {
  await lockAccount(tx, bookingId);
  await reconcileAccount(tx, bookingId);
}
