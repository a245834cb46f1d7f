import type Stripe from "stripe";
import type { z } from "zod";
import { ApiError } from "@/peers/stripe/api-error";
import type { setupParams, subscribeParams } from "@/peers/stripe/billing-inputs";
import { customerNow, customerOf, newCard, newSetupIntent } from "@/peers/stripe/customer";
import { draftInvoice, finalizeInvoice } from "@/peers/stripe/invoice";
import { newSession } from "@/peers/stripe/objects";
import { type Desk, sessionOf } from "@/peers/stripe/payment";
import type { ApiDesk } from "@/peers/stripe/route";
import {
  licensedLine,
  newItem,
  newSubscription,
  nextMonth,
  priceOf,
  settleStatus,
} from "@/peers/stripe/subscription";

type Wish = z.infer<typeof subscribeParams> | z.infer<typeof setupParams>;

function bare(desk: ApiDesk, params: Wish, amount: number): Stripe.Checkout.Session {
  const customer = customerOf(desk.store, params.customer);
  const session = newSession({
    amount,
    email: customer.email,
    reference: "client_reference_id" in params ? (params.client_reference_id ?? null) : null,
    locale: params.locale ?? null,
    metadata: params.metadata ?? {},
    methods: ["card"],
    successUrl: params.success_url,
    cancelUrl: params.cancel_url ?? null,
    pageUrl: desk.pageUrl,
  });
  return Object.assign(session, { mode: params.mode, customer: customer.id, customer_email: null } as const);
}

/** A hosted page on which a customer subscribes. */
export function openSubscribing(
  desk: ApiDesk,
  params: z.infer<typeof subscribeParams>,
): Stripe.Checkout.Session {
  const { state } = desk.store;
  const prices = params.line_items.map(({ price }) => priceOf(desk.store, price));
  const trialDays = params.subscription_data?.trial_period_days ?? 0;
  const isMetered = (price: Stripe.Price) => price.recurring?.usage_type === "metered";
  const now =
    trialDays > 0 ? 0 : prices.reduce((sum, it) => sum + (isMetered(it) ? 0 : (it.unit_amount ?? 0)), 0);
  const session = bare(desk, params, now);
  state.sessions[session.id] = session;
  state.wishes[session.id] = {
    prices: params.line_items.map(({ price, quantity = 1 }) => ({ price, quantity })),
    trialDays,
    metadata: params.subscription_data?.metadata ?? {},
  };
  state.lines[session.id] = prices
    .map(({ product }) => state.products[String(product)]?.name ?? "")
    .join("\n");
  desk.store.save();
  return session;
}

/** A hosted page on which a customer leaves another card. */
export function openSetup(desk: ApiDesk, params: z.infer<typeof setupParams>): Stripe.Checkout.Session {
  const session = Object.assign(bare(desk, params, 0), {
    amount_total: null,
    amount_subtotal: null,
    currency: null,
    payment_status: "no_payment_required",
  } as const);
  desk.store.state.sessions[session.id] = session;
  desk.store.state.wishes[session.id] = {
    prices: [],
    trialDays: 0,
    metadata: params.setup_intent_data?.metadata ?? {},
  };
  desk.store.state.lines[session.id] = customerOf(desk.store, params.customer).name ?? "";
  desk.store.save();
  return session;
}

function subscribe(desk: Desk, session: Stripe.Checkout.Session, card: Stripe.PaymentMethod): void {
  const { state } = desk.store;
  const wish = state.wishes[session.id];
  if (!wish) throw new ApiError(400, "This session was not made for a subscription.");
  const customer = String(session.customer);
  const now = customerNow(desk.store, customer);
  const { trialDays, metadata, prices } = wish;
  const made = newSubscription({ customer, metadata, now, trialDays, card: card.id });
  const period = { start: now, end: made.trial_end ?? nextMonth(now) };
  made.items.data = prices.map(({ price, quantity }) =>
    newItem(made.id, priceOf(desk.store, price), quantity, period),
  );
  state.subscriptions[made.id] = made;
  const lines = made.items.data
    .filter((item) => item.price.recurring?.usage_type !== "metered")
    .map((item) => licensedLine(item, period, trialDays > 0 ? 0 : 1, 1));
  desk.webhooks.emit("customer.subscription.created", made);
  const invoice = draftInvoice(desk.store, made, lines, "subscription_create");
  finalizeInvoice(desk, made, invoice);
  if (!made.trial_end) settleStatus(desk, made);
  Object.assign(session, {
    subscription: made.id,
    invoice: invoice.id,
    payment_status: invoice.amount_due > 0 ? "paid" : "no_payment_required",
  } satisfies Partial<Stripe.Checkout.Session>);
}

/**
 * The customer submits the page with one of two cards. A card that would be declined at once is refused on the page; where
 * nothing is charged yet (a trial, another card) it is kept, and declined when it is charged. Answers null when refused.
 */
export function submitCard(desk: Desk, id: string, last4: "4242" | "0341"): Stripe.Checkout.Session | null {
  const session = sessionOf(desk, id);
  if (session.status !== "open") return session;
  if (last4 === "0341" && (session.amount_total ?? 0) > 0) return null;
  const customer = customerOf(desk.store, String(session.customer));
  const card = newCard(customer.id, last4);
  desk.store.state.paymentMethods[card.id] = card;
  if (session.mode === "setup") {
    const metadata = desk.store.state.wishes[id]?.metadata ?? {};
    const intent = newSetupIntent(customer.id, card.id, metadata);
    desk.store.state.setupIntents[intent.id] = intent;
    session.setup_intent = intent.id;
  } else subscribe(desk, session, card);
  Object.assign(session, { status: "complete", url: null } satisfies Partial<Stripe.Checkout.Session>);
  desk.webhooks.emit("checkout.session.completed", session);
  return session;
}
