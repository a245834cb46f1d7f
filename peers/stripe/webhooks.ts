import Stripe from "stripe";
import { apiVersion } from "@/peers/stripe/objects";
import { newId, nowSeconds, type Store } from "@/peers/stripe/state";

/** What can go wrong with webhooks, switched on for tests. Counts run down as events are sent. */
export interface Faults {
  /** So many events are sent twice. */
  duplicate: number;
  /** So many events are never sent at all. */
  lose: number;
  /** Every first attempt waits this long. */
  delayMs: number;
}

interface Target {
  webhookUrl: string;
  webhookSecret: string;
}

/** Waits between attempts; afterwards an event is given up (Stripe: three days, growing). */
const retryMs = [1_000, 3_000, 10_000, 30_000, 120_000, 600_000, 3_600_000];
const attemptMs = 10_000;

type EventObject =
  | Stripe.Checkout.Session
  | Stripe.PaymentIntent
  | Stripe.Charge
  | Stripe.Refund
  | Stripe.Dispute
  | Stripe.Subscription
  | Stripe.Invoice;
type EventType =
  | "checkout.session.completed"
  | "checkout.session.expired"
  | "checkout.session.async_payment_failed"
  | "payment_intent.succeeded"
  | "payment_intent.payment_failed"
  | "charge.succeeded"
  | "charge.failed"
  | "charge.refunded"
  | "refund.created"
  | "refund.updated"
  | "refund.failed"
  | "charge.dispute.created"
  | "charge.dispute.updated"
  | "charge.dispute.closed"
  | "charge.dispute.funds_withdrawn"
  | "charge.dispute.funds_reinstated"
  | "customer.subscription.created"
  | "customer.subscription.updated"
  | "customer.subscription.deleted"
  | "customer.subscription.trial_will_end"
  | "invoice.paid"
  | "invoice.payment_failed";

export interface Webhooks {
  faults: Faults;
  /** Record an event with a copy of its object and send it. */
  emit(type: EventType, object: EventObject): void;
  /** Send a recorded event again. */
  resend(eventId: string): void;
  stop(): void;
}

async function post(target: Target, payload: string): Promise<boolean> {
  const signature = await Stripe.webhooks.generateTestHeaderStringAsync({
    payload,
    secret: target.webhookSecret,
  });
  try {
    const response = await fetch(target.webhookUrl, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8", "stripe-signature": signature },
      body: payload,
      redirect: "manual",
      signal: AbortSignal.timeout(attemptMs),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}

/** Signed events to the product, tried again until they are taken; what waits survives a restart. */
export function startWebhooks(store: Store, target: Target): Webhooks {
  const { state } = store;
  const faults: Faults = { duplicate: 0, lose: 0, delayMs: 0 };
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running = false;

  const schedule = () => {
    clearTimeout(timer);
    // One round at a time, or an event still under way would be sent a second time.
    if (stopped || running || state.deliveries.length === 0) return;
    const due = Math.min(...state.deliveries.map(({ dueAt }) => dueAt));
    timer = setTimeout(() => void run(), Math.max(0, due - Date.now()));
  };

  const run = async () => {
    running = true;
    const due = state.deliveries.filter(({ dueAt }) => dueAt <= Date.now());
    for (const delivery of due) {
      const event = state.events[delivery.eventId];
      const taken = event ? await post(target, JSON.stringify(event)) : true;
      const waitMs = retryMs[delivery.attempts];
      delivery.attempts += 1;
      if (stopped) return;
      if (taken || waitMs === undefined) state.deliveries.splice(state.deliveries.indexOf(delivery), 1);
      else delivery.dueAt = Date.now() + waitMs;
      store.save();
    }
    running = false;
    schedule();
  };

  const send = (eventId: string, delayMs: number) => {
    state.deliveries.push({ eventId, attempts: 0, dueAt: Date.now() + delayMs });
    store.save();
    schedule();
  };

  const emit = (type: EventType, object: EventObject) => {
    const id = newId("evt");
    const base = {
      id,
      object: "event",
      api_version: apiVersion,
      created: nowSeconds(),
      livemode: false,
    } as const;
    const rest = { pending_webhooks: 1, request: null, type, data: { object: structuredClone(object) } };
    // The object belongs to the type by the callers; TypeScript cannot pair the two unions.
    state.events[id] = { ...base, ...rest } as Stripe.Event;
    if (faults.lose > 0) {
      faults.lose -= 1;
      store.save();
      return;
    }
    send(id, faults.delayMs);
    if (faults.duplicate > 0) {
      faults.duplicate -= 1;
      send(id, faults.delayMs);
    }
  };

  schedule();
  return {
    faults,
    emit,
    resend: (eventId) => send(eventId, 0),
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
