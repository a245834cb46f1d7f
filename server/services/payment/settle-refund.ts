import { and, eq } from "drizzle-orm";
import { refund } from "@/db/schema/billing";
import type { Context, Tx } from "@/server/context";
import { retrieveRefund, type StripeRefund } from "@/server/gateways/stripe";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { reverseLedger } from "@/server/services/ledger";
import { accountOf, lockAccount } from "../billing/balance";
import { closeRefund, findRefund } from "./refund";
import { tellFinance } from "./tell-finance";

type RefundRow = typeof refund.$inferSelect;

/**
 * Money that had gone back is with Stripe again (a closed account, a lost card): the refund counts as failed, what it posted
 * is turned round by rows of its own, and finance makes it good as any refused one. The booking is locked by the caller.
 */
async function reverseRefund(tx: Tx, row: RefundRow, failure: string): Promise<void> {
  const [failed] = await asPlatform(tx, (p) =>
    p.db
      .update(refund)
      .set({ status: "failed", failure, settledAt: tx.now })
      .where(and(eq(refund.regionId, tx.region.id), eq(refund.id, row.id), eq(refund.status, "succeeded")))
      .returning({ id: refund.id }),
  );
  if (!failed) return;
  await reverseLedger(tx, `refund:${row.id}`, failure);
  if (row.forgiven) await reverseLedger(tx, `forgiven:${row.id}`, failure);
  await writeAudit(tx, {
    verb: "payment.refundReturns",
    noun: "refund",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: "succeeded" },
    after: { status: "failed", failure },
  });
  const { id, bookingId, amountFen } = row;
  const orgId = (await accountOf(tx, bookingId))?.orgId ?? null;
  await tellFinance(tx, { kind: "refund_failed", id, bookingId, amountFen, orgId });
  await wake(tx, { orgs: row.viewerOrgs, booking: bookingId });
}

/** Bring a refund to where Stripe's is. Any order, any number of times; paid out by hand it is none of Stripe's. */
async function follow(tx: Tx, row: RefundRow, told: StripeRefund): Promise<void> {
  const isOurs = !row.paidOutBy && told.amountFen === row.amountFen;
  if (!isOurs || (row.providerRef && row.providerRef !== told.id)) return;
  const failure = told.failure ?? "came_back";
  if (row.status === "succeeded" && told.status === "failed") return reverseRefund(tx, row, failure);
  if (row.status !== "pending" || told.status === "pending") return;
  const how = { providerRef: told.id, failure: told.status === "failed" ? failure : null };
  const done = await closeRefund(tx, row, told.status, how);
  // The job of the refund finds it there and tells the payer.
  if (done && told.status === "succeeded")
    await enqueue(tx.db, "refund-payment", { regionId: tx.region.id, refundId: row.id });
}

/** Ask Stripe about a refund of ours that a webhook told of, and settle by its answer. */
export async function settleRefund(ctx: Context, stripeRefundId: string): Promise<void> {
  const told = await retrieveRefund(stripeRefundId);
  const { refundId } = told;
  if (!refundId || told.regionId !== ctx.region.id) return;
  await inTransaction(ctx, async (tx) => {
    const known = await findRefund(tx, refundId);
    if (!known) return;
    await lockAccount(tx, known.bookingId);
    const row = await findRefund(tx, refundId);
    if (row) await follow(tx, row, told);
  });
}
