import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type StripePeer, startStripePeer } from "@/peers/stripe/server";

const secret = "whsec_test_secret";
let folder: string;
let product: Server;
let webhookUrl: string;
let events: Stripe.Event[];
/** Statuses the product answers next; then 200. */
let answers: number[];
let peer: StripePeer;
let stripe: Stripe;

function connect(): Stripe {
  const { hostname, port } = new URL(peer.url);
  return new Stripe("sk_test_local_peer", { host: hostname, port, protocol: "http", maxNetworkRetries: 0 });
}

async function start(): Promise<void> {
  peer = await startStripePeer({ port: 0, dataDir: folder, webhookUrl, webhookSecret: secret });
  stripe = connect();
}

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "stripe-peer-"));
  events = [];
  answers = [];
  product = createServer(async (request, response) => {
    let body = "";
    for await (const part of request) body += part;
    const status = answers.shift() ?? 200;
    if (status === 200) {
      const signature = request.headers["stripe-signature"]?.toString() ?? "";
      events.push(await Stripe.webhooks.constructEventAsync(body, signature, secret));
    }
    response.writeHead(status).end();
  });
  await new Promise<void>((done) => product.listen(0, "127.0.0.1", done));
  webhookUrl = `http://127.0.0.1:${(product.address() as AddressInfo).port}/api/stripe/webhook`;
  await start();
});
afterEach(async () => {
  await peer.close();
  await new Promise((done) => product.close(done));
  await rm(folder, { recursive: true, force: true });
});

const params = (amount: number): Stripe.Checkout.SessionCreateParams => ({
  mode: "payment",
  line_items: [
    {
      quantity: 1,
      price_data: { currency: "cny", unit_amount: amount, product_data: { name: "转运 <331000>" } },
    },
  ],
  allowed_payment_method_types: ["card", "alipay", "wechat_pay"],
  payment_method_options: { wechat_pay: { client: "web" } },
  client_reference_id: "pay-1",
  locale: "zh",
  metadata: { bookingId: "b1" },
  payment_intent_data: { metadata: { bookingId: "b1" }, description: "转运" },
  success_url: "http://localhost:3000/track/x?session={CHECKOUT_SESSION_ID}",
  cancel_url: "http://localhost:3000/track/x",
});

/** Press a button of the hosted page. */
function press(
  session: Stripe.Checkout.Session,
  outcome: "succeed" | "decline",
  method = "card",
): Promise<Response> {
  return fetch(`${peer.url}/pay/${session.id}`, {
    method: "POST",
    body: new URLSearchParams({ outcome, method }),
    redirect: "manual",
  });
}
const types = () => events.map(({ type }) => type).sort();
const control = (body: object) =>
  fetch(`${peer.url}/peer/faults`, { method: "POST", body: JSON.stringify(body) });
const intentOf = (session: Stripe.Checkout.Session) => String(session.payment_intent);

async function paidSession(amount = 12_345): Promise<Stripe.Checkout.Session> {
  const session = await stripe.checkout.sessions.create(params(amount));
  await press(session, "succeed");
  return stripe.checkout.sessions.retrieve(session.id);
}

describe("a checkout", () => {
  it("is created, paid on its page, and told by verified webhooks", async () => {
    const session = await stripe.checkout.sessions.create(params(12_345));
    expect(session).toMatchObject({
      status: "open",
      payment_status: "unpaid",
      amount_total: 12_345,
      payment_intent: null,
    });
    const answer = await press(session, "succeed", "alipay");
    expect(answer.status).toBe(303);
    expect(answer.headers.get("location")).toBe(`http://localhost:3000/track/x?session=${session.id}`);
    const paid = await stripe.checkout.sessions.retrieve(session.id, {
      expand: ["payment_intent.latest_charge"],
    });
    expect(paid).toMatchObject({
      status: "complete",
      payment_status: "paid",
      url: null,
      metadata: { bookingId: "b1" },
    });
    expect(paid.payment_intent).toMatchObject({
      status: "succeeded",
      amount_received: 12_345,
      metadata: { bookingId: "b1" },
      latest_charge: { paid: true, payment_method_details: { type: "alipay" } },
    });
    await expect
      .poll(types)
      .toEqual(["charge.succeeded", "checkout.session.completed", "payment_intent.succeeded"]);
    expect(events.find(({ type }) => type === "checkout.session.completed")?.data.object).toMatchObject({
      id: session.id,
    });
    expect((await press(session, "succeed")).status).toBe(303);
    expect(
      (
        await stripe.charges.list({
          payment_intent: intentOf(await stripe.checkout.sessions.retrieve(session.id)),
        })
      ).data,
    ).toHaveLength(1);
  });

  it("stays open after a declined card and can then be paid", async () => {
    const session = await stripe.checkout.sessions.create(params(500));
    const answer = await press(session, "decline");
    expect(answer.headers.get("location")).toBe(`/pay/${session.id}?declined`);
    const declined = await stripe.checkout.sessions.retrieve(session.id);
    expect(declined).toMatchObject({ status: "open", payment_status: "unpaid" });
    const intent = await stripe.paymentIntents.retrieve(intentOf(declined));
    expect(intent).toMatchObject({
      status: "requires_payment_method",
      last_payment_error: { code: "card_declined" },
    });
    await expect(stripe.refunds.create({ payment_intent: intent.id })).rejects.toThrow(
      /does not have a successful charge/,
    );
    await expect.poll(types).toEqual(["charge.failed", "payment_intent.payment_failed"]);
    await press(session, "succeed");
    const paid = await stripe.paymentIntents.retrieve(intent.id);
    expect(paid).toMatchObject({ status: "succeeded", last_payment_error: null });
  });

  it("can be closed once while open, and not paid afterwards", async () => {
    const session = await stripe.checkout.sessions.create(params(500));
    expect(await stripe.checkout.sessions.expire(session.id)).toMatchObject({ status: "expired", url: null });
    await expect(stripe.checkout.sessions.expire(session.id)).rejects.toThrow(
      /Only Checkout Sessions with a status/,
    );
    await press(session, "succeed");
    expect((await stripe.checkout.sessions.retrieve(session.id)).payment_status).toBe("unpaid");
    expect((await fetch(`${peer.url}/pay/${session.id}`)).status).toBe(410);
    await expect.poll(types).toEqual(["checkout.session.expired"]);
  });

  it("is made once per idempotency key; other parameters under the same key are refused", async () => {
    const once = { idempotencyKey: "k-1" };
    const first = await stripe.checkout.sessions.create(params(500), once);
    const second = await stripe.checkout.sessions.create(params(500), once);
    expect(second.id).toBe(first.id);
    await expect(stripe.checkout.sessions.create(params(600), once)).rejects.toBeInstanceOf(
      Stripe.errors.StripeIdempotencyError,
    );
  });

  it("refuses what the API refuses: unknown parameters, other currencies, WeChat Pay without client, unknown ids, no key", async () => {
    const old = { ...params(500), payment_method_types: ["card"] };
    await expect(stripe.checkout.sessions.create(old)).rejects.toThrow(
      "Received unknown parameter: payment_method_types",
    );
    const dollars = params(500);
    const [line] = dollars.line_items ?? [];
    if (line?.price_data) line.price_data.currency = "usd";
    await expect(stripe.checkout.sessions.create(dollars)).rejects.toThrow(/currency/);
    const { payment_method_options: _, ...rest } = params(500);
    await expect(stripe.checkout.sessions.create(rest)).rejects.toThrow(/wechat_pay/);
    await expect(stripe.checkout.sessions.retrieve("cs_test_none")).rejects.toMatchObject({
      statusCode: 404,
    });
    expect((await fetch(`${peer.url}/v1/refunds`)).status).toBe(401);
  });
});

describe("refunds", () => {
  it("give back in parts, never more than is left", async () => {
    const intent = intentOf(await paidSession(1_000));
    const first = await stripe.refunds.create(
      { payment_intent: intent, amount: 400 },
      { idempotencyKey: "r-1" },
    );
    expect(first).toMatchObject({ amount: 400, status: "succeeded", payment_intent: intent });
    expect(
      (await stripe.refunds.create({ payment_intent: intent, amount: 400 }, { idempotencyKey: "r-1" })).id,
    ).toBe(first.id);
    await expect(stripe.refunds.create({ payment_intent: intent, amount: 601 })).rejects.toThrow(
      /greater than unrefunded/,
    );
    await stripe.refunds.create({ payment_intent: intent });
    await expect(stripe.refunds.create({ payment_intent: intent })).rejects.toMatchObject({
      code: "charge_already_refunded",
    });
    const listed = await stripe.refunds.list({ payment_intent: intent });
    expect(listed.data.map(({ amount }) => amount).sort()).toEqual([400, 600]);
    expect((await stripe.refunds.retrieve(first.id)).amount).toBe(400);
    await expect.poll(() => types().filter((type) => type === "charge.refunded")).toHaveLength(2);
  });
});

describe("webhooks", () => {
  it("are tried again after a refusal", async () => {
    answers = [500, 503];
    await paidSession();
    await expect.poll(types, { timeout: 8_000 }).toHaveLength(3);
  });

  it("can be doubled, lost and sent again on demand", async () => {
    await control({ duplicate: 3 });
    await paidSession();
    await expect.poll(types).toHaveLength(6);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    events = [];
    await control({ lose: 3 });
    const lost = await paidSession();
    const recorded = await stripe.events.list({ type: "checkout.session.completed" });
    const event = recorded.data.find(({ data }) => "id" in data.object && data.object.id === lost.id);
    await fetch(`${peer.url}/peer/events/${event?.id}/resend`, { method: "POST" });
    await expect.poll(types).toEqual(["checkout.session.completed"]);
  });

  it("wait as long as told", async () => {
    await control({ delayMs: 700 });
    await paidSession();
    await new Promise((done) => setTimeout(done, 300));
    expect(events).toHaveLength(0);
    await expect.poll(types).toHaveLength(3);
  });

  it("that still wait survive a restart, as does all else", async () => {
    await control({ delayMs: 60_000 });
    const session = await paidSession();
    await peer.close();
    await start();
    expect(await stripe.checkout.sessions.retrieve(session.id)).toMatchObject({ payment_status: "paid" });
    const waiting: unknown[] = await (await fetch(`${peer.url}/peer/deliveries`)).json();
    expect(waiting).toHaveLength(3);
    expect((await stripe.refunds.create({ payment_intent: intentOf(session), amount: 1 })).amount).toBe(1);
  });
});

describe("the hosted page", () => {
  it("says that it is a stand-in, escapes what it was told, and runs nothing", async () => {
    const session = await stripe.checkout.sessions.create(params(98_765));
    const answer = await fetch(`${peer.url}/pay/${session.id}`);
    const html = await answer.text();
    expect(html).toContain("不是 Stripe");
    expect(html).toContain("¥987.65");
    expect(html).toContain("转运 &lt;331000&gt;");
    expect(html).not.toContain("<script");
    expect(answer.headers.get("content-security-policy")).toMatch(/^default-src 'none'; style-src 'sha256-/);
    expect(answer.headers.get("content-security-policy")).toContain(
      "form-action 'self' http://localhost:3000;",
    );
    const english = await stripe.checkout.sessions.create({ ...params(1), locale: "en" });
    expect(await (await fetch(`${peer.url}/pay/${english.id}`)).text()).toContain("stands in for Stripe");
    expect((await fetch(`${peer.url}/pay/none`)).status).toBe(404);
  });
});
