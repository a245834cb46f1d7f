import { and, asc, eq, gt, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { payment, paymentEvent, refund } from "@/db/schema/billing";
import { trip } from "@/db/schema/trip";
import type { Context } from "@/server/context";
import { endedStatuses } from "@/server/core/trip";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { accountOf } from "../billing/balance";
import { findPayment } from "./row";
import { amountMismatch, closeCheckout, settleById } from "./settle";
import { resumeCheckout } from "./start-checkout";

/** A checkout is looked up when no webhook came for so long, again and again until it ends (Stripe: 24 h). */
const quietMs = 10 * 60_000;
const atMost = 200;
/** What a job did not bring to its end is tried again this often; a cause that lasts must not fill the queue. */
const againSeconds = 600;

/**
 * Have quiet checkouts looked up, each in a job of its own: Stripe may take its time, and the round has other work. One that
 * holds another sum waits for a person.
 */
async function askCheckoutsAgain(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - quietMs);
  const lastLook = sql`coalesce(${payment.checkedAt}, ${payment.createdAt})`;
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: payment.id })
      .from(payment)
      .where(
        and(
          eq(payment.regionId, tx.region.id),
          eq(payment.driver, "stripe"),
          eq(payment.status, "pending"),
          or(isNull(payment.failure), sql`${payment.failure} <> ${amountMismatch}`),
          lt(lastLook, before.toISOString()),
        ),
      )
      .orderBy(asc(lastLook))
      .limit(atMost)
      .for("update", { skipLocked: true });
    for (const { id } of rows) {
      await tx.db
        .update(payment)
        .set({ checkedAt: tx.now })
        .where(and(eq(payment.regionId, tx.region.id), eq(payment.id, id)));
      await enqueue(tx.db, "look-up-payment", { regionId: tx.region.id, paymentId: id });
    }
  });
}

/**
 * The job behind `look-up-payment`: ask Stripe where a pending checkout stands and settle by its answer (paid, failed,
 * expired); one that nobody needs any more is closed, so that it cannot be paid. Network lies outside the transactions.
 */
export async function lookUpPayment(ctx: Context, paymentId: string): Promise<void> {
  const found = await inTransaction(ctx, async (tx) => {
    const row = await findPayment(tx, paymentId);
    const account = row && (await accountOf(tx, row.bookingId));
    return row && account ? { row, account } : null;
  });
  if (found?.row.driver !== "stripe" || found.row.status !== "pending") return;
  const { row, account } = found;
  const checkoutId = row.providerRef ?? (await resumeCheckout(ctx, row, account));
  if (account.final && account.dueFen <= 0) return closeCheckout(ctx, checkoutId);
  await settleById(ctx, checkoutId, { declined: false });
}

/** Trips that ended, however they did, and whose money was not settled although their job should have run. */
async function settleEndedTrips(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - quietMs);
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: trip.id })
      .from(trip)
      .where(
        and(
          eq(trip.regionId, tx.region.id),
          inArray(trip.status, [...endedStatuses]),
          isNull(trip.accountedAt),
          lt(trip.endedAt, before),
        ),
      )
      .orderBy(asc(trip.endedAt))
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "bill-trip",
        { regionId: tx.region.id, tripId: id },
        { once: `bill:${id}`, everySeconds: againSeconds },
      );
  });
}

/** Money that was to go back by Stripe and is not there: its job gave up in an outage, or Stripe takes its time. */
async function askRefundsAgain(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - quietMs);
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: refund.id })
      .from(refund)
      .innerJoin(payment, and(eq(payment.regionId, refund.regionId), eq(payment.id, refund.paymentId)))
      .where(
        and(
          eq(refund.regionId, tx.region.id),
          eq(refund.status, "pending"),
          lt(refund.createdAt, before),
          eq(payment.driver, "stripe"),
        ),
      )
      .orderBy(asc(refund.createdAt))
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "refund-payment",
        { regionId: tx.region.id, refundId: id },
        { once: `refund:${id}`, everySeconds: againSeconds },
      );
  });
}

/** Webhooks whose job gave up in an outage are taken up again, each once an hour, for as long as Stripe itself would. */
const eventsKeptMs = 3 * 86_400_000;
const eventAgainSeconds = 3600;

async function handleEventsAgain(ctx: Context): Promise<void> {
  const ago = (ms: number) => new Date(ctx.now.getTime() - ms);
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: paymentEvent.id })
      .from(paymentEvent)
      .where(
        and(
          eq(paymentEvent.regionId, tx.region.id),
          isNull(paymentEvent.handledAt),
          lt(paymentEvent.receivedAt, ago(quietMs)),
          gt(paymentEvent.receivedAt, ago(eventsKeptMs)),
        ),
      )
      .orderBy(asc(paymentEvent.receivedAt))
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "settle-payment-event",
        { regionId: tx.region.id, eventId: id },
        { once: `event:${id}`, everySeconds: eventAgainSeconds },
      );
  });
}

/** What no webhook and no job of its own ended: quiet checkouts, webhooks, refunds on their way, ended trips not accounted for. */
export async function sweepPayments(ctx: Context): Promise<void> {
  await askCheckoutsAgain(ctx);
  await handleEventsAgain(ctx);
  await askRefundsAgain(ctx);
  await settleEndedTrips(ctx);
}
