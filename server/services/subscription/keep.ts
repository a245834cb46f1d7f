import { and, asc, eq, isNotNull, isNull, lt, or, sql } from "drizzle-orm";
import { subscription, subscriptionEvent } from "@/db/schema/subscription";
import type { Context } from "@/server/context";
import { loggable } from "@/server/core/failure";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";
import { settlePage } from "./card";
import { runChange } from "./change";
import { tellStanding } from "./tell";
import { countTrips } from "./usage";

/** Stripe is asked without a webhook: soon while something is under way, else every six hours. */
const underWayMs = 120_000;
const quietMs = 6 * 3_600_000;
const eventQuietMs = 600_000;
const eventAgainSeconds = 3600;
const atMost = 100;

async function due(ctx: Context) {
  const before = (ms: number) => new Date(ctx.now.getTime() - ms);
  const open = or(isNotNull(subscription.change), isNotNull(subscription.checkoutRef));
  return inTransaction(ctx, (tx) =>
    tx.db
      .select()
      .from(subscription)
      .where(
        and(
          eq(subscription.regionId, tx.region.id),
          isNotNull(subscription.customerRef),
          or(
            isNull(subscription.checkedAt),
            lt(subscription.checkedAt, before(quietMs)),
            and(open, lt(subscription.checkedAt, before(underWayMs))),
          ),
        ),
      )
      .orderBy(asc(sql`coalesce(${subscription.checkedAt}, ${subscription.createdAt})`))
      .limit(atMost),
  );
}

async function askAgain(ctx: Context): Promise<void> {
  for (const row of await due(ctx)) {
    const work = async () => {
      if (row.change) await runChange(ctx, row.orgId);
      await settlePage(ctx, row.orgId, row.checkoutRef);
    };
    await work().catch((error: unknown) =>
      console.error("subscription.ask", ctx.region.id, row.orgId, loggable(error)),
    );
  }
}

/** Webhooks whose job gave up in an outage are taken up again. */
async function handleEventsAgain(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: subscriptionEvent.id })
      .from(subscriptionEvent)
      .where(
        and(
          eq(subscriptionEvent.regionId, tx.region.id),
          isNull(subscriptionEvent.handledAt),
          lt(subscriptionEvent.receivedAt, new Date(tx.now.getTime() - eventQuietMs)),
        ),
      )
      .limit(atMost);
    for (const { id } of rows)
      await enqueue(
        tx.db,
        "settle-subscription-event",
        { regionId: tx.region.id, eventId: id },
        { once: `subscription-event:${id}`, everySeconds: eventAgainSeconds },
      );
  });
}

/** Whoever owes stands a step further by the calendar alone; a trial ends. Each is told once. */
async function tellSteps(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const { subscription: settings } = await settingsInForce(tx);
    const rows = await tx.db
      .select()
      .from(subscription)
      .where(
        and(
          eq(subscription.regionId, tx.region.id),
          or(isNotNull(subscription.pastDueSince), eq(subscription.status, "trialing")),
        ),
      );
    for (const row of rows) await tellStanding(tx, row, settings);
  });
}

/** The round over a region's subscribers: what no webhook told, the trips that count, the steps of who owes. */
export async function keepSubscriptions(ctx: Context): Promise<void> {
  await askAgain(ctx);
  await handleEventsAgain(ctx);
  await countTrips(ctx);
  await tellSteps(ctx);
}
