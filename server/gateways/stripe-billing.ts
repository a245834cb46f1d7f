import type Stripe from "stripe";
import { asking } from "./stripe";

const meterEvent = "anzhuan_trip";

export interface PriceRequest {
  /** Names the price for good; asked for again it is the same price. */
  lookupKey: string;
  name: string;
  unitFen: number;
  perTrip: boolean;
}

async function tripMeter(stripe: Stripe): Promise<string> {
  const { data } = await stripe.billing.meters.list({ status: "active", limit: 100 });
  const known = data.find(({ event_name: name }) => name === meterEvent);
  if (known) return known.id;
  const made = await stripe.billing.meters.create(
    { display_name: "Anzhuan trips", event_name: meterEvent, default_aggregation: { formula: "sum" } },
    { idempotencyKey: `meter-${meterEvent}` },
  );
  return made.id;
}

/** The price of a plan at Stripe, made when it is first asked for. Errors as `createCheckout`. */
export async function ensurePrice({ lookupKey, name, unitFen, perTrip }: PriceRequest): Promise<string> {
  return asking(async (stripe) => {
    const { data } = await stripe.prices.list({ lookup_keys: [lookupKey], active: true, limit: 1 });
    const [known] = data;
    if (known) return known.id;
    const recurring = perTrip
      ? ({ interval: "month", usage_type: "metered", meter: await tripMeter(stripe) } as const)
      : ({ interval: "month", usage_type: "licensed" } as const);
    const made = await stripe.prices.create(
      {
        currency: "cny",
        unit_amount: unitFen,
        lookup_key: lookupKey,
        tax_behavior: "inclusive",
        recurring,
        product_data: { name },
      },
      { idempotencyKey: `price-${lookupKey}` },
    );
    return made.id;
  });
}

/** The organization as a customer at Stripe; the same key gives the same one. */
export async function createCustomer(about: {
  regionId: string;
  orgId: string;
  name: string;
  idempotencyKey: string;
}): Promise<string> {
  const { regionId, orgId, name, idempotencyKey } = about;
  const metadata = { regionId, orgId };
  const made = await asking((stripe) => stripe.customers.create({ name, metadata }, { idempotencyKey }));
  return made.id;
}

export interface HostedPage {
  id: string;
  status: "open" | "complete" | "expired";
  url: string | null;
  /** The card that was left on it, where it was for a card only. */
  paymentMethod: string | null;
}

interface PageRequest {
  regionId: string;
  orgId: string;
  customer: string;
  locale: "zh-CN" | "en";
  returnUrl: string;
  idempotencyKey: string;
}

function toPage(session: Stripe.Checkout.Session): HostedPage {
  const intent = session.setup_intent;
  const method = intent && typeof intent !== "string" ? intent.payment_method : null;
  return {
    id: session.id,
    status: session.status === "complete" ? "complete" : session.status === "expired" ? "expired" : "open",
    url: session.url,
    paymentMethod: typeof method === "string" ? method : (method?.id ?? null),
  };
}

const withReturn = (url: string, came: "done" | "back") => `${url}?checkout=${came}`;

/** The hosted page on which an organization subscribes with a card. Errors as `createCheckout`. */
export async function openSubscribing(
  request: PageRequest & { price: string; perTrip: boolean; trialDays: number },
): Promise<HostedPage> {
  const { regionId, orgId, customer, price, perTrip, trialDays, returnUrl } = request;
  const metadata = { regionId, orgId, subscription: "1" };
  return toPage(
    await asking((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: "subscription",
          customer,
          line_items: [{ price, ...(perTrip ? {} : { quantity: 1 }) }],
          payment_method_collection: "always",
          subscription_data: { metadata, ...(trialDays > 0 ? { trial_period_days: trialDays } : {}) },
          locale: request.locale === "zh-CN" ? "zh" : "en",
          metadata,
          success_url: withReturn(returnUrl, "done"),
          cancel_url: withReturn(returnUrl, "back"),
        },
        { idempotencyKey: request.idempotencyKey },
      ),
    ),
  );
}

/** The hosted page on which an organization leaves another card. Errors as `createCheckout`. */
export async function openCardPage(request: PageRequest): Promise<HostedPage> {
  const { regionId, orgId, customer, returnUrl } = request;
  const metadata = { regionId, orgId, subscription: "1" };
  return toPage(
    await asking((stripe) =>
      stripe.checkout.sessions.create(
        {
          mode: "setup",
          customer,
          currency: "cny",
          setup_intent_data: { metadata },
          locale: request.locale === "zh-CN" ? "zh" : "en",
          metadata,
          success_url: withReturn(returnUrl, "done"),
          cancel_url: withReturn(returnUrl, "back"),
        },
        { idempotencyKey: request.idempotencyKey },
      ),
    ),
  );
}

/** A hosted page as it is now. */
export async function readPage(id: string): Promise<HostedPage> {
  return toPage(
    await asking((stripe) => stripe.checkout.sessions.retrieve(id, { expand: ["setup_intent"] })),
  );
}

export interface ToldSubscription {
  id: string;
  status: string;
  itemId: string;
  perTrip: boolean;
  unitFen: number;
  card: string | null;
  periodStart: Date;
  periodEnd: Date;
  trialEnd: Date | null;
  cancelAtPeriodEnd: boolean;
}
export interface ToldInvoice {
  id: string;
  number: string | null;
  status: string;
  totalFen: number;
  dueFen: number;
  paidFen: number;
  lines: { description: string; amountFen: number }[];
  attempts: number;
  nextAttemptAt: Date | null;
  hostedUrl: string | null;
  issuedAt: Date;
  paidAt: Date | null;
}

const instant = (seconds: number) => new Date(seconds * 1000);
const instantOrNull = (seconds: number | null) => (seconds === null ? null : instant(seconds));

function cardOf(method: Stripe.Subscription["default_payment_method"]): string | null {
  if (!method || typeof method === "string" || !method.card) return null;
  return `${method.card.brand} ${method.card.last4}`;
}

function toSubscription(told: Stripe.Subscription): ToldSubscription | null {
  const [item] = told.items.data;
  if (!item) return null;
  return {
    id: told.id,
    status: told.status,
    itemId: item.id,
    perTrip: item.price.recurring?.usage_type === "metered",
    unitFen: item.price.unit_amount ?? 0,
    card: cardOf(told.default_payment_method),
    periodStart: instant(item.current_period_start),
    periodEnd: instant(item.current_period_end),
    trialEnd: instantOrNull(told.trial_end),
    cancelAtPeriodEnd: told.cancel_at_period_end,
  };
}

function linesOf(told: Stripe.Invoice): ToldInvoice["lines"] {
  return told.lines.data.map(({ description, amount }) => ({
    description: description ?? "",
    amountFen: amount,
  }));
}

function toInvoice(told: Stripe.Invoice): ToldInvoice {
  return {
    id: told.id,
    number: told.number,
    status: told.status ?? "draft",
    totalFen: told.total,
    dueFen: told.amount_due,
    paidFen: told.amount_paid,
    lines: linesOf(told),
    attempts: told.attempt_count,
    nextAttemptAt: instantOrNull(told.next_payment_attempt),
    hostedUrl: told.hosted_invoice_url ?? null,
    issuedAt: instant(told.created),
    paidAt: instantOrNull(told.status_transitions.paid_at),
  };
}

/**
 * All that Stripe holds of a customer now: the living subscription, and its last hundred invoices. Webhooks are answered from
 * this, never from what they carry. Errors as `createCheckout`.
 */
export async function readSubscriber(
  customer: string,
): Promise<{ subscription: ToldSubscription | null; invoices: ToldInvoice[] }> {
  return asking(async (stripe) => {
    const expand = ["data.default_payment_method"];
    const found = await stripe.subscriptions.list({ customer, status: "all", limit: 20, expand });
    const living = found.data.find(({ status }) => status !== "canceled" && status !== "incomplete_expired");
    const invoices = await stripe.invoices.list({ customer, limit: 100 });
    return {
      subscription: living ? toSubscription(living) : null,
      invoices: invoices.data.map(toInvoice),
    };
  });
}

interface PlanChange {
  subscriptionId: string;
  itemId: string;
  price: string;
  perTrip: boolean;
  /** Epoch seconds by which the remaining time is reckoned. */
  prorationAt: number;
  /** Charge the difference now; otherwise it stands on the next invoice. */
  chargeNow: boolean;
}

function changeParams({ itemId, price, perTrip, prorationAt, chargeNow }: PlanChange) {
  return {
    items: [
      { id: itemId, deleted: true },
      { price, ...(perTrip ? {} : { quantity: 1 }) },
    ],
    proration_behavior: chargeNow ? ("always_invoice" as const) : ("create_prorations" as const),
    proration_date: prorationAt,
  };
}

/** What a change of plan comes to, with the lines behind it; nothing is changed. */
export async function previewChange(
  change: PlanChange,
): Promise<{ totalFen: number; lines: ToldInvoice["lines"] }> {
  const subscription_details = changeParams(change);
  const told = await asking((stripe) =>
    stripe.invoices.createPreview({ subscription: change.subscriptionId, subscription_details }),
  );
  return { totalFen: told.total, lines: linesOf(told) };
}

/** Change the plan; the same key does it once. */
export async function changePlan(change: PlanChange, idempotencyKey: string): Promise<void> {
  await asking((stripe) =>
    stripe.subscriptions.update(change.subscriptionId, changeParams(change), { idempotencyKey }),
  );
}

/** End the subscription with its period, or let it go on after all. */
export async function setCancelling(id: string, cancel: boolean, idempotencyKey: string): Promise<void> {
  await asking((stripe) =>
    stripe.subscriptions.update(id, { cancel_at_period_end: cancel }, { idempotencyKey }),
  );
}

/** Charge a card from now on: for the subscription, and for whatever else the customer owes. */
export async function chargeCard(
  customer: string,
  subscriptionId: string | null,
  method: string,
): Promise<void> {
  await asking(async (stripe) => {
    await stripe.customers.update(customer, { invoice_settings: { default_payment_method: method } });
    if (subscriptionId) await stripe.subscriptions.update(subscriptionId, { default_payment_method: method });
  });
}

/** Charge an open invoice once more. Throws "conflict" `subscription.card_declined`; others as `createCheckout`. */
export async function payInvoice(id: string, method: string): Promise<void> {
  await asking((stripe) => stripe.invoices.pay(id, { payment_method: method }));
}

/**
 * Count a trip for a customer, once per identifier while Stripe remembers it (a day at least). Answers "again" when it was
 * counted before.
 */
export async function countTrip(about: {
  customer: string;
  identifier: string;
  at: Date;
}): Promise<"counted" | "again"> {
  const { customer, identifier, at } = about;
  return asking(async (stripe) => {
    try {
      await stripe.billing.meterEvents.create({
        event_name: meterEvent,
        identifier,
        timestamp: Math.floor(at.getTime() / 1000),
        payload: { stripe_customer_id: customer, value: "1" },
      });
      return "counted";
    } catch (error) {
      if (error instanceof Error && /already exists with identifier/.test(error.message)) return "again";
      throw error;
    }
  });
}
