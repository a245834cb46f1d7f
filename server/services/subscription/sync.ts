import { v7 as uuidv7 } from "uuid";
import { subscriptionInvoice } from "@/db/schema/subscription";
import type { Context, Tx } from "@/server/context";
import { planInvoiceRows } from "@/server/core/subscription/books";
import { type PlanInvoiceStatus, planInvoiceStatuses } from "@/server/core/subscription/invoice";
import { taxWithinFen } from "@/server/core/subscription/plan";
import { statusFrom } from "@/server/core/subscription/standing";
import { readSubscriber, type ToldInvoice, type ToldSubscription } from "@/server/gateways/stripe-billing";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger } from "@/server/services/ledger";
import { settingsInForce } from "@/server/services/rule";
import { findRow, lockRow, type SubscriptionRow, setRow } from "./row";
import { tellOutcome } from "./tell";

const statusOf = (told: string): PlanInvoiceStatus =>
  planInvoiceStatuses.find((status) => status === told) ?? "open";

/** Write down an invoice as Stripe shows it, and once it is paid what it earned; told again it changes nothing. */
async function keepInvoice(tx: Tx, orgId: string, told: ToldInvoice, taxPercent: number): Promise<void> {
  const taxFen = taxWithinFen(told.paidFen, taxPercent);
  const facts = {
    number: told.number,
    status: statusOf(told.status),
    totalFen: told.totalFen,
    dueFen: told.dueFen,
    paidFen: told.paidFen,
    lines: told.lines,
    attempts: told.attempts,
    nextAttemptAt: told.nextAttemptAt,
    hostedUrl: told.hostedUrl,
    paidAt: told.paidAt,
  };
  const key = [subscriptionInvoice.regionId, subscriptionInvoice.providerRef];
  await tx.db
    .insert(subscriptionInvoice)
    .values({
      ...facts,
      taxFen,
      regionId: tx.region.id,
      id: uuidv7(),
      orgId,
      providerRef: told.id,
      issuedAt: told.issuedAt,
    })
    .onConflictDoUpdate({ target: key, set: { ...facts, taxFen } });
  if (facts.status !== "paid") return;
  for (const row of planInvoiceRows({ id: told.id, number: told.number, paidFen: told.paidFen, taxFen }))
    await postLedger(tx, { orgId, bookingId: null }, row);
}

/** Since when an invoice is open that was charged in vain; what was noted first stays. */
function overdueSince(tx: Tx, row: SubscriptionRow, invoices: ToldInvoice[]): Date | null {
  const unpaid = invoices.filter(({ status, attempts }) => status === "open" && attempts > 0);
  if (unpaid.length === 0) return null;
  if (row.pastDueSince) return row.pastDueSince;
  const first = Math.min(tx.now.getTime(), ...unpaid.map(({ issuedAt }) => issuedAt.getTime()));
  return new Date(first);
}

function factsOf(tx: Tx, row: SubscriptionRow, told: ToldSubscription | null): Partial<SubscriptionRow> {
  const nothing = {
    plan: "free",
    status: "free",
    providerRef: null,
    unitFen: null,
    periodStart: null,
    periodEnd: null,
    trialEnd: null,
    cancelAtPeriodEnd: false,
    countedSince: null,
  } as const;
  const status = told ? statusFrom(told.status) : "free";
  if (!told || status === "free") return nothing;
  return {
    plan: told.perTrip ? "per_trip" : "monthly",
    status,
    providerRef: told.id,
    card: told.card ?? row.card,
    unitFen: told.unitFen,
    periodStart: told.periodStart,
    periodEnd: told.periodEnd,
    trialEnd: told.trialEnd,
    hadTrial: row.hadTrial || told.trialEnd !== null,
    cancelAtPeriodEnd: told.cancelAtPeriodEnd,
    countedSince: told.perTrip ? (row.countedSince ?? tx.now) : null,
  };
}

/** Whether what was under way is there now. */
function isDone({ change }: SubscriptionRow, told: ToldSubscription | null): boolean {
  if (!change || !told) return true;
  if (change.kind === "plan") return (change.plan === "per_trip") === told.perTrip;
  return told.cancelAtPeriodEnd === (change.kind === "cancel");
}

async function keep(
  tx: Tx,
  orgId: string,
  told: { subscription: ToldSubscription | null; invoices: ToldInvoice[] },
): Promise<void> {
  const row = await lockRow(tx, orgId);
  const { subscription: settings } = await settingsInForce(tx);
  await asPlatform(tx, async (p) => {
    // Drafts may still change; oldest first, so that what was paid is posted in its order.
    const final = told.invoices.filter(({ status }) => status !== "draft").reverse();
    for (const invoice of final) await keepInvoice(p, orgId, invoice, settings.taxPercent);
  });
  const facts = factsOf(tx, row, told.subscription);
  const pastDueSince = overdueSince(tx, row, told.invoices);
  const isSettled = isDone(row, told.subscription);
  const isSubscribed = told.subscription !== null && row.providerRef !== told.subscription.id;
  const checkout = isSubscribed ? { checkoutRef: null, checkoutKey: null, checkoutPlan: null } : {};
  const change = isSettled ? { change: null } : {};
  await setRow(tx, orgId, { ...facts, ...checkout, ...change, pastDueSince, checkedAt: tx.now });
  const after = { ...row, ...facts, pastDueSince };
  const differs = row.status !== after.status || row.plan !== after.plan;
  const isMended = row.pastDueSince !== null && pastDueSince === null;
  const isCancelTold = row.cancelAtPeriodEnd !== after.cancelAtPeriodEnd;
  if (differs || isMended || isCancelTold)
    await writeAudit(tx, {
      verb: "subscription.follow",
      noun: "subscription",
      nounId: row.id,
      before: { plan: row.plan, status: row.status, cancels: row.cancelAtPeriodEnd },
      after: { plan: after.plan, status: after.status, cancels: after.cancelAtPeriodEnd },
    });
  await tellOutcome(tx, row, after, settings);
  await wake(tx, { orgs: [orgId] });
}

/**
 * Bring a subscriber to where Stripe is: in any order, any number of times the same. Network lies outside the transaction.
 * @throws DomainError unavailable `payment.unavailable`
 */
export async function syncSubscriber(ctx: Context, orgId: string): Promise<void> {
  const row = await inTransaction(ctx, (tx) => findRow(tx, orgId));
  if (!row?.customerRef) return;
  const told = await readSubscriber(row.customerRef);
  await inTransaction(ctx, (tx) => keep(tx, orgId, told));
}
