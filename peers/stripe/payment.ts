import type Stripe from "stripe";
import { ApiError, noSuch } from "@/peers/stripe/api-error";
import { newCharge, newIntent, newRefund, type PayMethod } from "@/peers/stripe/objects";
import { nowSeconds, type Store } from "@/peers/stripe/state";
import type { Webhooks } from "@/peers/stripe/webhooks";

/** What every change of money needs: the memory and the way to tell of it. */
export interface Desk {
  store: Store;
  webhooks: Webhooks;
}

/** The session, expired first if its day is over. */
export function sessionOf(desk: Desk, id: string): Stripe.Checkout.Session {
  const session = desk.store.state.sessions[id];
  if (!session) throw noSuch("checkout.session", id);
  if (session.status === "open" && session.expires_at <= nowSeconds()) close(desk, session);
  return session;
}

function close(desk: Desk, session: Stripe.Checkout.Session): void {
  session.status = "expired";
  session.url = null;
  desk.webhooks.emit("checkout.session.expired", session);
}

/** Close an open session before its time. */
export function expireSession(desk: Desk, id: string): Stripe.Checkout.Session {
  const session = sessionOf(desk, id);
  if (session.status !== "open") {
    throw new ApiError(
      400,
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  close(desk, session);
  return session;
}

function intentOf(desk: Desk, session: Stripe.Checkout.Session): Stripe.PaymentIntent {
  const { state } = desk.store;
  const known =
    typeof session.payment_intent === "string" ? state.intents[session.payment_intent] : undefined;
  if (known) return known;
  const intent = newIntent(session, state.intentData[session.id] ?? { metadata: {}, description: null });
  state.intents[intent.id] = intent;
  session.payment_intent = intent.id;
  return intent;
}

/** The payer pays: intent, charge and session change together, then the product is told. */
export function paySession(desk: Desk, id: string, method: PayMethod): Stripe.Checkout.Session {
  const session = sessionOf(desk, id);
  if (session.status !== "open") return session;
  const intent = intentOf(desk, session);
  const charge = newCharge(intent, method, session.customer_email, true);
  desk.store.state.charges[charge.id] = charge;
  Object.assign(intent, {
    status: "succeeded",
    amount_received: intent.amount,
    latest_charge: charge.id,
    last_payment_error: null,
    payment_method: charge.payment_method,
  } satisfies Partial<Stripe.PaymentIntent>);
  Object.assign(session, {
    status: "complete",
    payment_status: "paid",
    url: null,
  } satisfies Partial<Stripe.Checkout.Session>);
  desk.webhooks.emit("charge.succeeded", charge);
  desk.webhooks.emit("payment_intent.succeeded", intent);
  desk.webhooks.emit("checkout.session.completed", session);
  return session;
}

/** The payer submits, and the bank takes its time: the session is complete, the money is not there. */
export function delaySession(desk: Desk, id: string): Stripe.Checkout.Session {
  const session = sessionOf(desk, id);
  if (session.status !== "open") return session;
  intentOf(desk, session).status = "processing";
  Object.assign(session, { status: "complete", url: null } satisfies Partial<Stripe.Checkout.Session>);
  desk.webhooks.emit("checkout.session.completed", session);
  return session;
}

/** What the bank took its time over came to nothing. */
export function failDelayed(desk: Desk, id: string): Stripe.Checkout.Session {
  const session = sessionOf(desk, id);
  const intent = intentOf(desk, session);
  if (intent.status !== "processing") return session;
  intent.status = "requires_payment_method";
  desk.webhooks.emit("payment_intent.payment_failed", intent);
  desk.webhooks.emit("checkout.session.async_payment_failed", session);
  return session;
}

/** The bank says no: the session stays open for another attempt, as at Stripe. */
export function declineSession(desk: Desk, id: string, method: PayMethod): Stripe.Checkout.Session {
  const session = sessionOf(desk, id);
  if (session.status !== "open") return session;
  const intent = intentOf(desk, session);
  const charge = newCharge(intent, method, session.customer_email, false);
  desk.store.state.charges[charge.id] = charge;
  intent.latest_charge = charge.id;
  intent.last_payment_error = {
    type: "card_error",
    code: "card_declined",
    decline_code: "generic_decline",
    charge: charge.id,
    message: "Your card was declined.",
  };
  desk.webhooks.emit("charge.failed", charge);
  desk.webhooks.emit("payment_intent.payment_failed", intent);
  return session;
}

interface RefundFacts {
  paymentIntent?: string;
  charge?: string;
  amount?: number;
  reason: Stripe.Refund["reason"];
  metadata: Record<string, string>;
}

function chargeFor(desk: Desk, facts: RefundFacts): Stripe.Charge {
  const { charges, intents } = desk.store.state;
  if (facts.charge) {
    const charge = charges[facts.charge];
    if (!charge) throw noSuch("charge", facts.charge);
    return charge;
  }
  const intent = intents[facts.paymentIntent ?? ""];
  if (!intent) throw noSuch("payment_intent", facts.paymentIntent ?? "");
  const charge = typeof intent.latest_charge === "string" ? charges[intent.latest_charge] : undefined;
  if (!charge?.paid)
    throw new ApiError(400, `This PaymentIntent (${intent.id}) does not have a successful charge to refund.`);
  return charge;
}

const yuan = (fen: number) => `¥${(fen / 100).toFixed(2)}`;

/** Give money back, never more than is left of the charge. */
export function refundCharge(desk: Desk, facts: RefundFacts): Stripe.Refund {
  const charge = chargeFor(desk, facts);
  const left = charge.amount_captured - charge.amount_refunded;
  if (left <= 0)
    throw new ApiError(400, `Charge ${charge.id} has already been refunded.`, {
      code: "charge_already_refunded",
    });
  const amount = facts.amount ?? left;
  if (amount > left) {
    const message = `Refund amount (${yuan(amount)}) is greater than unrefunded amount on charge (${yuan(left)})`;
    throw new ApiError(400, message, { param: "amount" });
  }
  const refund = newRefund(charge, amount, facts.reason, facts.metadata);
  desk.store.state.refunds[refund.id] = refund;
  charge.amount_refunded += amount;
  charge.refunded = charge.amount_refunded === charge.amount_captured;
  desk.webhooks.emit("refund.created", refund);
  desk.webhooks.emit("charge.refunded", charge);
  desk.webhooks.emit("refund.updated", refund);
  return refund;
}

/** The payer's bank sends a refund back days after it was made: the money is with us again. */
export function failRefund(desk: Desk, id: string): Stripe.Refund {
  const refund = desk.store.state.refunds[id];
  if (!refund) throw noSuch("refund", id);
  if (refund.status === "failed") return refund;
  const charge = typeof refund.charge === "string" ? desk.store.state.charges[refund.charge] : undefined;
  if (charge) {
    charge.amount_refunded -= refund.amount;
    charge.refunded = false;
  }
  Object.assign(refund, {
    status: "failed",
    failure_reason: "lost_or_stolen_card",
  } satisfies Partial<Stripe.Refund>);
  desk.webhooks.emit("refund.updated", refund);
  desk.webhooks.emit("refund.failed", refund);
  return refund;
}
