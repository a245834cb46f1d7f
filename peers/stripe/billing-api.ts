import type Stripe from "stripe";
import { noSuch } from "@/peers/stripe/api-error";
import { catchUp } from "@/peers/stripe/billing-clock";
import {
  customerParams,
  meterEventParams,
  meterParams,
  ofCustomerParams,
  payInvoiceParams,
  previewParams,
  priceListParams,
  priceParams,
  subscriptionParams,
} from "@/peers/stripe/billing-inputs";
import { createPrice, newMeter, recordUsage } from "@/peers/stripe/catalogue";
import { customerNow, customerOf, newCustomer } from "@/peers/stripe/customer";
import type { FormFields } from "@/peers/stripe/form";
import { bareParams, check } from "@/peers/stripe/inputs";
import { draftInvoice, invoiceOf, payInvoice, subscriptionOfInvoice } from "@/peers/stripe/invoice";
import { type ApiDesk, at, idPattern as id, type Route } from "@/peers/stripe/route";
import { changedItems, settleStatus, subscriptionOf, updateSubscription } from "@/peers/stripe/subscription";

/** Do what is due for everybody who has a subscription, so that reading shows the present. */
function present(desk: ApiDesk): void {
  const customers = new Set(
    Object.values(desk.store.state.subscriptions).map(({ customer }) => String(customer)),
  );
  for (const customer of customers) catchUp(desk, customer);
}

function saveCustomer(desk: ApiDesk, fields: FormFields, known: Stripe.Customer | null): Stripe.Customer {
  const params = check(customerParams, fields);
  const { name = null, email = null, preferred_locales: locales = [], metadata = {} } = params;
  const customer = known ?? newCustomer({ name, email, locales, metadata });
  if (known) {
    if (params.name !== undefined) customer.name = params.name;
    if (params.email !== undefined) customer.email = params.email;
    Object.assign(customer.metadata, metadata);
  }
  const method = params.invoice_settings?.default_payment_method;
  if (method && !desk.store.state.paymentMethods[method]) throw noSuch("payment_method", method);
  if (method) customer.invoice_settings.default_payment_method = method;
  desk.store.state.customers[customer.id] = customer;
  return customer;
}

function listOf<T extends { id: string }>(url: string, rows: T[], limit: number, after: string | undefined) {
  const from = after ? rows.findIndex((row) => row.id === after) + 1 : 0;
  const data = rows.slice(from, from + limit);
  return { object: "list", url, has_more: rows.length > from + data.length, data };
}

function listSubscriptions(desk: ApiDesk, fields: FormFields) {
  present(desk);
  const params = check(ofCustomerParams, fields);
  const rows = Object.values(desk.store.state.subscriptions)
    .filter(({ customer, status }) => {
      const isAsked =
        params.status === "all" || (params.status ? params.status === status : status !== "canceled");
      return isAsked && (!params.customer || params.customer === customer);
    })
    .reverse();
  return listOf("/v1/subscriptions", rows, params.limit, params.starting_after);
}

function listInvoices(desk: ApiDesk, fields: FormFields) {
  present(desk);
  const params = check(ofCustomerParams, fields);
  const rows = Object.values(desk.store.state.invoices)
    .filter(
      (invoice) =>
        (!params.customer || invoice.customer === params.customer) &&
        (!params.status || invoice.status === params.status) &&
        (!params.subscription || invoice.parent?.subscription_details?.subscription === params.subscription),
    )
    .reverse();
  return listOf("/v1/invoices", rows, params.limit, params.starting_after);
}

/** The invoice that a change would mean now; nothing is kept. */
function preview(desk: ApiDesk, fields: FormFields): Stripe.Invoice {
  const params = check(previewParams, fields);
  const subscription = subscriptionOf(desk.store, params.subscription);
  const details = params.subscription_details;
  const at = details?.proration_date ?? customerNow(desk.store, String(subscription.customer));
  const { lines } = changedItems(desk.store, subscription, details?.items ?? [], at, false);
  const pending = desk.store.state.pendingLines[subscription.id] ?? [];
  return draftInvoice(desk.store, subscription, [...pending, ...lines], "upcoming");
}

function pay(desk: ApiDesk, fields: FormFields, invoiceId: string): Stripe.Invoice {
  const { payment_method: method } = check(payInvoiceParams, fields);
  const invoice = invoiceOf(desk.store, invoiceId);
  const subscription = subscriptionOfInvoice(desk.store, invoice);
  try {
    return payInvoice(desk, invoiceId, method);
  } finally {
    settleStatus(desk, subscription);
    desk.webhooks.emit("customer.subscription.updated", subscription);
    desk.store.save();
  }
}

function listPrices(desk: ApiDesk, fields: FormFields) {
  const { lookup_keys: keys, active, limit } = check(priceListParams, fields);
  const rows = Object.values(desk.store.state.prices).filter(
    (price) =>
      (!keys || keys.includes(price.lookup_key ?? "")) && (active === undefined || price.active === active),
  );
  return listOf("/v1/prices", rows, limit, undefined);
}

function one<T>(find: (desk: ApiDesk, id: string) => T | undefined, noun: string) {
  return (desk: ApiDesk, fields: FormFields, wanted: string): T => {
    check(bareParams, fields);
    const found = find(desk, wanted);
    if (!found) throw noSuch(noun, wanted);
    return found;
  };
}

function createMeter(desk: ApiDesk, fields: FormFields): Stripe.Billing.Meter {
  const meter = newMeter(check(meterParams, fields));
  desk.store.state.meters[meter.id] = meter;
  return meter;
}

function getSubscription(desk: ApiDesk, fields: FormFields, wanted: string): Stripe.Subscription {
  check(bareParams, fields);
  catchUp(desk, String(subscriptionOf(desk.store, wanted).customer));
  return subscriptionOf(desk.store, wanted);
}

/** Customers, prices, meters, subscriptions and their invoices. */
export const billingRoutes: Route[] = [
  { method: "POST", path: at("customers"), answer: (desk, fields) => saveCustomer(desk, fields, null) },
  {
    method: "POST",
    path: at(`customers/${id}`),
    answer: (desk, fields, wanted) => saveCustomer(desk, fields, customerOf(desk.store, wanted)),
  },
  {
    method: "GET",
    path: at(`customers/${id}`),
    answer: one((desk, it) => desk.store.state.customers[it], "customer"),
  },
  { method: "POST", path: at("billing/meters"), answer: createMeter },
  {
    method: "GET",
    path: at("billing/meters"),
    answer: (desk) => listOf("/v1/billing/meters", Object.values(desk.store.state.meters), 100, undefined),
  },
  {
    method: "POST",
    path: at("billing/meter_events"),
    answer: (desk, fields) => recordUsage(desk.store, check(meterEventParams, fields)),
  },
  {
    method: "POST",
    path: at("prices"),
    answer: (desk, fields) => createPrice(desk.store, check(priceParams, fields)),
  },
  { method: "GET", path: at("prices"), answer: listPrices },
  { method: "GET", path: at("subscriptions"), answer: listSubscriptions },
  { method: "GET", path: at(`subscriptions/${id}`), answer: getSubscription },
  {
    method: "POST",
    path: at(`subscriptions/${id}`),
    answer: (desk, fields, wanted) => updateSubscription(desk, wanted, check(subscriptionParams, fields)),
  },
  { method: "GET", path: at("invoices"), answer: listInvoices },
  { method: "POST", path: at("invoices/create_preview"), answer: preview },
  {
    method: "GET",
    path: at(`invoices/${id}`),
    answer: one((desk, it) => desk.store.state.invoices[it], "invoice"),
  },
  { method: "POST", path: at(`invoices/${id}/pay`), answer: pay },
  {
    method: "GET",
    path: at(`payment_methods/${id}`),
    answer: one((desk, it) => desk.store.state.paymentMethods[it], "payment_method"),
  },
  {
    method: "GET",
    path: at(`setup_intents/${id}`),
    answer: one((desk, it) => desk.store.state.setupIntents[it], "setup_intent"),
  },
];
