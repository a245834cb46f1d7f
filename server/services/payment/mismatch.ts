import { and, desc, eq, sql } from "drizzle-orm";
import type { z } from "zod";
import { payment } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import type { paymentDropMismatch } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { resolveLedger } from "@/server/services/ledger";
import { accountOf, lockAccount, reconcileAccount } from "../billing/balance";
import { ownMoney, seesRegionMoney } from "./refund";
import { changePayment, findPayment } from "./row";
import { amountMismatch } from "./settle";

const listAtMost = 200;

function waiting(tx: Tx, orgId: string | null) {
  return tx.db
    .select({
      id: payment.id,
      bookingId: payment.bookingId,
      bookingNumber: booking.number,
      amountFen: payment.amountFen,
      intentRef: payment.intentRef,
      createdAt: payment.createdAt,
    })
    .from(payment)
    .innerJoin(booking, and(eq(booking.regionId, payment.regionId), eq(booking.id, payment.bookingId)))
    .where(
      and(
        eq(payment.regionId, tx.region.id),
        eq(payment.status, "pending"),
        eq(payment.failure, amountMismatch),
        orgId === null ? undefined : sql`${orgId} = any(${payment.viewerOrgs})`,
      ),
    )
    .orderBy(desc(payment.createdAt))
    .limit(listAtMost);
}

/** Payments of which Stripe tells another sum than was asked, with Stripe's number to look them up there, newest first. */
export async function mismatches(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const own = (await seesRegionMoney(tx)) ? null : tx.actor.kind === "user" ? (tx.actor.orgId ?? "") : "";
    return asPlatform(tx, async (p) => {
      const rows = [];
      for (const row of await waiting(p, own))
        if (own === null || (await accountOf(p, row.bookingId))?.orgId === own) rows.push(row);
      return rows;
    });
  });
}

/**
 * A person gave the wrong sum back in Stripe's dashboard: the payment ends as failed and its ledger row as void, so that the
 * booking can be paid anew. Said twice it changes nothing.
 * @throws DomainError not_found `payment.not_found`; conflict `payment.no_mismatch`
 */
export async function dropMismatch(
  ctx: Context,
  input: z.infer<typeof paymentDropMismatch>,
): Promise<{ paymentId: string; status: "failed" }> {
  const { paymentId, reference } = input;
  return inTransaction(ctx, async (tx) => {
    const known = await findPayment(tx, paymentId);
    if (!known) throw new DomainError("not_found", "payment.not_found");
    await lockAccount(tx, known.bookingId);
    await ownMoney(tx, (await accountOf(tx, known.bookingId))?.orgId ?? null);
    const row = await findPayment(tx, paymentId);
    if (row?.failure !== amountMismatch) throw new DomainError("conflict", "payment.no_mismatch");
    const done = { paymentId, status: "failed" } as const;
    if (row.status !== "pending") return done;
    await changePayment(tx, paymentId, "pending", { status: "failed", settledAt: tx.now });
    await resolveLedger(tx, `payment:${paymentId}`, "void");
    await writeAudit(tx, {
      verb: "payment.dropMismatch",
      noun: "payment",
      nounId: paymentId,
      bookingId: row.bookingId,
      before: { status: "pending" },
      after: { status: "failed", reference },
    });
    await reconcileAccount(tx, row.bookingId);
    return done;
  });
}
