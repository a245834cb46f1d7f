import Stripe from "stripe";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";

/** What the local peer takes for a key when the installation has none. */
const peerKey = "sk_test_local_peer";
/** Ways to pay in yuan; Stripe shows those that are switched on for the account. */
const methods = ["card", "alipay", "wechat_pay"];

export type StripeEvent = Stripe.Event;
export type RefundReason = "duplicate" | "requested_by_customer";

export interface CheckoutRequest {
  regionId: string;
  bookingId: string;
  paymentId: string;
  amountFen: number;
  /** One line the payer reads: no patient's name, no diagnosis. */
  description: string;
  email: string | null;
  locale: "zh-CN" | "en";
  successUrl: string;
  cancelUrl: string;
  /** The same key gives the same checkout, however often it is asked for. */
  idempotencyKey: string;
}

export interface Checkout {
  id: string;
  status: "open" | "complete" | "expired";
  paid: boolean;
  /** It was submitted, and the payment behind it came to nothing for good. */
  failed: boolean;
  /** The hosted page, while it is open. */
  url: string | null;
  paymentIntent: string | null;
  amountFen: number;
  /** What createCheckout was told, to find the payment again. */
  regionId: string | null;
  bookingId: string | null;
  paymentId: string | null;
}

export interface StripeRefund {
  id: string;
  paymentIntent: string | null;
  amountFen: number;
  status: "pending" | "succeeded" | "failed";
  /** Stripe's code for why it failed. */
  failure: string | null;
  /** What refundPayment was told, to find the refund again; null: made elsewhere, as in Stripe's dashboard. */
  regionId: string | null;
  refundId: string | null;
}

/** No Stripe key is set, so payments go to the local stand-in; pages must say so. */
export function stripeIsPeer(): boolean {
  return env().STRIPE_SECRET_KEY === undefined;
}

let made: { source: string; client: Stripe } | undefined;

function client(): Stripe {
  const { STRIPE_SECRET_KEY, STRIPE_API_URL } = env();
  if (!STRIPE_SECRET_KEY && !STRIPE_API_URL) throw new DomainError("unavailable", "payment.not_configured");
  const source = `${STRIPE_SECRET_KEY ?? peerKey} ${STRIPE_API_URL ?? ""}`;
  if (made?.source !== source) {
    const settings: Stripe.StripeConfig = { maxNetworkRetries: 2, timeout: 20_000, telemetry: false };
    if (STRIPE_API_URL) {
      const { hostname, port, protocol } = new URL(STRIPE_API_URL);
      settings.host = hostname;
      settings.protocol = protocol === "http:" ? "http" : "https";
      settings.port = port || (settings.protocol === "http" ? 80 : 443);
    }
    made = { source, client: new Stripe(STRIPE_SECRET_KEY ?? peerKey, settings) };
  }
  return made.client;
}

/** Stripe's own words stay in the log; people get ours. */
export async function asking<T>(call: (stripe: Stripe) => Promise<T>): Promise<T> {
  const stripe = client();
  try {
    return await call(stripe);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeIdempotencyError)
      throw new DomainError("conflict", "payment.changed_meanwhile");
    if (error instanceof Stripe.errors.StripeCardError)
      throw new DomainError("conflict", "subscription.card_declined");
    if (error instanceof Stripe.errors.StripeInvalidRequestError) {
      if (error.statusCode === 404) throw new DomainError("not_found", "payment.unknown");
      throw new DomainError("conflict", "payment.refused", { reason: error.code ?? error.param ?? null });
    }
    throw new DomainError("unavailable", "payment.unavailable");
  }
}

const idOf = (value: string | { id: string } | null) =>
  typeof value === "string" ? value : (value?.id ?? null);

function checkoutStatus(status: Stripe.Checkout.Session["status"]): Checkout["status"] {
  if (status === "complete") return "complete";
  return status === "expired" ? "expired" : "open";
}

/**
 * A submitted checkout whose payment goes on elsewhere (bank, wallet) is unpaid until Stripe knows; its intent tells whether it
 * still may be. An intent that is not spelt out tells nothing.
 */
function hasFailed(session: Stripe.Checkout.Session): boolean {
  const { payment_intent: intent, payment_status, status } = session;
  if (status !== "complete" || payment_status === "paid" || intent === null || typeof intent === "string")
    return false;
  return intent.status === "requires_payment_method" || intent.status === "canceled";
}

function toCheckout(session: Stripe.Checkout.Session): Checkout {
  return {
    id: session.id,
    status: checkoutStatus(session.status),
    paid: session.payment_status === "paid",
    failed: hasFailed(session),
    url: session.url,
    paymentIntent: idOf(session.payment_intent),
    amountFen: session.amount_total ?? 0,
    regionId: session.metadata?.regionId ?? null,
    bookingId: session.metadata?.bookingId ?? null,
    paymentId: session.metadata?.paymentId ?? null,
  };
}

/**
 * Open a hosted checkout in yuan: cards, Alipay, WeChat Pay. Throws DomainError "unavailable" (`payment.not_configured`,
 * `payment.unavailable`) or "conflict" (`payment.refused`; `payment.changed_meanwhile` when the key was used for another sum).
 */
export async function createCheckout(request: CheckoutRequest): Promise<Checkout & { url: string }> {
  const { regionId, bookingId, paymentId, amountFen, description } = request;
  const metadata = { regionId, bookingId, paymentId };
  const price = { currency: "cny", unit_amount: amountFen, product_data: { name: description } };
  const session = await asking((stripe) =>
    stripe.checkout.sessions.create(
      {
        mode: "payment",
        line_items: [{ quantity: 1, price_data: price }],
        allowed_payment_method_types: methods,
        payment_method_options: { wechat_pay: { client: "web" } },
        client_reference_id: paymentId,
        customer_email: request.email ?? undefined,
        locale: request.locale === "zh-CN" ? "zh" : "en",
        metadata,
        payment_intent_data: { metadata, description },
        success_url: request.successUrl,
        cancel_url: request.cancelUrl,
      },
      { idempotencyKey: request.idempotencyKey },
    ),
  );
  if (!session.url) throw new DomainError("unavailable", "payment.unavailable");
  return { ...toCheckout(session), url: session.url };
}

/** A checkout as it is now; webhooks are answered from this, never from what they carry. Errors as `createCheckout`, or "not_found". */
export async function retrieveCheckout(id: string): Promise<Checkout> {
  return toCheckout(
    await asking((stripe) => stripe.checkout.sessions.retrieve(id, { expand: ["payment_intent"] })),
  );
}

/** Close an open checkout, so that a cancelled booking is not paid; one already paid or closed is a "conflict". */
export async function expireCheckout(id: string): Promise<Checkout> {
  return toCheckout(await asking((stripe) => stripe.checkout.sessions.expire(id)));
}

function refundStatus(status: string | null): StripeRefund["status"] {
  if (status === "succeeded") return "succeeded";
  return status === "pending" || status === "requires_action" ? "pending" : "failed";
}

function toRefund(refund: Stripe.Refund): StripeRefund {
  const { id, payment_intent, amount, status, failure_reason, metadata } = refund;
  return {
    id,
    paymentIntent: idOf(payment_intent),
    amountFen: amount,
    status: refundStatus(status),
    failure: failure_reason ?? null,
    regionId: metadata?.regionId ?? null,
    refundId: metadata?.refundId ?? null,
  };
}

/**
 * Give back `amountFen` of a payment. More than was paid, or than is left of it, is a DomainError "conflict"
 * `payment.refused`. "pending" is settled later by a `refund.updated` webhook; what succeeded may fail days later
 * (`refund.failed`: the payer's account is closed), and the money is back with Stripe.
 */
export async function refundPayment(request: {
  paymentIntent: string;
  amountFen: number;
  reason?: RefundReason;
  /** Ours, by which a webhook finds the refund. */
  about?: { regionId: string; refundId: string };
  idempotencyKey: string;
}): Promise<StripeRefund> {
  const { paymentIntent, amountFen, reason, about, idempotencyKey } = request;
  const params = { payment_intent: paymentIntent, amount: amountFen, reason, metadata: about };
  return toRefund(await asking((stripe) => stripe.refunds.create(params, { idempotencyKey })));
}

/** A refund as it is now. Errors as `refundPayment`, or "not_found". */
export async function retrieveRefund(id: string): Promise<StripeRefund> {
  return toRefund(await asking((stripe) => stripe.refunds.retrieve(id)));
}

/**
 * The refund of a payment that was made for `refundId`, or null. Stripe forgets idempotency keys after a day: whoever asks
 * again later than that looks first. Errors as `refundPayment`.
 */
export async function findRefundOf(paymentIntent: string, refundId: string): Promise<StripeRefund | null> {
  const { data } = await asking((stripe) =>
    stripe.refunds.list({ payment_intent: paymentIntent, limit: 100 }),
  );
  const found = data.find((each) => each.metadata?.refundId === refundId);
  return found ? toRefund(found) : null;
}

/**
 * Every checkout that was opened between two instants and is paid, of all regions: what the ledger is compared with. Errors as
 * `retrieveCheckout`.
 */
export async function listPaidCheckouts(from: Date, until: Date): Promise<Checkout[]> {
  const second = (at: Date) => Math.floor(at.getTime() / 1000);
  const created = { gte: second(from), lt: second(until) };
  return asking(async (stripe) => {
    const paid: Checkout[] = [];
    for await (const session of stripe.checkout.sessions.list({ created, limit: 100 }))
      if (session.mode === "payment" && session.payment_status === "paid") paid.push(toCheckout(session));
    return paid;
  });
}

/**
 * The event of a webhook call, once its signature over the raw body holds (five minutes' tolerance). Record its id before
 * acting on it. Throws DomainError "forbidden" `payment.webhook_signature`, or "unavailable" without STRIPE_WEBHOOK_SECRET.
 */
export async function verifyWebhook(rawBody: string, signature: string): Promise<StripeEvent> {
  const secret = env().STRIPE_WEBHOOK_SECRET;
  if (!secret) throw new DomainError("unavailable", "payment.not_configured");
  try {
    return await client().webhooks.constructEventAsync(rawBody, signature, secret);
  } catch (error) {
    if (error instanceof DomainError) throw error;
    throw new DomainError("forbidden", "payment.webhook_signature");
  }
}

export interface StripeDispute {
  id: string;
  paymentIntent: string | null;
  amountFen: number;
  status: "needs_response" | "under_review" | "won" | "lost" | "closed";
  /** Stripe's code for what the payer says. */
  reason: string;
  dueBy: Date | null;
}

/** An early warning that came to nothing, or was prevented, moved no money for good: closed. */
function disputeStatus(status: Stripe.Dispute["status"]): StripeDispute["status"] {
  if (status === "won") return "won";
  if (status === "lost") return "lost";
  if (status === "needs_response" || status === "warning_needs_response") return "needs_response";
  return status === "under_review" || status === "warning_under_review" ? "under_review" : "closed";
}

function toDispute(it: Stripe.Dispute): StripeDispute {
  const dueBy = it.evidence_details.due_by;
  return {
    id: it.id,
    paymentIntent: idOf(it.payment_intent),
    amountFen: it.amount,
    status: disputeStatus(it.status),
    reason: it.reason,
    dueBy: dueBy ? new Date(dueBy * 1000) : null,
  };
}

/** A dispute as it is now. Errors as `refundPayment`, or "not_found". */
export async function retrieveDispute(id: string): Promise<StripeDispute> {
  return toDispute(await asking((stripe) => stripe.disputes.retrieve(id)));
}

/** Hand in the answer to a dispute; it can be handed in once. Errors as `refundPayment`. */
export async function answerDispute(
  id: string,
  answer: { text: string; serviceDate: string; idempotencyKey: string },
): Promise<StripeDispute> {
  const { text, serviceDate, idempotencyKey } = answer;
  const evidence = { uncategorized_text: text, service_date: serviceDate };
  return toDispute(
    await asking((stripe) => stripe.disputes.update(id, { evidence, submit: true }, { idempotencyKey })),
  );
}

/** What a checkout was told about, by the payment intent behind it: a dispute carries none of it. Errors as `refundPayment`. */
export async function retrieveIntentRegion(paymentIntent: string): Promise<string | null> {
  const intent = await asking((stripe) => stripe.paymentIntents.retrieve(paymentIntent));
  return intent.metadata?.regionId ?? null;
}
