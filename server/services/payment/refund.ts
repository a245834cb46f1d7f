import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { refund } from "@/db/schema/billing";
import { organization } from "@/db/schema/organization";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { PaymentRefund, paymentConfirmRefund } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { refundWays } from "@/server/core/payment";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { resolveLedger } from "@/server/services/ledger";
import { accountOf, lockAccount } from "../billing/balance";
import { refundableFen, requestRefund } from "./request-refund";
import { findPayment } from "./row";
import { tellFinance } from "./tell-finance";

type RefundRow = typeof refund.$inferSelect;

/** Whether the actor stands for the whole region's money: the regulator, and the finance desk of its office. */
export async function seesRegionMoney(tx: Tx): Promise<boolean> {
  if (tx.actor.kind !== "user") return tx.actor.kind === "system";
  if (tx.actor.role === "regulator") return true;
  if (tx.actor.role !== "finance" || !tx.actor.orgId) return false;
  const [own] = await tx.db
    .select({ type: organization.type })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, tx.actor.orgId)));
  return own?.type === "regulator";
}

/** Only the region's desks and the operator whose books they are touch a payment; anybody else's is not found. */
export async function ownMoney(tx: Tx, orgId: string | null): Promise<void> {
  if (await seesRegionMoney(tx)) return;
  if (tx.actor.kind !== "user" || !orgId || tx.actor.orgId !== orgId)
    throw new DomainError("not_found", "payment.not_found");
}

export interface RefundView {
  refundId: string;
  status: RefundRow["status"];
  amountFen: number;
}

export async function findRefund(tx: Tx, id: string): Promise<RefundRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(refund)
      .where(and(eq(refund.regionId, tx.region.id), eq(refund.id, id))),
  );
  return row;
}

const viewOf = ({ id, status, amountFen }: RefundRow): RefundView => ({ refundId: id, status, amountFen });

/**
 * Give money back with a reason, at most what is left of the payment. After the bill it is forgiven (what is too much goes
 * back by itself); before, it may be paid in another way. The same refund again changes nothing.
 * @throws DomainError not_found `payment.not_found`; conflict `payment.over_refund` (`leftFen`), `payment.id_used`,
 * `payment.refund_by_insurer`
 */
export async function refundPayment(ctx: Context, input: PaymentRefund): Promise<RefundView> {
  const { refundId, paymentId, amountFen, reason } = input;
  const work = async (tx: Tx): Promise<RefundView> => {
    const paid = await findPayment(tx, paymentId);
    if (!paid) throw new DomainError("not_found", "payment.not_found");
    await lockAccount(tx, paid.bookingId);
    const account = await accountOf(tx, paid.bookingId);
    await ownMoney(tx, account?.orgId ?? null);
    if (!account?.orgId) throw new DomainError("not_found", "payment.not_found");
    // What a fund paid only the fund takes back: its settlement is cancelled.
    if (refundWays[paid.driver] === "insurer") throw new DomainError("conflict", "payment.refund_by_insurer");
    const known = await findRefund(tx, refundId);
    if (known && (known.paymentId !== paymentId || known.amountFen !== amountFen))
      throw new DomainError("conflict", "payment.id_used");
    if (known) return viewOf(known);
    const leftFen = await refundableFen(tx, paid);
    if (amountFen > leftFen) throw new DomainError("conflict", "payment.over_refund", { leftFen });
    await requestRefund(tx, paid, account.orgId, {
      id: refundId,
      amountFen,
      reason,
      forgives: account.bill?.kind,
    });
    await wake(tx, { orgs: paid.viewerOrgs, booking: paid.bookingId });
    return { refundId, status: "pending", amountFen };
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "payment.id_used");
    throw error;
  });
}

/**
 * Cash or POS money was handed back, or a transfer sent back.
 * @throws DomainError not_found `payment.not_found`; conflict `payment.refund_by_stripe`, `payment.refund_by_insurer`,
 * `payment.refund_done`
 */
export async function confirmRefund(
  ctx: Context,
  input: z.infer<typeof paymentConfirmRefund>,
): Promise<RefundView> {
  return inTransaction(ctx, async (tx) => {
    const row = await findRefund(tx, input.refundId);
    const paid = row && (await findPayment(tx, row.paymentId));
    const account = paid && (await accountOf(tx, paid.bookingId));
    if (!row || !paid || !account) throw new DomainError("not_found", "payment.not_found");
    await ownMoney(tx, account.orgId);
    const way = refundWays[paid.driver];
    if (way === "service") throw new DomainError("conflict", "payment.refund_by_stripe");
    if (way === "insurer") throw new DomainError("conflict", "payment.refund_by_insurer");
    const done = await closeRefund(tx, row, "succeeded");
    if (!done) throw new DomainError("conflict", "payment.refund_done");
    await enqueue(tx.db, "refund-payment", { regionId: tx.region.id, refundId: row.id });
    return viewOf(done);
  });
}

/** Note how a refund ended, once, with its ledger row; a refusal is told to the finance desks. Undefined: it had ended before. */
export async function closeRefund(
  tx: Tx,
  row: RefundRow,
  status: "succeeded" | "failed",
  { providerRef = null, failure = null }: { providerRef?: string | null; failure?: string | null } = {},
): Promise<RefundRow | undefined> {
  const [done] = await asPlatform(tx, (p) =>
    p.db
      .update(refund)
      .set({ status, failure, settledAt: tx.now, ...(providerRef ? { providerRef } : {}) })
      .where(and(eq(refund.regionId, tx.region.id), eq(refund.id, row.id), eq(refund.status, "pending")))
      .returning(),
  );
  if (!done) return undefined;
  const state = status === "succeeded" ? "posted" : "void";
  await resolveLedger(tx, `refund:${row.id}`, state);
  if (row.forgiven) await resolveLedger(tx, `forgiven:${row.id}`, state);
  if (status === "succeeded")
    await enqueue(tx.db, "follow-invoices", { regionId: tx.region.id, bookingId: row.bookingId });
  await writeAudit(tx, {
    verb: "payment.refundEnds",
    noun: "refund",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: "pending" },
    after: { status, failure },
  });
  if (status === "failed") {
    const { id, bookingId, amountFen } = row;
    const account = await accountOf(tx, bookingId);
    await tellFinance(tx, { kind: "refund_failed", id, bookingId, amountFen, orgId: account?.orgId ?? null });
  }
  await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
  return done;
}
