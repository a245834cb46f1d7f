import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { subscription, subscriptionUsage } from "@/db/schema/subscription";
import { trip } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { SubscriberType } from "@/server/core/subscription/plan";
import { countTrip } from "@/server/gateways/stripe-billing";
import { asPlatform, inTransaction } from "@/server/scope";
import { findRow, findSubscriber, type SubscriptionRow } from "./row";

/** Stripe tells identifiers apart for a day at least: within this time a lost answer may be asked for again. */
const identifierHoldsMs = 20 * 3_600_000;
const atOnce = 100;

/** Whose trip it is: the operator's that drove it, the hospital's that booked it. */
export const tripOf = (type: SubscriberType, orgId: string) =>
  type === "operator" ? eq(trip.orgId, orgId) : eq(booking.orgId, orgId);

/** Note the completed trips of who pays by the trip, each once. */
async function noteTrips(tx: Tx, row: SubscriptionRow): Promise<void> {
  const { orgId, countedSince } = row;
  if (!countedSince) return;
  const { type } = await findSubscriber(tx, orgId);
  const regionId = tx.region.id;
  const noted = and(
    eq(subscriptionUsage.regionId, trip.regionId),
    eq(subscriptionUsage.orgId, orgId),
    eq(subscriptionUsage.tripId, trip.id),
  );
  const trips = await tx.db
    .select({ id: trip.id, endedAt: trip.endedAt })
    .from(trip)
    .innerJoin(booking, and(eq(booking.regionId, trip.regionId), eq(booking.id, trip.bookingId)))
    .leftJoin(subscriptionUsage, noted)
    .where(
      and(
        eq(trip.regionId, regionId),
        eq(trip.status, "completed"),
        gte(trip.endedAt, countedSince),
        tripOf(type, orgId),
        isNull(subscriptionUsage.id),
      ),
    )
    .orderBy(asc(trip.endedAt))
    .limit(atOnce);
  for (const { id, endedAt } of trips)
    await tx.db
      .insert(subscriptionUsage)
      .values({
        regionId,
        id: uuidv7(),
        orgId,
        tripId: id,
        identifier: `${regionId}_${orgId}_${id}`,
        endedAt: endedAt ?? tx.now,
      })
      .onConflictDoNothing();
}

type Usage = typeof subscriptionUsage.$inferSelect;

/** Change a trip's counting, if it is still as it was seen. */
async function move(ctx: Context, usage: Usage, set: Partial<Usage>): Promise<boolean> {
  const rows = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) =>
      p.db
        .update(subscriptionUsage)
        .set(set)
        .where(
          and(
            eq(subscriptionUsage.regionId, ctx.region.id),
            eq(subscriptionUsage.id, usage.id),
            eq(subscriptionUsage.status, usage.status),
          ),
        )
        .returning({ id: subscriptionUsage.id }),
    ),
  );
  return rows.length > 0;
}

/** Tell Stripe of one trip: noted as sent before the call. Whose answer was lost for a day is not sent again: nobody pays twice. */
async function report(ctx: Context, customer: string, usage: Usage): Promise<void> {
  const isStale = usage.sentAt && ctx.now.getTime() - usage.sentAt.getTime() > identifierHoldsMs;
  if (isStale) return void (await move(ctx, usage, { status: "unknown" }));
  const sentAt = usage.sentAt ?? ctx.now;
  if (usage.status === "waiting" && !(await move(ctx, usage, { status: "sent", sentAt }))) return;
  await countTrip({ customer, identifier: usage.identifier, at: usage.endedAt });
  await move(ctx, { ...usage, status: "sent" }, { status: "counted", countedAt: ctx.now });
}

async function openUsage(ctx: Context, orgId: string): Promise<Usage[]> {
  return inTransaction(ctx, (tx) =>
    tx.db
      .select()
      .from(subscriptionUsage)
      .where(
        and(
          eq(subscriptionUsage.regionId, tx.region.id),
          eq(subscriptionUsage.orgId, orgId),
          inArray(subscriptionUsage.status, ["waiting", "sent"]),
        ),
      )
      .orderBy(asc(subscriptionUsage.endedAt))
      .limit(atOnce),
  );
}

/**
 * Count the trips that ended since, for everybody in the region who pays by the trip: each once. An outage leaves the rest to
 * the next round.
 */
export async function countTrips(ctx: Context): Promise<void> {
  const rows = await inTransaction(ctx, (tx) =>
    tx.db
      .select({ orgId: subscription.orgId })
      .from(subscription)
      .where(
        and(
          eq(subscription.regionId, tx.region.id),
          isNotNull(subscription.customerRef),
          or(eq(subscription.plan, "per_trip"), lt(subscription.countedSince, ctx.now)),
        ),
      ),
  );
  for (const { orgId } of rows) {
    await inTransaction(ctx, async (tx) => {
      const row = await findRow(tx, orgId);
      if (row) await noteTrips(tx, row);
    });
    const customer = (await inTransaction(ctx, (tx) => findRow(tx, orgId)))?.customerRef;
    if (!customer) continue;
    for (const usage of await openUsage(ctx, orgId))
      await report(ctx, customer, usage).catch((error: unknown) => {
        if (!(error instanceof DomainError)) throw error;
        console.error("subscription.usage", ctx.region.id, usage.id, error.key);
      });
  }
}
