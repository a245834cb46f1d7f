import { and, eq } from "drizzle-orm";
import { refund } from "@/db/schema/billing";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import {
  findRefundOf,
  refundPayment as refundAtStripe,
  retrieveRefund,
  type StripeRefund,
} from "@/server/gateways/stripe";
import { asPlatform, inTransaction } from "@/server/scope";
import { bookingOf, tellBooker, trackUrl } from "@/server/services/trip/tell";
import { closeRefund } from "./refund";
import type { PaymentRow } from "./request-refund";
import { findPayment } from "./row";

type RefundRow = typeof refund.$inferSelect;

async function load(ctx: Context, refundId: string): Promise<{ row: RefundRow; paid: PaymentRow } | null> {
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(refund)
      .where(and(eq(refund.regionId, tx.region.id), eq(refund.id, refundId)));
    const paid = row && (await findPayment(tx, row.paymentId));
    return row && paid ? { row, paid } : null;
  });
}

type Answer = Pick<StripeRefund, "status" | "failure"> & { id: string | null };

/** Stripe's code for a refusal, for the desk that must mend it. */
function refusal({ code, data }: DomainError): string {
  if (code === "not_found") return "unknown_payment";
  return typeof data.reason === "string" ? data.reason : "refused";
}

/** Stripe forgets a key after a day; well before, what was asked with it is looked for instead. */
const keyHoldsMs = 20 * 3_600_000;

/** Ask Stripe, with the key that was stored with the refund; a refusal is final, an outage is tried again by the queue. */
async function askStripe(row: RefundRow, paid: PaymentRow, now: Date): Promise<Answer> {
  if (!paid.intentRef) return { status: "failed", id: null, failure: "no_payment_intent" };
  if (row.providerRef) return retrieveRefund(row.providerRef);
  const request = {
    paymentIntent: paid.intentRef,
    amountFen: row.amountFen,
    reason: "requested_by_customer",
    about: { regionId: row.regionId, refundId: row.id },
    idempotencyKey: row.idempotencyKey,
  } as const;
  const ask = async () => {
    const isLate = now.getTime() - row.createdAt.getTime() > keyHoldsMs;
    return (isLate && (await findRefundOf(request.paymentIntent, row.id))) || refundAtStripe(request);
  };
  return ask().catch((error: unknown) => {
    const refused = error instanceof DomainError && (error.code === "conflict" || error.code === "not_found");
    if (refused) return { status: "failed" as const, id: null, failure: refusal(error) };
    throw error;
  });
}

/**
 * Carry out a refund: at Stripe, or only tell the payer when it was handed back in cash. `reasonText` names an automatic
 * reason in the payer's language. Done again it changes nothing.
 */
export async function runRefund(
  ctx: Context,
  refundId: string,
  reasonText: (reason: string, locale: string) => string,
): Promise<void> {
  const found = await load(ctx, refundId);
  if (!found) return;
  const { row, paid } = found;
  if (row.status === "pending" && paid.driver === "stripe") {
    const answer = await askStripe(row, paid, ctx.now);
    await inTransaction(ctx, async (tx) => {
      const { status, id: providerRef, failure } = answer;
      if (status !== "pending") return void (await closeRefund(tx, row, status, { providerRef, failure }));
      // Stripe settles it in its own time: the sweep has it asked for again.
      const { regionId, id } = row;
      await asPlatform(tx, (p) =>
        p.db
          .update(refund)
          .set({ providerRef: answer.id })
          .where(and(eq(refund.regionId, regionId), eq(refund.id, id))),
      );
    });
  }
  const now = await load(ctx, refundId);
  if (now?.row.status !== "succeeded") return;
  await inTransaction(ctx, async (tx) => {
    const booked = await bookingOf(tx, row.bookingId);
    const reason = reasonText(row.reason, booked.locale);
    const data = {
      bookingNumber: booked.number,
      amountFen: row.amountFen,
      driver: row.paidOutBy ?? paid.driver,
      byHand: row.paidOutBy !== null && row.paidOutBy !== "stripe",
      reason,
      trackUrl: trackUrl(booked),
    };
    await tellBooker(tx, booked, "refund_made", data, `refunded:${row.id}`);
  });
}
