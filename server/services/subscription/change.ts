import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { subscriptionChange, subscriptionPreview } from "@/server/core/subscription/input";
import type { PendingChange } from "@/server/core/subscription/invoice";
import type { PaidPlan } from "@/server/core/subscription/plan";
import { changePlan, previewChange, readSubscriber, setCancelling } from "@/server/gateways/stripe-billing";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { priceOf, priceRequest } from "./price";
import { findRow, findSubscriber, lockRow, ownSubscriber, type SubscriptionRow, setRow } from "./row";
import { syncSubscriber } from "./sync";

/** A plan that costs from today on is charged at once; one that gives something back stands on the next invoice. */
const chargesNow = (plan: PaidPlan) => plan === "monthly";

async function living(tx: Tx): Promise<SubscriptionRow & { providerRef: string; customerRef: string }> {
  const { orgId } = await ownSubscriber(tx);
  const row = await lockRow(tx, orgId);
  const { providerRef, customerRef } = row;
  if (!providerRef || !customerRef) throw new DomainError("conflict", "subscription.none");
  return { ...row, providerRef, customerRef };
}

/** What Stripe is asked for a change of plan, by what it holds now; null: there is nothing to change. */
async function requestOf(ctx: Context, row: SubscriptionRow, plan: PaidPlan, prorationAt: number) {
  const told = row.customerRef ? (await readSubscriber(row.customerRef)).subscription : null;
  if (!told || told.perTrip === (plan === "per_trip")) return null;
  const request = await inTransaction(ctx, async (tx) =>
    priceRequest(tx, await findSubscriber(tx, row.orgId), plan),
  );
  const price = await priceOf(request);
  return {
    ...price,
    subscriptionId: told.id,
    itemId: told.itemId,
    // Reckoned within the period, also where Stripe's clock is another.
    prorationAt: Math.min(
      Math.max(prorationAt, told.periodStart.getTime() / 1000),
      told.periodEnd.getTime() / 1000,
    ),
    chargeNow: chargesNow(plan),
  };
}

/**
 * What a change to another plan comes to, with its lines, before it is made.
 * @throws DomainError not_found `subscription.not_found`; conflict `subscription.none`, `subscription.same_plan`
 */
export async function previewPlan(ctx: Context, { plan }: z.infer<typeof subscriptionPreview>) {
  const row = await inTransaction(ctx, living);
  const prorationAt = Math.floor(ctx.now.getTime() / 1000);
  const request = await requestOf(ctx, row, plan, prorationAt);
  if (!request) throw new DomainError("conflict", "subscription.same_plan");
  const { totalFen, lines } = await previewChange(request);
  return { plan, prorationAt: request.prorationAt, chargedNow: request.chargeNow, totalFen, lines };
}

async function ask(tx: Tx, change: Omit<PendingChange, "key" | "askedAt">): Promise<SubscriptionRow> {
  const row = await living(tx);
  if (row.change) throw new DomainError("conflict", "subscription.changing");
  if (change.kind === "plan" && change.plan === row.plan)
    throw new DomainError("conflict", "subscription.same_plan");
  if (change.kind === "plan" && row.status === "past_due")
    throw new DomainError("conflict", "subscription.owing");
  if (change.kind === "cancel" && row.cancelAtPeriodEnd)
    throw new DomainError("conflict", "subscription.cancelled");
  if (change.kind === "resume" && !row.cancelAtPeriodEnd)
    throw new DomainError("conflict", "subscription.not_cancelled");
  const whole = { ...change, key: `change-${uuidv7()}`, askedAt: tx.now.toISOString() };
  await setRow(tx, row.orgId, { change: whole });
  await writeAudit(tx, {
    verb: `subscription.${change.kind === "plan" ? "change" : change.kind}`,
    noun: "subscription",
    nounId: row.id,
    before: { plan: row.plan, cancels: row.cancelAtPeriodEnd },
    after: { plan: change.plan ?? row.plan, cancels: change.kind === "cancel" },
  });
  return { ...row, change: whole };
}

/** Carry out what was stored, by its key; what is done already is only read. */
export async function runChange(ctx: Context, orgId: string): Promise<void> {
  const row = await inTransaction(ctx, (tx) => findRow(tx, orgId));
  const change = row?.change;
  if (!row || !change || !row.providerRef) return;
  if (change.kind !== "plan") await setCancelling(row.providerRef, change.kind === "cancel", change.key);
  else if (change.plan) {
    const request = await requestOf(ctx, row, change.plan, change.prorationAt ?? 0);
    if (request) await changePlan(request, change.key);
  }
  await syncSubscriber(ctx, orgId);
}

/** Give up what Stripe refused, so that something else may be asked for; an outage leaves it to the next round. */
async function carryOut(ctx: Context, row: SubscriptionRow): Promise<{ isDone: boolean }> {
  try {
    await runChange(ctx, row.orgId);
    return { isDone: true };
  } catch (error) {
    if (error instanceof DomainError && error.code === "unavailable") return { isDone: false };
    await inTransaction(ctx, (tx) => setRow(tx, row.orgId, { change: null }));
    throw error;
  }
}

/**
 * Change to another plan as it was shown. `isDone` false: Stripe does not answer, the change is stored and goes on by itself.
 * @throws DomainError as `previewPlan`; conflict `subscription.changing`, `subscription.owing`, `subscription.card_declined`
 */
export async function changeOwnPlan(ctx: Context, input: z.infer<typeof subscriptionChange>) {
  const { plan, prorationAt } = input;
  return carryOut(ctx, await inTransaction(ctx, (tx) => ask(tx, { kind: "plan", plan, prorationAt })));
}

/** End the subscription with its period: until then everything stays. @throws DomainError conflict `subscription.cancelled` */
export async function cancelSubscription(ctx: Context) {
  const change = { kind: "cancel", plan: null, prorationAt: null } as const;
  return carryOut(ctx, await inTransaction(ctx, (tx) => ask(tx, change)));
}

/** Let it go on after all. @throws DomainError conflict `subscription.not_cancelled` */
export async function resumeSubscription(ctx: Context) {
  const change = { kind: "resume", plan: null, prorationAt: null } as const;
  return carryOut(ctx, await inTransaction(ctx, (tx) => ask(tx, change)));
}
