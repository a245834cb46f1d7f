import { and, count, desc, eq, gte, inArray, lt } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { subscriptionInvoice, subscriptionUsage } from "@/db/schema/subscription";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { localDay, startOfDay } from "@/server/core/local-time";
import { pricesFor } from "@/server/core/subscription/plan";
import { dunningSteps, standingOf } from "@/server/core/subscription/standing";
import { stripeIsPeer } from "@/server/gateways/stripe";
import { asPlatform, inTransaction } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";
import { findRow, ownSubscriber, type Subscriber, type SubscriptionRow } from "./row";
import { tripOf } from "./usage";

/** Trips of this calendar month: for the free plan, and to compare plans by. */
async function tripsThisMonth(tx: Tx, { orgId, type }: Subscriber): Promise<number> {
  const { timeZone } = tx.region;
  const from = startOfDay(`${localDay(tx.now, timeZone).slice(0, 7)}-01`, timeZone);
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select({ trips: count() })
      .from(trip)
      .innerJoin(booking, and(eq(booking.regionId, trip.regionId), eq(booking.id, trip.bookingId)))
      .where(
        and(
          eq(trip.regionId, tx.region.id),
          eq(trip.status, "completed"),
          gte(trip.endedAt, from),
          tripOf(type, orgId),
        ),
      ),
  );
  return row?.trips ?? 0;
}

/** Trips told to Stripe in the running period, and those nobody knows of any more (they are not charged). */
async function usageOf(tx: Tx, row: SubscriptionRow | undefined) {
  if (!row?.periodStart || !row.periodEnd || row.plan !== "per_trip") return null;
  const rows = await tx.db
    .select({ status: subscriptionUsage.status, trips: count() })
    .from(subscriptionUsage)
    .where(
      and(
        eq(subscriptionUsage.regionId, tx.region.id),
        eq(subscriptionUsage.orgId, row.orgId),
        gte(subscriptionUsage.endedAt, row.periodStart),
        lt(subscriptionUsage.endedAt, row.periodEnd),
      ),
    )
    .groupBy(subscriptionUsage.status);
  const of = (statuses: string[]) =>
    rows.filter(({ status }) => statuses.includes(status)).reduce((sum, { trips }) => sum + trips, 0);
  return { counted: of(["counted"]), waiting: of(["waiting", "sent"]), unknown: of(["unknown"]) };
}

async function invoicesOf(tx: Tx, orgId: string) {
  const rows = await tx.db
    .select()
    .from(subscriptionInvoice)
    .where(
      and(
        eq(subscriptionInvoice.regionId, tx.region.id),
        eq(subscriptionInvoice.orgId, orgId),
        inArray(subscriptionInvoice.status, ["open", "paid", "uncollectible"]),
      ),
    )
    .orderBy(desc(subscriptionInvoice.issuedAt))
    .limit(50);
  return rows.map(
    ({
      id,
      number,
      status,
      totalFen,
      dueFen,
      taxFen,
      attempts,
      nextAttemptAt,
      hostedUrl,
      issuedAt,
      paidAt,
    }) => ({
      id,
      number,
      status,
      totalFen,
      dueFen,
      taxFen,
      attempts,
      nextAttemptAt,
      hostedUrl,
      issuedAt,
      paidAt,
    }),
  );
}

function standing(row: SubscriptionRow | undefined, periods: Parameters<typeof standingOf>[1], now: Date) {
  const since = row?.pastDueSince?.getTime() ?? null;
  const steps = since === null ? null : dunningSteps(since, periods);
  return {
    standing: standingOf({ status: row?.status ?? "free", pastDueSince: since }, periods, now.getTime()),
    graceAt: steps && new Date(steps.graceAt),
    limitedAt: steps && new Date(steps.limitedAt),
  };
}

/**
 * The acting organization's subscription: plan, standing, prices of all plans, what was used and billed.
 * @throws DomainError not_found `subscription.not_found`
 */
export async function getSubscription(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const subscriber = await ownSubscriber(tx);
    const row = await findRow(tx, subscriber.orgId);
    const { subscription: settings } = await settingsInForce(tx);
    const prices = pricesFor(settings, subscriber.type);
    const isAssumed = settings.source === "assumed";
    return {
      type: subscriber.type,
      plan: row?.plan ?? "free",
      ...standing(row, settings, tx.now),
      prices,
      trialDays: row?.hadTrial ? 0 : settings.trialDays,
      taxPercent: settings.taxPercent,
      isAssumed,
      unitFen: row?.unitFen ?? null,
      card: row?.card ?? null,
      periodEnd: row?.periodEnd ?? null,
      trialEnd: row?.trialEnd ?? null,
      cancelAtPeriodEnd: row?.cancelAtPeriodEnd ?? false,
      isChanging: Boolean(row?.change),
      tripsThisMonth: await tripsThisMonth(tx, subscriber),
      usage: await usageOf(tx, row),
      invoices: await invoicesOf(tx, subscriber.orgId),
      standIn: stripeIsPeer(),
    };
  });
}
export type SubscriptionView = Awaited<ReturnType<typeof getSubscription>>;
