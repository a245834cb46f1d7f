import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { beforeEach, expect } from "vitest";
import { POST } from "@/app/api/stripe/webhook/route";
import { handle as settleJob } from "@/server/jobs/settle-payment-event";
import type { MoneyWorld, WebhookEar } from "./test-money";

/** What arrived at the webhook's address: raw body and signature. */
interface Arrived {
  body: string;
  signature: string;
}

/** An ear with hands: it presses the hosted page's buttons and gives on what it heard. */
interface Ear extends WebhookEar {
  arrived: Arrived[];
  tell(world: MoneyWorld): void;
  pay(url: string, outcome: "succeed" | "decline", events: number): Promise<void>;
  deliver(events?: Arrived[]): Promise<void>;
}

/** Hears what Stripe tells, and keeps it, so that a test gives it to the real route in any order and number. */
export function webhookEar(): Ear {
  let world: MoneyWorld | undefined;
  const receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const signature = String(request.headers["stripe-signature"]);
      ear.arrived.push({ body: Buffer.concat(parts).toString("utf8"), signature });
      response.end("{}");
    });
  });
  const ear: Ear = {
    secret: "whsec_test_of_payments",
    arrived: [],
    open: async () => {
      await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", () => done()));
      return `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
    },
    close: () => void receiver.close(),
    /** In whose name the jobs run; each test begins with nothing heard. */
    tell: (it: MoneyWorld) => {
      world = it;
      beforeEach(() => {
        ear.arrived = [];
      });
    },
    /** Press a button of the hosted page and wait for what Stripe tells us. */
    pay: async (url: string, outcome: "succeed" | "decline", events: number) => {
      const body = new URLSearchParams({ outcome, method: "card" });
      await fetch(url, { method: "POST", body, redirect: "manual" });
      await expect.poll(() => ear.arrived.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(events);
    },
    /** Give events to the real route, then run the jobs that it sent. */
    deliver: async (events = ear.arrived) => {
      if (!world) throw new Error("Nobody was told whose jobs these are");
      for (const { body, signature } of events) {
        const headers = { "stripe-signature": signature };
        const request = new Request("http://localhost/api/stripe/webhook", { method: "POST", body, headers });
        expect((await POST(request)).status).toBe(200);
      }
      const rows = await world.database.owner<{ id: string }[]>`
        SELECT id FROM payment_event WHERE handled_at IS NULL ORDER BY id DESC`;
      for (const { id } of rows)
        await settleJob(world.system(), { regionId: world.world.regionId, eventId: id });
    },
  };
  return ear;
}
