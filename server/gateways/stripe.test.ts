import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Stripe from "stripe";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type StripePeer, startStripePeer } from "@/peers/stripe/server";

let folder: string;
let peer: StripePeer;
let gateway: typeof import("@/server/gateways/stripe");
const secret = "whsec_gateway";

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "stripe-gateway-"));
  // Nobody listens there: the webhooks themselves are tested beside the peer.
  peer = await startStripePeer({
    port: 0,
    dataDir: folder,
    webhookUrl: "http://127.0.0.1:9/",
    webhookSecret: secret,
  });
});
afterAll(async () => {
  await peer.close();
  await rm(folder, { recursive: true, force: true });
});

async function load(changes: Record<string, string>) {
  vi.resetModules();
  const base = { APP_DATABASE_URL: "postgres://test", VAULT_KEYS: "unused:here", STRIPE_SECRET_KEY: "" };
  const rest = { LINK_SECRET: "a secret of at least thirty-two characters", STRIPE_WEBHOOK_SECRET: secret };
  for (const [name, value] of Object.entries({ ...base, ...rest, STRIPE_API_URL: peer.url, ...changes }))
    vi.stubEnv(name, value);
  return import("@/server/gateways/stripe");
}
beforeEach(async () => {
  gateway = await load({});
});
afterEach(() => vi.unstubAllEnvs());

const request = (idempotencyKey: string, amountFen = 20_000) => ({
  regionId: "331000",
  bookingId: "b1",
  paymentId: "p1",
  amountFen,
  description: "非急救转运 331000-0001",
  email: "wang@example.com",
  locale: "zh-CN" as const,
  successUrl: "http://localhost:3000/track/x?paid",
  cancelUrl: "http://localhost:3000/track/x",
  idempotencyKey,
});
const pay = (id: string) =>
  fetch(`${peer.url}/pay/${id}`, {
    method: "POST",
    redirect: "manual",
    body: new URLSearchParams({ method: "card", outcome: "succeed" }),
  });

describe("the Stripe gateway", () => {
  it("opens a checkout, finds it paid with its booking, and refunds part of it", async () => {
    const opened = await gateway.createCheckout(request("g-1"));
    expect(opened).toMatchObject({ status: "open", paid: false, amountFen: 20_000 });
    expect(opened.url).toContain("/pay/");
    expect((await gateway.createCheckout(request("g-1"))).id).toBe(opened.id);
    await pay(opened.id);
    const paid = await gateway.retrieveCheckout(opened.id);
    expect(paid).toMatchObject({
      status: "complete",
      paid: true,
      regionId: "331000",
      bookingId: "b1",
      paymentId: "p1",
    });
    const paymentIntent = paid.paymentIntent ?? "";
    const refund = await gateway.refundPayment({ paymentIntent, amountFen: 5_000, idempotencyKey: "g-r1" });
    expect(refund).toMatchObject({ status: "succeeded", amountFen: 5_000, paymentIntent });
    expect(await gateway.retrieveRefund(refund.id)).toEqual(refund);
    await expect(
      gateway.refundPayment({ paymentIntent, amountFen: 15_001, idempotencyKey: "g-r2" }),
    ).rejects.toMatchObject({ code: "conflict", key: "payment.refused" });
    await expect(gateway.expireCheckout(opened.id)).rejects.toMatchObject({ code: "conflict" });
  });

  it("tells unknown, changed, unreachable and unconfigured apart", async () => {
    await gateway.createCheckout(request("g-2"));
    await expect(gateway.createCheckout(request("g-2", 1))).rejects.toMatchObject({
      key: "payment.changed_meanwhile",
    });
    await expect(gateway.retrieveCheckout("cs_test_none")).rejects.toMatchObject({ code: "not_found" });
    const silent = await load({ STRIPE_API_URL: "http://127.0.0.1:9" });
    await expect(silent.retrieveCheckout("cs_test_x")).rejects.toMatchObject({ key: "payment.unavailable" });
    const none = await load({ STRIPE_API_URL: "" });
    await expect(none.createCheckout(request("g-3"))).rejects.toMatchObject({
      key: "payment.not_configured",
    });
  });

  it("says when payments go to the stand-in", async () => {
    expect(gateway.stripeIsPeer()).toBe(true);
    expect((await load({ STRIPE_SECRET_KEY: "sk_live_x" })).stripeIsPeer()).toBe(false);
  });

  it("takes a webhook with the right signature only", async () => {
    const payload = JSON.stringify({
      id: "evt_1",
      object: "event",
      type: "checkout.session.completed",
      data: { object: {} },
    });
    const good = await Stripe.webhooks.generateTestHeaderStringAsync({ payload, secret });
    expect((await gateway.verifyWebhook(payload, good)).id).toBe("evt_1");
    const forged = await Stripe.webhooks.generateTestHeaderStringAsync({ payload, secret: "whsec_other" });
    const stale = await Stripe.webhooks.generateTestHeaderStringAsync({
      payload,
      secret,
      timestamp: 1_700_000_000,
    });
    for (const bad of [forged, stale, ""]) {
      await expect(gateway.verifyWebhook(payload, bad)).rejects.toMatchObject({ code: "forbidden" });
    }
    await expect(gateway.verifyWebhook(`${payload} `, good)).rejects.toMatchObject({ code: "forbidden" });
  });
});
