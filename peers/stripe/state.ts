import { randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import type Stripe from "stripe";

/** One event on its way to the product, kept until it is taken or given up. */
export interface Delivery {
  eventId: string;
  attempts: number;
  /** Epoch milliseconds of the next attempt. */
  dueAt: number;
}

/** The answer once given for an idempotency key. */
interface Remembered {
  fingerprint: string;
  status: number;
  body: string;
  at: number;
}

/** A line before it belongs to an invoice. */
export interface PendingLine {
  subscriptionItem: string;
  price: string;
  product: string;
  amount: number;
  quantity: number;
  description: string;
  proration: boolean;
  start: number;
  end: number;
}

interface SessionWish {
  prices: { price: string; quantity: number }[];
  trialDays: number;
  metadata: Record<string, string>;
}

export interface PeerState {
  sessions: Record<string, Stripe.Checkout.Session>;
  /** What `payment_intent_data` asked for, until the intent exists. */
  intentData: Record<string, { metadata: Record<string, string>; description: string | null }>;
  lines: Record<string, string>;
  intents: Record<string, Stripe.PaymentIntent>;
  charges: Record<string, Stripe.Charge>;
  refunds: Record<string, Stripe.Refund>;
  disputes: Record<string, Stripe.Dispute>;
  events: Record<string, Stripe.Event>;
  customers: Record<string, Stripe.Customer>;
  paymentMethods: Record<string, Stripe.PaymentMethod>;
  setupIntents: Record<string, Stripe.SetupIntent>;
  products: Record<string, Stripe.Product>;
  prices: Record<string, Stripe.Price>;
  meters: Record<string, Stripe.Billing.Meter>;
  meterEvents: Record<string, Stripe.Billing.MeterEvent>;
  /** Meter events that stand on an invoice. */
  billedUsage: Record<string, true>;
  subscriptions: Record<string, Stripe.Subscription>;
  invoices: Record<string, Stripe.Invoice>;
  /** Lines that wait for a subscription's next invoice. */
  pendingLines: Record<string, PendingLine[]>;
  /** What a session for a subscription or a card was asked to do. */
  wishes: Record<string, SessionWish>;
  /** How far each customer's clock was moved on, in seconds. */
  clocks: Record<string, number>;
  warnedTrials: Record<string, true>;
  deliveries: Delivery[];
  remembered: Record<string, Remembered>;
}

/** Idempotency keys are forgotten after a day, as at Stripe. */
const rememberMs = 24 * 3_600_000;
const keepEvents = 2_000;

const empty = (): PeerState => ({
  sessions: {},
  intentData: {},
  lines: {},
  intents: {},
  charges: {},
  refunds: {},
  disputes: {},
  events: {},
  customers: {},
  paymentMethods: {},
  setupIntents: {},
  products: {},
  prices: {},
  meters: {},
  meterEvents: {},
  billedUsage: {},
  subscriptions: {},
  invoices: {},
  pendingLines: {},
  wishes: {},
  clocks: {},
  warnedTrials: {},
  deliveries: [],
  remembered: {},
});

export interface Store {
  state: PeerState;
  save(): void;
}

function forgetOld(state: PeerState): void {
  const before = Date.now() - rememberMs;
  for (const [key, answer] of Object.entries(state.remembered)) {
    if (answer.at < before) delete state.remembered[key];
  }
  const waiting = new Set(state.deliveries.map(({ eventId }) => eventId));
  const extra = Object.keys(state.events).slice(0, -keepEvents);
  for (const id of extra) if (!waiting.has(id)) delete state.events[id];
}

/** The peer's memory: one JSON file, written aside and renamed on every change, so that a restart finds all of it. */
export function openStore(dataDir: string): Store {
  mkdirSync(dataDir, { recursive: true });
  const file = path.join(dataDir, "stripe-peer.json");
  let state = empty();
  try {
    state = { ...state, ...JSON.parse(readFileSync(file, "utf8")) };
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
  }
  return {
    state,
    save() {
      forgetOld(state);
      writeFileSync(`${file}.next`, JSON.stringify(state), { mode: 0o600 });
      renameSync(`${file}.next`, file);
    },
  };
}

/** An id as Stripe makes them: `cs_test_…`, `pi_…`. */
export function newId(prefix: string): string {
  return `${prefix}_${randomBytes(16).toString("base64url").replaceAll(/[-_]/g, "x")}`;
}

export const nowSeconds = () => Math.floor(Date.now() / 1000);
