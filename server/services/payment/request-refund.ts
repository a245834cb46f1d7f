import { and, eq, ne, notInArray } from "drizzle-orm";
import { type payment, refund } from "@/db/schema/billing";
import { dispute } from "@/db/schema/dispute";
import type { Tx } from "@/server/context";
import { forgivenRow, refundRow } from "@/server/core/ledger";
import { sumFen } from "@/server/core/money";
import { type PayOut, refundWays } from "@/server/core/payment";
import { enqueue } from "@/server/queue";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger } from "@/server/services/ledger";

export type PaymentRow = typeof payment.$inferSelect;

/** What of a payment can still be given back: paid less what is back already or on its way, and what the payer's bank took. */
export async function refundableFen(tx: Tx, row: PaymentRow): Promise<number> {
  if (row.status !== "succeeded") return 0;
  const given = await asPlatform(tx, (p) =>
    p.db
      .select({ fen: refund.amountFen })
      .from(refund)
      .where(
        and(eq(refund.regionId, tx.region.id), eq(refund.paymentId, row.id), ne(refund.status, "failed")),
      ),
  );
  const taken = await asPlatform(tx, (p) =>
    p.db
      .select({ fen: dispute.amountFen })
      .from(dispute)
      .where(
        and(
          eq(dispute.regionId, tx.region.id),
          eq(dispute.paymentId, row.id),
          notInArray(dispute.status, ["won", "closed"]),
        ),
      ),
  );
  return Math.max(0, row.amountFen - sumFen([...given, ...taken].map((each) => each.fen)));
}

interface NewRefund {
  id: string;
  amountFen: number;
  reason: string;
  /** The kind of bill that is owed less by it. */
  forgives?: "trip" | "cancellation" | undefined;
  /** The failed refund that it makes good. */
  replacesId?: string;
  /** A person gave the money back already. */
  paidOut?: { by: PayOut; ref: string } | undefined;
}

/**
 * Ask for money to go back: the row and its pending ledger row now, the money by a job (Stripe), by the crew's or the
 * office's hand (cash, POS, a transfer), which is confirmed by `payment.confirmRefund`, or by whoever settles with the
 * insurer. What was paid out by hand, or stood on a hospital's account, is over at once. The booking is locked by the caller.
 */
export async function requestRefund(
  tx: Tx,
  paid: PaymentRow,
  orgId: string,
  given: NewRefund,
): Promise<void> {
  const { id, amountFen, reason, forgives, replacesId, paidOut } = given;
  const way = refundWays[paid.driver];
  // On an account nothing moves but the books: the hospital owes so much less.
  const isOver = paidOut !== undefined || way === "books";
  const state = isOver ? "posted" : "pending";
  await asPlatform(tx, async (p) => {
    await p.db.insert(refund).values({
      regionId: tx.region.id,
      id,
      bookingId: paid.bookingId,
      paymentId: paid.id,
      amountFen,
      reason,
      forgiven: forgives !== undefined,
      idempotencyKey: `refund-${id}`,
      replacesId: replacesId ?? null,
      ...(isOver ? { status: "succeeded" as const, settledAt: tx.now } : {}),
      ...(paidOut ? { paidOutBy: paidOut.by, paidOutRef: paidOut.ref } : {}),
      createdAt: tx.now,
      viewerOrgs: paid.viewerOrgs,
      viewerUsers: paid.viewerUsers,
    });
    await postLedger(
      p,
      { orgId, bookingId: paid.bookingId, partyId: paidOut ? null : paid.partyId },
      refundRow({ id, driver: paidOut?.by ?? paid.driver, amountFen, reason }, state),
    );
    if (forgives)
      await postLedger(
        p,
        { orgId, bookingId: paid.bookingId },
        { ...forgivenRow({ id, kind: forgives, amountFen, reason }), state },
      );
  });
  if (isOver) await enqueue(tx.db, "follow-invoices", { regionId: tx.region.id, bookingId: paid.bookingId });
  await writeAudit(tx, {
    verb: "payment.refund",
    noun: "refund",
    nounId: id,
    bookingId: paid.bookingId,
    after: {
      paymentId: paid.id,
      amountFen,
      reason,
      replacesId: replacesId ?? null,
      paidOut: paidOut ?? null,
    },
  });
  if (!paidOut && (way === "service" || way === "books"))
    await enqueue(tx.db, "refund-payment", { regionId: tx.region.id, refundId: id });
}
