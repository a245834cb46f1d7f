import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type StripePeer, startStripePeer } from "@/peers/stripe/server";
import { nextMonth } from "@/peers/stripe/subscription";

let folder: string;
let peer: StripePeer;
let stripe: Stripe;
let monthly: string;
let perTrip: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "stripe-billing-"));
  // Nobody listens: these tests read what is there, as the product does after any webhook.
  const settings = { port: 0, dataDir: folder, webhookUrl: "http://127.0.0.1:9/", webhookSecret: "whsec_x" };
  peer = await startStripePeer(settings);
  const { hostname, port } = new URL(peer.url);
  stripe = new Stripe("sk_test_local_peer", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
  const meter = await stripe.billing.meters.create({
    display_name: "trips",
    event_name: "trip",
    default_aggregation: { formula: "sum" },
  });
  const price = (unit_amount: number, recurring: Stripe.PriceCreateParams.Recurring) =>
    stripe.prices.create({
      currency: "cny",
      unit_amount,
      lookup_key: `k-${unit_amount}`,
      recurring,
      product_data: { name: "安转" },
    });
  monthly = (await price(30_000, { interval: "month" })).id;
  perTrip = (await price(200, { interval: "month", usage_type: "metered", meter: meter.id })).id;
});
afterAll(async () => {
  await peer.close();
  await rm(folder, { recursive: true, force: true });
});

async function subscribed(price: string, days: number, card: "4242" | "0341") {
  const customer = await stripe.customers.create({ name: "台州转运" });
  const session = await stripe.checkout.sessions.create({
    mode: "subscription",
    customer: customer.id,
    line_items: [{ price, ...(price === monthly ? { quantity: 1 } : {}) }],
    subscription_data: { metadata: { orgId: "o1" }, ...(days ? { trial_period_days: days } : {}) },
    success_url: "http://localhost:3000/x",
  });
  const body = new URLSearchParams({ card });
  const answer = await fetch(`${peer.url}/pay/${session.id}`, { method: "POST", body, redirect: "manual" });
  const done = await stripe.checkout.sessions.retrieve(session.id);
  return { customer, session, location: answer.headers.get("location"), id: String(done.subscription) };
}
const advance = (session: string, days: number) =>
  fetch(`${peer.url}/peer/sessions/${session}/advance`, { method: "POST", body: JSON.stringify({ days }) });
const invoicesOf = async (subscription: string) => (await stripe.invoices.list({ subscription })).data;

it("begins with a trial, charges at its end, and again each month", async () => {
  const { id, session } = await subscribed(monthly, 14, "4242");
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "trialing",
    metadata: { orgId: "o1" },
  });
  expect(await invoicesOf(id)).toMatchObject([
    { total: 0, status: "paid", billing_reason: "subscription_create" },
  ]);
  await advance(session.id, 15);
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
  await advance(session.id, 62);
  const invoices = await invoicesOf(id);
  expect(invoices.map(({ total, status }) => [total, status])).toEqual([
    [30_000, "paid"],
    [30_000, "paid"],
    [30_000, "paid"],
    [0, "paid"],
  ]);
  expect(new Set(invoices.map(({ number }) => number)).size).toBe(4);
});

it("keeps a card that cannot be charged, is past due, and mended by another card", async () => {
  const { id, session, customer } = await subscribed(monthly, 14, "0341");
  await advance(session.id, 15);
  const late = await stripe.subscriptions.retrieve(id, { expand: ["default_payment_method"] });
  expect(late).toMatchObject({ status: "past_due", default_payment_method: { card: { last4: "0341" } } });
  const [open] = await invoicesOf(id);
  expect(open).toMatchObject({ status: "open", amount_due: 30_000, attempt_count: 1 });
  await expect(stripe.invoices.pay(open?.id ?? "")).rejects.toBeInstanceOf(Stripe.errors.StripeCardError);
  await advance(session.id, 10);
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("unpaid");
  const setup = await stripe.checkout.sessions.create({
    mode: "setup",
    customer: customer.id,
    currency: "cny",
    success_url: "http://localhost:3000/x",
  });
  const body = new URLSearchParams({ card: "4242" });
  await fetch(`${peer.url}/pay/${setup.id}`, { method: "POST", body, redirect: "manual" });
  const done = await stripe.checkout.sessions.retrieve(setup.id, { expand: ["setup_intent"] });
  const intent = done.setup_intent as Stripe.SetupIntent;
  await stripe.subscriptions.update(id, { default_payment_method: String(intent.payment_method) });
  expect(await stripe.invoices.pay(open?.id ?? "")).toMatchObject({ status: "paid", amount_paid: 30_000 });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
});

it("refuses a card on the page where something is charged at once", async () => {
  const { location, id } = await subscribed(monthly, 0, "0341");
  expect([location?.endsWith("?declined"), id]).toEqual([true, "null"]);
});

it("counts what was used once per identifier and bills it after the month", async () => {
  const { id, session, customer } = await subscribed(perTrip, 0, "4242");
  const used = (identifier: string) =>
    stripe.billing.meterEvents.create({
      event_name: "trip",
      identifier,
      payload: { stripe_customer_id: customer.id, value: "1" },
    });
  await used(`${id}-1`);
  await used(`${id}-2`);
  await expect(used(`${id}-2`)).rejects.toThrow(/already exists/);
  await advance(session.id, 32);
  expect((await invoicesOf(id))[0]).toMatchObject({ total: 400, status: "paid" });
});

it("shows what a change costs before it is made, to the fen, and cancels at the end of the period or not", async () => {
  const { id, session } = await subscribed(monthly, 0, "4242");
  const before = await stripe.subscriptions.retrieve(id);
  const [item] = before.items.data;
  const start = item?.current_period_start ?? 0;
  const end = item?.current_period_end ?? 0;
  const half = start + Math.floor((end - start) / 2);
  const items = [{ id: item?.id ?? "", deleted: true }, { price: perTrip }];
  const asked = { items, proration_behavior: "create_prorations", proration_date: half } as const;
  const shown = await stripe.invoices.createPreview({ subscription: id, subscription_details: asked });
  expect(shown.total).toBe(-15_000);
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(monthly);
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  expect(await stripe.subscriptions.update(id, { cancel_at_period_end: false })).toMatchObject({
    cancel_at: null,
  });
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await advance(session.id, 32);
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("canceled");
});

it("ends a month that is shorter on its last day", () => {
  const at = (text: string) => Date.parse(text) / 1000;
  expect(nextMonth(at("2026-01-31T08:00:00Z"))).toBe(at("2026-02-28T08:00:00Z"));
});
