import type Stripe from "stripe";
import { cardFor, customerNow } from "@/peers/stripe/customer";
import { attemptInvoice, draftInvoice, finalizeInvoice, subscriptionOfInvoice } from "@/peers/stripe/invoice";
import type { Desk } from "@/peers/stripe/payment";
import { licensedLine, nextMonth, settleStatus, usageLine } from "@/peers/stripe/subscription";

const trialWarnSeconds = 3 * 86_400;

/** A period is over: it ends for good where that was asked for, else the next begins and is billed. */
function renew(desk: Desk, subscription: Stripe.Subscription, at: number): void {
  const { store, webhooks } = desk;
  const lines = store.state.pendingLines[subscription.id] ?? [];
  delete store.state.pendingLines[subscription.id];
  const isTrialOver = subscription.status === "trialing";
  const isLast = subscription.cancel_at_period_end;
  for (const item of subscription.items.data) {
    const past = { start: item.current_period_start, end: at };
    const next = { start: at, end: nextMonth(at) };
    const isMetered = item.price.recurring?.usage_type === "metered";
    if (isMetered) {
      const used = usageLine(store, subscription, item, past, true);
      if (!isTrialOver) lines.push(used);
    } else if (!isLast) lines.push(licensedLine(item, next, 1, 1));
    if (!isLast) Object.assign(item, { current_period_start: next.start, current_period_end: next.end });
  }
  if (isLast) Object.assign(subscription, { status: "canceled", ended_at: at } as const);
  if (lines.some(({ amount }) => amount !== 0) || !isLast) {
    const invoice = draftInvoice(store, subscription, lines, "subscription_cycle");
    finalizeInvoice(desk, subscription, invoice);
  }
  settleStatus(desk, subscription);
  webhooks.emit(isLast ? "customer.subscription.deleted" : "customer.subscription.updated", subscription);
}

/** What falls due next for a customer, and when. */
function nextDue(desk: Desk, customer: string): { at: number; run: () => void } | null {
  const { state } = desk.store;
  const due: { at: number; run: () => void }[] = [];
  for (const subscription of Object.values(state.subscriptions)) {
    if (subscription.customer !== customer || subscription.status === "canceled") continue;
    const [item] = subscription.items.data;
    if (item && subscription.status !== "unpaid")
      due.push({
        at: item.current_period_end,
        run: () => renew(desk, subscription, item.current_period_end),
      });
    const { trial_end: end } = subscription;
    if (end && subscription.status === "trialing" && !state.warnedTrials[subscription.id])
      due.push({
        at: end - trialWarnSeconds,
        run: () => {
          state.warnedTrials[subscription.id] = true;
          desk.webhooks.emit("customer.subscription.trial_will_end", subscription);
        },
      });
  }
  for (const invoice of Object.values(state.invoices)) {
    if (invoice.customer !== customer || invoice.status !== "open" || !invoice.next_payment_attempt) continue;
    const run = () => {
      const subscription = subscriptionOfInvoice(desk.store, invoice);
      attemptInvoice(desk, invoice, cardFor(desk.store, subscription));
      settleStatus(desk, subscription);
      desk.webhooks.emit("customer.subscription.updated", subscription);
    };
    due.push({ at: invoice.next_payment_attempt, run });
  }
  return due.reduce<(typeof due)[number] | null>(
    (first, each) => (first && first.at <= each.at ? first : each),
    null,
  );
}

/** Do everything that is due for a customer by its own clock, in the order of time. */
export function catchUp(desk: Desk, customer: string): void {
  const until = customerNow(desk.store, customer);
  const offset = desk.store.state.clocks[customer] ?? 0;
  for (let due = nextDue(desk, customer); due && due.at <= until; due = nextDue(desk, customer)) {
    // Everything happens at its own time, however far the clock was moved at once.
    desk.store.state.clocks[customer] = offset - (until - due.at);
    due.run();
  }
  desk.store.state.clocks[customer] = offset;
}

/** Move a customer's clock on, as Stripe's test clocks do. */
export function advanceClock(desk: Desk, customer: string, seconds: number): void {
  desk.store.state.clocks[customer] = (desk.store.state.clocks[customer] ?? 0) + seconds;
  catchUp(desk, customer);
}
