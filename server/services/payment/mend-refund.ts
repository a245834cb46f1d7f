import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { refund } from "@/db/schema/billing";
import type { Context, Tx } from "@/server/context";
import type { paymentPayOutRefund, paymentRetryRefund } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { type Account, accountOf, lockAccount } from "../billing/balance";
import { findRefund, ownMoney, type RefundView, seesRegionMoney } from "./refund";
import { type PaymentRow, refundableFen, requestRefund } from "./request-refund";
import { findPayment } from "./row";

type RefundRow = typeof refund.$inferSelect;

const listAtMost = 200;

/** Whether a failed refund is still to be made good: nothing replaced it, and the payer is still to get the money. */
function isOpen(account: Account, row: RefundRow): boolean {
  const replaced = account.refunds.some((each) => each.replacesId === row.id);
  if (row.status !== "failed" || replaced) return false;
  return row.forgiven || !account.final || row.amountFen <= -account.dueFen;
}

interface Found {
  row: RefundRow;
  paid: PaymentRow;
  account: Account & { orgId: string };
  /** What made it good before. */
  replacement: RefundRow | undefined;
}

/** A refund of the actor's own books, its booking locked. @throws DomainError not_found `payment.not_found` */
async function lockRefund(tx: Tx, refundId: string): Promise<Found> {
  const known = await findRefund(tx, refundId);
  if (!known) throw new DomainError("not_found", "payment.not_found");
  await lockAccount(tx, known.bookingId);
  const account = await accountOf(tx, known.bookingId);
  const paid = await findPayment(tx, known.paymentId);
  await ownMoney(tx, account?.orgId ?? null);
  const row = account?.refunds.find((each) => each.id === refundId);
  if (!row || !paid || !account?.orgId) throw new DomainError("not_found", "payment.not_found");
  const replacement = account.refunds.find((each) => each.replacesId === refundId);
  return { row, paid, account: { ...account, orgId: account.orgId }, replacement };
}

/** @throws DomainError conflict `payment.refund_not_failed`, `payment.refund_settled`, `payment.over_refund` (`leftFen`) */
async function checkOpen(tx: Tx, { row, paid, account }: Found): Promise<void> {
  if (row.status !== "failed") throw new DomainError("conflict", "payment.refund_not_failed");
  if (!isOpen(account, row)) throw new DomainError("conflict", "payment.refund_settled");
  const leftFen = await refundableFen(tx, paid);
  if (row.amountFen > leftFen) throw new DomainError("conflict", "payment.over_refund", { leftFen });
}

/** Write the refund that makes the failed one good, for the same sum, reason and forgiveness. */
async function replace(
  tx: Tx,
  { row, paid, account }: Found,
  paidOut?: { by: z.infer<typeof paymentPayOutRefund>["by"]; ref: string },
): Promise<RefundView> {
  const id = uuidv7();
  const { amountFen, reason } = row;
  const forgives = row.forgiven ? (account.bill?.kind ?? "trip") : undefined;
  await requestRefund(tx, paid, account.orgId, {
    id,
    amountFen,
    reason,
    forgives,
    replacesId: row.id,
    paidOut,
  });
  await wake(tx, { orgs: paid.viewerOrgs, booking: paid.bookingId });
  return { refundId: id, status: paidOut ? "succeeded" : "pending", amountFen };
}

/**
 * Ask Stripe once more for a refund that it refused, by a new refund in the failed one's place. Said twice, or by two at
 * once, it is asked for once.
 * @throws DomainError not_found `payment.not_found`; conflict `payment.refund_not_failed`, `payment.refund_replaced`,
 * `payment.refund_settled`, `payment.over_refund` (`leftFen`)
 */
export async function retryRefund(
  ctx: Context,
  input: z.infer<typeof paymentRetryRefund>,
): Promise<RefundView> {
  return inTransaction(ctx, async (tx) => {
    const found = await lockRefund(tx, input.refundId);
    const { replacement } = found;
    if (replacement?.paidOutBy) throw new DomainError("conflict", "payment.refund_replaced");
    if (replacement)
      return { refundId: replacement.id, status: replacement.status, amountFen: replacement.amountFen };
    await checkOpen(tx, found);
    return replace(tx, found);
  });
}

/**
 * Record that the money of a failed refund was given back by hand: in cash, by the operator's transfer, or in Stripe's own
 * dashboard. The payer is told. Said twice it counts once.
 * @throws DomainError as `retryRefund`
 */
export async function payOutRefund(
  ctx: Context,
  input: z.infer<typeof paymentPayOutRefund>,
): Promise<RefundView> {
  const { refundId, by, reference } = input;
  return inTransaction(ctx, async (tx) => {
    const found = await lockRefund(tx, refundId);
    const { replacement } = found;
    if (replacement && (replacement.paidOutBy !== by || replacement.paidOutRef !== reference))
      throw new DomainError("conflict", "payment.refund_replaced");
    if (replacement)
      return { refundId: replacement.id, status: replacement.status, amountFen: replacement.amountFen };
    await checkOpen(tx, found);
    const done = await replace(tx, found, { by, ref: reference });
    await enqueue(tx.db, "refund-payment", { regionId: tx.region.id, refundId: done.refundId });
    return done;
  });
}

async function failedRows(tx: Tx, orgId: string | null): Promise<RefundRow[]> {
  const later = alias(refund, "later");
  const rows = await tx.db
    .select({ row: refund })
    .from(refund)
    .leftJoin(later, and(eq(later.regionId, refund.regionId), eq(later.replacesId, refund.id)))
    .where(
      and(
        eq(refund.regionId, tx.region.id),
        eq(refund.status, "failed"),
        isNull(later.id),
        orgId === null ? undefined : sql`${orgId} = any(${refund.viewerOrgs})`,
      ),
    )
    .orderBy(desc(refund.createdAt))
    .limit(listAtMost);
  return rows.map(({ row }) => row);
}

/** Refunds that were refused and not made good yet, newest first: an operator's own, all of the region for its desks. */
export async function failedRefunds(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const own = (await seesRegionMoney(tx)) ? null : tx.actor.kind === "user" ? (tx.actor.orgId ?? "") : "";
    return asPlatform(tx, async (p) => {
      const open = [];
      for (const row of await failedRows(p, own)) {
        const account = await accountOf(p, row.bookingId);
        if (!account || !isOpen(account, row) || (own !== null && account.orgId !== own)) continue;
        const { id, bookingId, amountFen, reason, failure, createdAt, settledAt } = row;
        const { number } = account.booking;
        open.push({
          id,
          bookingId,
          bookingNumber: number,
          amountFen,
          reason,
          failure,
          createdAt,
          failedAt: settledAt,
        });
      }
      return open;
    });
  });
}
