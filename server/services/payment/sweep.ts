import { and, asc, eq, isNull, lt, sql } from "drizzle-orm";
import { bill, payment, refund } from "@/db/schema/billing";
import { trip } from "@/db/schema/trip";
import type { Context } from "@/server/context";
import { loggable } from "@/server/core/failure";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { accountOf } from "../billing/balance";
import type { PaymentRow } from "./request-refund";
import { closeCheckout, settleById } from "./settle";
import { resumeCheckout } from "./start-checkout";

/** A checkout is looked up when no webhook came for so long, again and again until it ends (Stripe: 24 h). */
const quietMs = 10 * 60_000;
const atMost = 20;
const refundsAtMost = 200;
/** What a job did not bring to its end is tried again this often; a cause that lasts must not fill the queue. */
const againSeconds = 600;

async function takeQuiet(ctx: Context): Promise<PaymentRow[]> {
  const before = new Date(ctx.now.getTime() - quietMs);
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(payment)
      .where(
        and(
          eq(payment.regionId, tx.region.id),
          eq(payment.driver, "stripe"),
          eq(payment.status, "pending"),
          lt(sql`coalesce(${payment.checkedAt}, ${payment.createdAt})`, before.toISOString()),
        ),
      )
      .orderBy(asc(sql`coalesce(${payment.checkedAt}, ${payment.createdAt})`))
      .limit(atMost)
      .for("update", { skipLocked: true });
    for (const row of rows) {
      await tx.db
        .update(payment)
        .set({ checkedAt: tx.now })
        .where(and(eq(payment.regionId, tx.region.id), eq(payment.id, row.id)));
    }
    return rows;
  });
}

/** Look one up; a checkout that nobody needs any more is closed, so that it cannot be paid. */
async function lookUp(ctx: Context, row: PaymentRow): Promise<void> {
  const account = await inTransaction(ctx, (tx) => accountOf(tx, row.bookingId));
  if (!account) return;
  const checkoutId = row.providerRef ?? (await resumeCheckout(ctx, row, account));
  if (account.final && account.dueFen <= 0) return closeCheckout(ctx, checkoutId);
  await settleById(ctx, checkoutId, { asyncFailed: false, declined: false });
}

/** Trips that ended and have no bill although their job should have run. */
async function sendMissingBills(ctx: Context): Promise<void> {
  const before = new Date(ctx.now.getTime() - quietMs);
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: trip.id })
      .from(trip)
      .leftJoin(bill, and(eq(bill.regionId, trip.regionId), eq(bill.bookingId, trip.bookingId)))
      .where(
        and(
          eq(trip.regionId, tx.region.id),
          eq(trip.status, "completed"),
          lt(trip.endedAt, before),
          isNull(bill.id),
        ),
      )
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
      .limit(refundsAtMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "refund-payment",
        { regionId: tx.region.id, refundId: id },
        { once: `refund:${id}`, everySeconds: againSeconds },
      );
  });
}

/** What no webhook and no job of its own ended: quiet checkouts, refunds on their way, trips without their bill. */
export async function sweepPayments(ctx: Context): Promise<void> {
  for (const row of await takeQuiet(ctx)) {
    // One that cannot be reached now is looked up again; it must not keep the others waiting.
    await lookUp(ctx, row).catch((error: unknown) => console.error("payment.sweep", row.id, loggable(error)));
  }
  await askRefundsAgain(ctx);
  await sendMissingBills(ctx);
}
