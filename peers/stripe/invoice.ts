import type Stripe from "stripe";
import { ApiError, noSuch } from "@/peers/stripe/api-error";
import { cardFor, customerNow, customerOf } from "@/peers/stripe/customer";
import type { Desk } from "@/peers/stripe/payment";
import { newId, type PendingLine, type Store } from "@/peers/stripe/state";

const daySeconds = 86_400;
/** Days after the first attempt on which a declined card is tried again; afterwards nothing more happens by itself. */
const retryDays = [3, 5, 7];

function lineOf(line: PendingLine, invoice: string, subscription: string): Stripe.InvoiceLineItem {
  return {
    id: newId("il"),
    object: "line_item",
    amount: line.amount,
    currency: "cny",
    description: line.description,
    discount_amounts: [],
    discountable: true,
    discounts: [],
    invoice,
    livemode: false,
    metadata: {},
    parent: {
      type: "subscription_item_details",
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: line.proration,
        proration_details: { credited_items: null },
        subscription,
        subscription_item: line.subscriptionItem,
      },
    },
    period: { start: line.start, end: line.end },
    pretax_credit_amounts: [],
    pricing: {
      type: "price_details",
      price_details: { price: line.price, product: line.product },
      unit_amount_decimal: null,
    },
    quantity: line.quantity,
    quantity_decimal: null,
    subscription,
    subtotal: line.amount,
    taxes: [],
  };
}

/** An invoice of these lines, not yet kept anywhere: a preview, or the next one. */
export function draftInvoice(
  store: Store,
  subscription: Stripe.Subscription,
  lines: PendingLine[],
  reason: Stripe.Invoice.BillingReason,
): Stripe.Invoice {
  const customer = customerOf(store, String(subscription.customer));
  const now = customerNow(store, customer.id);
  const id = newId("in");
  const total = lines.reduce((sum, line) => sum + line.amount, 0);
  const due = Math.max(0, total + customer.balance);
  return {
    id,
    object: "invoice",
    account_country: "CN",
    account_name: null,
    account_tax_ids: null,
    amount_due: due,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: due,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: true,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null, provider: null, status: null },
    automatically_finalizes_at: null,
    billing_reason: reason,
    collection_method: "charge_automatically",
    created: now,
    currency: "cny",
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: null,
    customer_shipping: null,
    customer_tax_exempt: "none",
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: [],
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: {
      object: "list",
      has_more: false,
      url: `/v1/invoices/${id}/lines`,
      data: lines.map((line) => lineOf(line, id, subscription.id)),
    },
    livemode: false,
    metadata: {},
    next_payment_attempt: null,
    number: null,
    on_behalf_of: null,
    parent: {
      type: "subscription_details",
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
    },
    payment_settings: { default_mandate: null, payment_method_options: null, payment_method_types: null },
    period_end: Math.max(now, ...lines.map(({ end }) => end)),
    period_start: Math.min(now, ...lines.map(({ start }) => start)),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: customer.balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: { finalized_at: null, marked_uncollectible_at: null, paid_at: null, voided_at: null },
    subtotal: total,
    subtotal_excluding_tax: total,
    test_clock: null,
    total,
    total_discount_amounts: [],
    total_excluding_tax: total,
    total_pretax_credit_amounts: [],
    total_taxes: [],
    webhooks_delivered_at: null,
  };
}

function markPaid(desk: Desk, invoice: Stripe.Invoice, now: number): void {
  Object.assign(invoice, {
    status: "paid",
    amount_paid: invoice.amount_due,
    amount_remaining: 0,
    next_payment_attempt: null,
    auto_advance: false,
    status_transitions: { ...invoice.status_transitions, paid_at: now },
  } satisfies Partial<Stripe.Invoice>);
  desk.webhooks.emit("invoice.paid", invoice);
}

/** Charge the card of an open invoice once. Answers whether it was paid. */
export function attemptInvoice(
  desk: Desk,
  invoice: Stripe.Invoice,
  card: Stripe.PaymentMethod | null,
): boolean {
  const now = customerNow(desk.store, String(invoice.customer));
  if (invoice.amount_due > 0) {
    invoice.attempted = true;
    invoice.attempt_count += 1;
  }
  if (invoice.amount_due === 0 || card?.card?.last4 === "4242") {
    markPaid(desk, invoice, now);
    return true;
  }
  const nextDays = retryDays[invoice.attempt_count - 1];
  const before = retryDays[invoice.attempt_count - 2] ?? 0;
  invoice.next_payment_attempt = nextDays === undefined ? null : now + (nextDays - before) * daySeconds;
  desk.webhooks.emit("invoice.payment_failed", invoice);
  return false;
}

/** Number and keep an invoice, settle it with what the customer has to its credit, and charge the rest. */
export function finalizeInvoice(
  desk: Desk,
  subscription: Stripe.Subscription,
  invoice: Stripe.Invoice,
): boolean {
  const { store } = desk;
  const customer = customerOf(store, String(subscription.customer));
  const sequence = customer.next_invoice_sequence ?? 1;
  customer.next_invoice_sequence = sequence + 1;
  customer.balance = Math.min(0, customer.balance + invoice.total);
  Object.assign(invoice, {
    status: "open",
    number: `${customer.invoice_prefix}-${String(sequence).padStart(4, "0")}`,
    ending_balance: customer.balance,
    status_transitions: { ...invoice.status_transitions, finalized_at: invoice.created },
  } satisfies Partial<Stripe.Invoice>);
  store.state.invoices[invoice.id] = invoice;
  subscription.latest_invoice = invoice.id;
  return attemptInvoice(desk, invoice, cardFor(store, subscription));
}

export function invoiceOf({ state }: Store, id: string): Stripe.Invoice {
  const found = state.invoices[id];
  if (!found) throw noSuch("invoice", id);
  return found;
}

/** The subscription that an invoice is for. */
export function subscriptionOfInvoice({ state }: Store, invoice: Stripe.Invoice): Stripe.Subscription {
  const id = String(invoice.parent?.subscription_details?.subscription ?? "");
  const found = state.subscriptions[id];
  if (!found) throw noSuch("subscription", id);
  return found;
}

/** `POST /v1/invoices/ID/pay`: a declined card is an error, and the attempt counts. */
export function payInvoice(desk: Desk, id: string, methodId: string | undefined): Stripe.Invoice {
  const invoice = invoiceOf(desk.store, id);
  if (invoice.status === "paid")
    throw new ApiError(400, "Invoice is already paid", { code: "invoice_already_paid" });
  const subscription = subscriptionOfInvoice(desk.store, invoice);
  const card = methodId
    ? (desk.store.state.paymentMethods[methodId] ?? null)
    : cardFor(desk.store, subscription);
  if (attemptInvoice(desk, invoice, card)) return invoice;
  throw new ApiError(402, "Your card was declined.", { type: "card_error", code: "card_declined" });
}
