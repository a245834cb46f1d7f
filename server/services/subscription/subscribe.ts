import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { subscriptionStart } from "@/server/core/subscription/input";
import type { PaidPlan } from "@/server/core/subscription/plan";
import { createCustomer, type HostedPage, openSubscribing, readPage } from "@/server/gateways/stripe-billing";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { publicUrl } from "@/server/services/public-url";
import { settingsInForce } from "@/server/services/rule";
import { priceOf, priceRequest } from "./price";
import { findRow, lockRow, ownSubscriber, type Subscriber, type SubscriptionRow, setRow } from "./row";
import { syncSubscriber } from "./sync";

/** The page that a subscriber comes back to. */
export function returnUrl({ type }: Subscriber, locale: "zh-CN" | "en"): string {
  return publicUrl(`/${locale}/${type === "operator" ? "operator" : "hospital"}/subscription`);
}

/** The organization as Stripe's customer: made once, its id kept. The key is derived, so that a lost answer changes nothing. */
export async function customerOf(ctx: Context, { orgId, nameZh }: Subscriber): Promise<string> {
  const known = await inTransaction(ctx, (tx) => findRow(tx, orgId));
  if (known?.customerRef) return known.customerRef;
  const regionId = ctx.region.id;
  const idempotencyKey = `customer-${regionId}-${orgId}`;
  const made = await createCustomer({ regionId, orgId, name: nameZh, idempotencyKey });
  return inTransaction(ctx, async (tx) => {
    const row = await lockRow(tx, orgId);
    if (row.customerRef) return row.customerRef;
    await setRow(tx, orgId, { customerRef: made });
    return made;
  });
}

interface Opened {
  subscriber: Subscriber;
  row: SubscriptionRow;
  key: string;
  trialDays: number;
}

/** Store that a page will be asked for, with its key, before it is; the page of the same plan that is open goes on. */
async function prepare(tx: Tx, plan: PaidPlan): Promise<Opened> {
  const subscriber = await ownSubscriber(tx);
  const row = await lockRow(tx, subscriber.orgId);
  if (row.status !== "free") throw new DomainError("conflict", "subscription.already");
  if (row.pastDueSince) throw new DomainError("conflict", "subscription.owing");
  const { subscription: settings } = await settingsInForce(tx);
  const trialDays = row.hadTrial ? 0 : settings.trialDays;
  const isSame = row.checkoutPlan === plan && row.checkoutKey !== null;
  const key = isSame && row.checkoutKey ? row.checkoutKey : `subscribe-${uuidv7()}`;
  if (!isSame) {
    await setRow(tx, subscriber.orgId, { checkoutPlan: plan, checkoutKey: key, checkoutRef: null });
    await writeAudit(tx, {
      verb: "subscription.start",
      noun: "subscription",
      nounId: row.id,
      after: { plan, trialDays },
    });
  }
  return { subscriber, row: isSame ? row : { ...row, checkoutRef: null }, key, trialDays };
}

async function pageOf(
  ctx: Context,
  plan: PaidPlan,
  locale: "zh-CN" | "en",
  opened: Opened,
): Promise<HostedPage> {
  const { subscriber, row, key, trialDays } = opened;
  if (row.checkoutRef) return readPage(row.checkoutRef);
  const customer = await customerOf(ctx, subscriber);
  const price = await priceOf(await inTransaction(ctx, (tx) => priceRequest(tx, subscriber, plan)));
  const page = await openSubscribing({
    ...price,
    regionId: ctx.region.id,
    orgId: subscriber.orgId,
    customer,
    trialDays,
    locale,
    returnUrl: returnUrl(subscriber, locale),
    idempotencyKey: key,
  });
  await inTransaction(ctx, (tx) => setRow(tx, subscriber.orgId, { checkoutRef: page.id }));
  return page;
}

/**
 * Start subscribing on Stripe's hosted page; a second tab or a retry leads to the same page. `url` null: it is done already.
 * @throws DomainError not_found `subscription.not_found`; conflict `subscription.already`, `subscription.owing`; unavailable
 * `payment.unavailable`, `payment.not_configured`
 */
export async function startSubscribing(
  ctx: Context,
  { plan, locale }: z.infer<typeof subscriptionStart>,
): Promise<{ url: string | null }> {
  const opened = await inTransaction(ctx, (tx) => prepare(tx, plan));
  const { orgId } = opened.subscriber;
  const page = await pageOf(ctx, plan, locale, opened);
  if (page.status === "open" && page.url) return { url: page.url };
  await inTransaction(ctx, (tx) =>
    setRow(tx, orgId, { checkoutRef: null, checkoutKey: null, checkoutPlan: null }),
  );
  if (page.status === "expired") return startSubscribing(ctx, { plan, locale });
  await syncSubscriber(ctx, orgId);
  return { url: null };
}
