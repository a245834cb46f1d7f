import type { Context, Tx } from "@/server/context";
import { type Checkout, expireCheckout, retrieveCheckout } from "@/server/gateways/stripe";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { resolveLedger } from "@/server/services/ledger";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import { lockAccount, reconcileAccount } from "../billing/balance";
import type { PaymentRow } from "./request-refund";
import { changePayment, findPayment } from "./row";
import { tellFinance } from "./tell-finance";

/** The `failure` of a pending payment whose checkout tells of another sum. */
export const amountMismatch = "amount_mismatch";

/** What a checkout says about our payment. */
type Outcome = "paid" | "open" | "expired" | "failed" | "mismatch";

function outcomeOf(checkout: Checkout, row: PaymentRow): Outcome {
  if (checkout.paid)
    return checkout.amountFen === row.amountFen && checkout.bookingId === row.bookingId ? "paid" : "mismatch";
  if (checkout.status === "expired") return "expired";
  return checkout.failed ? "failed" : "open";
}

async function paid(tx: Tx, row: PaymentRow, checkout: Checkout): Promise<void> {
  const set = {
    status: "succeeded" as const,
    providerRef: checkout.id,
    intentRef: checkout.paymentIntent,
    settledAt: tx.now,
    failure: null,
  };
  const settled = await changePayment(tx, row.id, "pending", set);
  if (!settled) return;
  await resolveLedger(tx, `payment:${row.id}`, "posted");
  await writeAudit(tx, {
    verb: "payment.settle",
    noun: "payment",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: "pending" },
    after: { status: "succeeded", amountFen: row.amountFen },
  });
  const { booking } = await reconcileAccount(tx, row.bookingId);
  const data = {
    bookingNumber: booking.number,
    amountFen: row.amountFen,
    driver: row.driver,
    paidAt: tx.now,
    receiptUrl: trackUrl(booking, "#receipt"),
  };
  await tellBooker(tx, booking, "payment_received", data, `paid:${row.id}`);
}

async function notPaid(
  tx: Tx,
  row: PaymentRow,
  checkout: Checkout,
  status: "cancelled" | "failed",
): Promise<void> {
  const settled = await changePayment(tx, row.id, "pending", {
    status,
    providerRef: checkout.id,
    settledAt: tx.now,
    failure: row.failure ?? status,
  });
  if (!settled) return;
  await resolveLedger(tx, `payment:${row.id}`, "void");
  await writeAudit(tx, {
    verb: "payment.settle",
    noun: "payment",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: "pending" },
    after: { status },
  });
  await reconcileAccount(tx, row.bookingId);
}

/**
 * Money that is not what was asked for is never taken as payment: kept pending and raised for a person to look at, once
 * however often it is seen.
 */
async function alarm(tx: Tx, row: PaymentRow, checkout: Checkout): Promise<void> {
  if (row.failure === amountMismatch) return;
  const flagged = await changePayment(tx, row.id, "pending", {
    failure: amountMismatch,
    intentRef: checkout.paymentIntent,
  });
  if (!flagged) return;
  console.error("payment.amount_mismatch", tx.region.id, row.id, {
    asked: row.amountFen,
    told: checkout.amountFen,
  });
  await writeAudit(tx, {
    verb: "payment.alarm",
    noun: "payment",
    nounId: row.id,
    bookingId: row.bookingId,
    after: { asked: row.amountFen, told: checkout.amountFen },
  });
  const { orgId } = await reconcileAccount(tx, row.bookingId);
  await tellFinance(tx, {
    kind: "amount_mismatch",
    id: row.id,
    bookingId: row.bookingId,
    orgId,
    amountFen: checkout.amountFen,
  });
}

/** Bring a payment to where its checkout is. Any order, any number of times: only a pending one changes. */
export async function settleCheckout(
  ctx: Context,
  checkout: Checkout,
  about: { declined: boolean },
): Promise<void> {
  const { paymentId, regionId } = checkout;
  if (!paymentId || regionId !== ctx.region.id) return;
  await inTransaction(ctx, async (tx) => {
    const known = await findPayment(tx, paymentId);
    if (!known) return;
    await lockAccount(tx, known.bookingId);
    const row = await findPayment(tx, paymentId);
    if (row?.status !== "pending") return;
    const outcome = outcomeOf(checkout, row);
    if (outcome === "paid") return paid(tx, row, checkout);
    if (outcome === "mismatch") return alarm(tx, row, checkout);
    if (outcome === "expired") return notPaid(tx, row, checkout, "cancelled");
    if (outcome === "failed") return notPaid(tx, row, checkout, "failed");
    if (about.declined) await changePayment(tx, row.id, "pending", { failure: "declined" });
  });
}

/** Ask Stripe about a checkout and settle by its answer. */
export async function settleById(
  ctx: Context,
  checkoutId: string,
  about: { declined: boolean },
): Promise<Checkout> {
  const checkout = await retrieveCheckout(checkoutId);
  await settleCheckout(ctx, checkout, about);
  return checkout;
}

/** Close an open checkout whose sum is no longer right; one that was paid meanwhile is settled as paid. */
export async function closeCheckout(ctx: Context, checkoutId: string): Promise<void> {
  const now = await retrieveCheckout(checkoutId);
  const about = { declined: false };
  if (now.status !== "open") return settleCheckout(ctx, now, about);
  const closed = await expireCheckout(checkoutId).catch(() => retrieveCheckout(checkoutId));
  await settleCheckout(ctx, closed, about);
}
