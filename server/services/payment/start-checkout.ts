import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { payment } from "@/db/schema/billing";
import type { Context, Tx } from "@/server/context";
import type { paymentStartCheckout } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { paymentRow } from "@/server/core/ledger";
import type { PaymentReturn } from "@/server/core/payment";
import { type Checkout, createCheckout, retrieveCheckout } from "@/server/gateways/stripe";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger } from "@/server/services/ledger";
import { publicUrl } from "@/server/services/public-url";
import { openContacts } from "@/server/services/trip/personal";
import { trackUrl } from "@/server/services/trip/tell";
import { type Account, accountOf, lockAccount, onAccount } from "../billing/balance";
import { ownBooking } from "../booking/row";
import type { PaymentRow } from "./request-refund";
import { changePayment } from "./row";
import { closeCheckout, settleCheckout } from "./settle";

export interface CheckoutStarted {
  paymentId: string;
  amountFen: number;
  /** The hosted page to go to; null: it was paid meanwhile. */
  url: string | null;
}

type Step = { row: PaymentRow; account: Account; stale: boolean };

/** @throws DomainError conflict `payment.not_open`, `payment.on_account`, `payment.nothing_due`, `payment.needs_review`; forbidden `link.code_needed` */
async function payable(tx: Tx, bookingId: string): Promise<Account & { orgId: string }> {
  if (tx.actor.kind === "guest" && !tx.actor.manage) throw new DomainError("forbidden", "link.code_needed");
  await ownBooking(tx, { bookingId });
  await lockAccount(tx, bookingId);
  const account = await accountOf(tx, bookingId);
  if (!account?.booking.confirmedAt || !account.orgId) throw new DomainError("conflict", "payment.not_open");
  if (onAccount(account)) throw new DomainError("conflict", "payment.on_account");
  if (account.dueFen <= 0) throw new DomainError("conflict", "payment.nothing_due");
  return { ...account, orgId: account.orgId };
}

/** Where the actor comes back to from the hosted page: staff to its own page of the booking, everybody else to the link. */
function returnOf({ actor }: Tx): PaymentReturn | null {
  if (actor.kind !== "user") return null;
  if (actor.role === "case_manager") return "hospital";
  return actor.role === "seat" ? "seat" : null;
}

/** By what the payment's row says, so that asking again with its key asks for the very same. */
function returnUrl(row: PaymentRow, booked: Account["booking"], came: "done" | "back"): string {
  const query = `?payment=${came}`;
  if (!row.returnTo) return trackUrl(booked, query);
  return publicUrl(`/${booked.locale}/${row.returnTo}/bookings/${booked.id}${query}`);
}

/** Write the payment, its key and its pending ledger row before anything is asked of Stripe. */
async function insertPending(tx: Tx, account: Account & { orgId: string }): Promise<PaymentRow> {
  const { booking: booked, payments, dueFen, bill } = account;
  const id = uuidv7();
  // Derived from what is paid for and how often it was tried, so that two starts at once are one payment.
  const tries = payments.filter((each) => each.driver === "stripe").length;
  const values = {
    regionId: tx.region.id,
    id,
    bookingId: booked.id,
    billId: bill?.id ?? null,
    driver: "stripe" as const,
    amountFen: dueFen,
    idempotencyKey: `checkout-${booked.id}-${dueFen}-${tries + 1}`,
    returnTo: returnOf(tx),
    createdAt: tx.now,
    viewerOrgs: [...new Set([...booked.viewerOrgs, account.orgId])],
    viewerUsers: booked.viewerUsers,
  };
  return asPlatform(tx, async (p) => {
    const [row] = await p.db.insert(payment).values(values).returning();
    if (!row) throw new Error("A payment was not written");
    await postLedger(
      p,
      { orgId: account.orgId, bookingId: booked.id },
      paymentRow({ id, driver: "stripe", amountFen: dueFen }, "pending"),
    );
    return row;
  });
}

/** The pending checkout of a booking, or a new one. `stale`: it asks for another sum, or comes back to somebody else's page. */
async function openPayment(ctx: Context, bookingId: string): Promise<Step> {
  return inTransaction(ctx, async (tx) => {
    const account = await payable(tx, bookingId);
    const pending = account.payments.find((each) => each.driver === "stripe" && each.status === "pending");
    if (pending?.failure === "amount_mismatch") throw new DomainError("conflict", "payment.needs_review");
    if (pending) {
      const fits = pending.amountFen === account.dueFen && pending.returnTo === returnOf(tx);
      return { row: pending, account, stale: !fits };
    }
    const row = await insertPending(tx, account);
    await writeAudit(tx, {
      verb: "payment.startCheckout",
      noun: "payment",
      nounId: row.id,
      bookingId,
      after: { amountFen: row.amountFen },
    });
    return { row, account, stale: false };
  });
}

/** Ask Stripe for the hosted page; the stored key makes a second asking the same page. */
async function openAtStripe(ctx: Context, row: PaymentRow, { booking: booked }: Account): Promise<Checkout> {
  const email = await inTransaction(ctx, async (tx) => openContacts(tx, booked).email);
  const locale = booked.locale === "en" ? "en" : "zh-CN";
  const checkout = await createCheckout({
    regionId: row.regionId,
    bookingId: row.bookingId,
    paymentId: row.id,
    amountFen: row.amountFen,
    description: locale === "en" ? `Patient transfer ${booked.number}` : `非急救转运 ${booked.number}`,
    email,
    locale,
    successUrl: returnUrl(row, booked, "done"),
    cancelUrl: returnUrl(row, booked, "back"),
    idempotencyKey: row.idempotencyKey,
  });
  await inTransaction(ctx, (tx) => changePayment(tx, row.id, "pending", { providerRef: checkout.id }));
  return checkout;
}

/** The checkout of a payment that was stored while the answer of Stripe was lost: asked for once more by its key. */
export async function resumeCheckout(ctx: Context, row: PaymentRow, account: Account): Promise<string> {
  return (await openAtStripe(ctx, row, account)).id;
}

/**
 * Start (or go on with) paying what is due by the hosted page: open from the confirmation, before the bill the quoted
 * sum. Two starts at once, a retry after a timeout, a second tab: all lead to the one page. Network lies outside the
 * transactions; the payment and its key are stored before.
 * @throws DomainError not_found `booking.not_found`; conflict `payment.not_open`, `payment.on_account`, `payment.nothing_due`,
 * `payment.needs_review`, `payment.in_progress`; forbidden `link.code_needed`; unavailable `payment.unavailable`, `payment.not_configured`
 */
export async function startCheckout(
  ctx: Context,
  input: z.infer<typeof paymentStartCheckout>,
  rounds = 3,
): Promise<CheckoutStarted> {
  const step = await openPayment(ctx, input.bookingId);
  const { row } = step;
  if (step.stale) {
    await closeCheckout(ctx, row.providerRef ?? (await resumeCheckout(ctx, row, step.account)));
    if (rounds > 0) return startCheckout(ctx, input, rounds - 1);
    throw new DomainError("conflict", "payment.changed_meanwhile");
  }
  const checkout = row.providerRef
    ? await retrieveCheckout(row.providerRef)
    : await openAtStripe(ctx, row, step.account);
  if (checkout.status === "open" && checkout.url)
    return { paymentId: row.id, amountFen: row.amountFen, url: checkout.url };
  await settleCheckout(ctx, checkout, { declined: false });
  if (checkout.paid) return { paymentId: row.id, amountFen: row.amountFen, url: null };
  if (checkout.status === "complete" && !checkout.failed)
    throw new DomainError("conflict", "payment.in_progress");
  if (rounds > 0) return startCheckout(ctx, input, rounds - 1);
  throw new DomainError("conflict", "payment.changed_meanwhile");
}
