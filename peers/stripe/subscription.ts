import type Stripe from "stripe";
import { ApiError, noSuch } from "@/peers/stripe/api-error";
import type { ChangedItem } from "@/peers/stripe/billing-inputs";
import { unbilledUsage } from "@/peers/stripe/catalogue";
import { customerNow } from "@/peers/stripe/customer";
import { draftInvoice, finalizeInvoice } from "@/peers/stripe/invoice";
import type { Desk } from "@/peers/stripe/payment";
import { newId, type PendingLine, type Store } from "@/peers/stripe/state";

/** The same hour of the next month; the last day where that month is shorter. */
export function nextMonth(seconds: number): number {
  const from = new Date(seconds * 1000);
  const to = new Date(from);
  to.setUTCMonth(from.getUTCMonth() + 1);
  if (to.getUTCDate() !== from.getUTCDate()) to.setUTCDate(0);
  return Math.floor(to.getTime() / 1000);
}

export function priceOf({ state }: Store, id: string): Stripe.Price {
  const found = state.prices[id];
  if (!found) throw noSuch("price", id);
  return found;
}

export function subscriptionOf({ state }: Store, id: string): Stripe.Subscription {
  const found = state.subscriptions[id];
  if (!found) throw noSuch("subscription", id);
  return found;
}

const isMetered = (price: Stripe.Price) => price.recurring?.usage_type === "metered";

/** The older form of a price, which items still carry. */
function planOf(price: Stripe.Price): Stripe.Plan {
  const { id, active, unit_amount, created, currency, metadata, product, recurring } = price;
  return {
    id,
    object: "plan",
    active,
    amount: unit_amount,
    amount_decimal: null,
    billing_scheme: "per_unit",
    created,
    currency,
    interval: "month",
    interval_count: 1,
    livemode: false,
    metadata,
    meter: recurring?.meter ?? null,
    nickname: null,
    product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: null,
    usage_type: recurring?.usage_type ?? "licensed",
  };
}

export function newItem(
  subscription: string,
  price: Stripe.Price,
  quantity: number | undefined,
  period: { start: number; end: number },
): Stripe.SubscriptionItem {
  return {
    id: newId("si"),
    object: "subscription_item",
    billing_thresholds: null,
    created: period.start,
    current_period_end: period.end,
    current_period_start: period.start,
    current_trial: null,
    discounts: [],
    metadata: {},
    plan: planOf(price),
    price,
    ...(isMetered(price) ? {} : { quantity: quantity ?? 1 }),
    subscription,
    tax_rates: [],
  };
}

export function newSubscription(facts: {
  customer: string;
  metadata: Record<string, string>;
  now: number;
  trialDays: number;
  card: string | null;
}): Stripe.Subscription {
  const id = newId("sub");
  const trialEnd = facts.trialDays > 0 ? facts.now + facts.trialDays * 86_400 : null;
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: trialEnd ?? facts.now,
    billing_cycle_anchor_config: null,
    billing_mode: { flexible: { proration_discounts: "included" }, type: "flexible" },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: facts.now,
    currency: "cny",
    customer: facts.customer,
    customer_account: null,
    days_until_due: null,
    default_payment_method: facts.card,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: { object: "list", has_more: false, url: `/v1/subscription_items?subscription=${id}`, data: [] },
    latest_invoice: null,
    livemode: false,
    managed_payments: null,
    metadata: facts.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: facts.now,
    status: trialEnd ? "trialing" : "active",
    test_clock: null,
    transfer_data: null,
    trial_end: trialEnd,
    trial_settings: {
      end_behavior: { billing_cycle_anchor: null, missing_payment_method: "create_invoice" },
    },
    trial_start: trialEnd ? facts.now : null,
  };
}

interface Span {
  start: number;
  end: number;
}

const line = (
  item: Stripe.SubscriptionItem,
  rest: Omit<PendingLine, "subscriptionItem" | "price" | "product">,
) => ({
  subscriptionItem: item.id,
  price: item.price.id,
  product: String(item.price.product),
  ...rest,
});

/** What was used and not billed of a metered item. */
export function usageLine(
  store: Store,
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
  span: Span,
  take: boolean,
): PendingLine {
  const quantity = unbilledUsage(store, String(subscription.customer), item.price, take);
  const amount = quantity * (item.price.unit_amount ?? 0);
  return line(item, { amount, quantity, description: `${quantity} × usage`, proration: false, ...span });
}

/** A licensed item's price for a span, or the part of a whole span that is left of it. */
export function licensedLine(
  item: Stripe.SubscriptionItem,
  span: Span,
  part: number,
  sign: 1 | -1,
): PendingLine {
  const whole = (item.price.unit_amount ?? 0) * (item.quantity ?? 1);
  const amount = sign * Math.round(whole * part);
  const words = part === 1 ? "Subscription" : sign > 0 ? "Remaining time" : "Unused time";
  return line(item, {
    amount,
    quantity: item.quantity ?? 1,
    description: words,
    proration: part !== 1 || sign < 0,
    ...span,
  });
}

/** The lines that a change of items means at an instant, and the items afterwards. */
export function changedItems(
  store: Store,
  subscription: Stripe.Subscription,
  changes: ChangedItem[],
  at: number,
  take: boolean,
): { items: Stripe.SubscriptionItem[]; lines: PendingLine[] } {
  let items = [...subscription.items.data];
  const lines: PendingLine[] = [];
  const [first] = items;
  const span = { start: first?.current_period_start ?? at, end: first?.current_period_end ?? at };
  const part = span.end > span.start ? Math.max(0, span.end - at) / (span.end - span.start) : 0;
  const isTrial = subscription.status === "trialing";
  for (const change of changes) {
    const old = items.find(({ id }) => id === change.id);
    if (change.id && !old) throw noSuch("subscription_item", change.id);
    if (change.deleted && old) {
      items = items.filter((item) => item !== old);
      if (!isTrial)
        lines.push(
          isMetered(old.price)
            ? usageLine(store, subscription, old, { start: span.start, end: at }, take)
            : licensedLine(old, { start: at, end: span.end }, part, -1),
        );
    } else if (change.price && !change.id) {
      const added = newItem(subscription.id, priceOf(store, change.price), change.quantity, span);
      items.push(added);
      if (!isTrial && !isMetered(added.price))
        lines.push(licensedLine(added, { start: at, end: span.end }, part, 1));
    } else throw new ApiError(400, "This stand-in changes items by deleting one and adding another.");
  }
  return { items, lines };
}

/** The status after an invoice: a paid one makes it active, an unpaid one past due. */
export function settleStatus(desk: Desk, subscription: Stripe.Subscription): void {
  const open = Object.values(desk.store.state.invoices).filter(
    (invoice) =>
      invoice.status === "open" && invoice.parent?.subscription_details?.subscription === subscription.id,
  );
  if (subscription.status === "canceled") return;
  const isGivenUp = open.some(({ next_payment_attempt: next, attempt_count: count }) => !next && count > 0);
  subscription.status = open.length === 0 ? "active" : isGivenUp ? "unpaid" : "past_due";
}

/** `POST /v1/subscriptions/ID`. */
export function updateSubscription(
  desk: Desk,
  id: string,
  params: {
    items?: ChangedItem[];
    proration_behavior: "always_invoice" | "create_prorations" | "none";
    proration_date?: number;
    cancel_at_period_end?: boolean;
    default_payment_method?: string;
    metadata?: Record<string, string>;
  },
): Stripe.Subscription {
  const { store, webhooks } = desk;
  const subscription = subscriptionOf(store, id);
  if (subscription.status === "canceled")
    throw new ApiError(400, "A canceled subscription can only update its cancellation_details.");
  const now = customerNow(store, String(subscription.customer));
  if (params.items) {
    const { items, lines } = changedItems(
      store,
      subscription,
      params.items,
      params.proration_date ?? now,
      true,
    );
    subscription.items.data = items;
    const kept = params.proration_behavior === "none" ? [] : lines;
    const pending = [...(store.state.pendingLines[id] ?? []), ...kept];
    store.state.pendingLines[id] = pending;
    if (params.proration_behavior === "always_invoice" && pending.length > 0) {
      store.state.pendingLines[id] = [];
      finalizeInvoice(desk, subscription, draftInvoice(store, subscription, pending, "subscription_update"));
      settleStatus(desk, subscription);
    }
  }
  if (params.cancel_at_period_end !== undefined) {
    const [item] = subscription.items.data;
    subscription.cancel_at_period_end = params.cancel_at_period_end;
    subscription.canceled_at = params.cancel_at_period_end ? now : null;
    subscription.cancel_at = params.cancel_at_period_end ? (item?.current_period_end ?? null) : null;
  }
  if (params.default_payment_method) subscription.default_payment_method = params.default_payment_method;
  if (params.metadata) Object.assign(subscription.metadata, params.metadata);
  webhooks.emit("customer.subscription.updated", subscription);
  return subscription;
}
