import { v7 as uuidv7 } from "uuid";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { loggable } from "@/server/core/failure";
import {
  chargeCard,
  openCardPage,
  payInvoice,
  readPage,
  readSubscriber,
} from "@/server/gateways/stripe-billing";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findRow, lockRow, ownSubscriber, setRow } from "./row";
import { returnUrl } from "./subscribe";
import { syncSubscriber } from "./sync";

/**
 * Open Stripe's page on which another card is left; what is owed is charged to it at once.
 * @throws DomainError not_found `subscription.not_found`; conflict `subscription.none`; unavailable `payment.unavailable`
 */
export async function startCard(ctx: Context, locale: "zh-CN" | "en"): Promise<{ url: string | null }> {
  const { subscriber, customer, key } = await inTransaction(ctx, async (tx) => {
    const subscriber = await ownSubscriber(tx);
    const row = await lockRow(tx, subscriber.orgId);
    if (!row.customerRef) throw new DomainError("conflict", "subscription.none");
    const key = `card-${uuidv7()}`;
    await setRow(tx, subscriber.orgId, { checkoutKey: key, checkoutPlan: null, checkoutRef: null });
    await writeAudit(tx, { verb: "subscription.card", noun: "subscription", nounId: row.id, after: {} });
    return { subscriber, customer: row.customerRef, key };
  });
  const page = await openCardPage({
    regionId: ctx.region.id,
    orgId: subscriber.orgId,
    customer,
    locale,
    returnUrl: returnUrl(subscriber, locale),
    idempotencyKey: key,
  });
  await inTransaction(ctx, (tx) => setRow(tx, subscriber.orgId, { checkoutRef: page.id }));
  return { url: page.url };
}

/** Charge the card that was left on a page from now on, and to it what is owed. Done again it changes nothing. */
async function takeCard(ctx: Context, orgId: string, pageId: string): Promise<void> {
  const page = await readPage(pageId);
  const row = await inTransaction(ctx, (tx) => findRow(tx, orgId));
  if (!row?.customerRef || !page.paymentMethod) return;
  await chargeCard(row.customerRef, row.providerRef, page.paymentMethod);
  const { invoices } = await readSubscriber(row.customerRef);
  const unpaid = invoices.filter(({ status, attempts }) => status === "open" && attempts > 0).reverse();
  for (const { id } of unpaid)
    await payInvoice(id, page.paymentMethod).catch((error: unknown) => {
      // A card that is declined again is no failure of ours: the page goes on saying what is owed.
      const isPayers = error instanceof DomainError && error.code === "conflict";
      if (!isPayers) throw error;
      console.error("subscription.declined", ctx.region.id, orgId, loggable(error));
    });
}

/**
 * A hosted page may have been submitted: take its card, then bring the subscriber to where Stripe is. Any number of times.
 * @throws DomainError unavailable `payment.unavailable`
 */
export async function settlePage(ctx: Context, orgId: string, pageId: string | null): Promise<void> {
  if (pageId) await takeCard(ctx, orgId, pageId);
  await syncSubscriber(ctx, orgId);
  if (!pageId) return;
  const page = await readPage(pageId);
  if (page.status === "open") return;
  await inTransaction(ctx, async (tx) => {
    const row = await lockRow(tx, orgId);
    if (row.checkoutRef !== pageId) return;
    await setRow(tx, orgId, { checkoutRef: null, checkoutKey: null, checkoutPlan: null });
  });
}

/** The subscriber came back from the hosted page and looks: Stripe is asked at once, webhooks may take their time. */
export async function refreshSubscription(ctx: Context): Promise<void> {
  const row = await inTransaction(ctx, async (tx) => findRow(tx, (await ownSubscriber(tx)).orgId));
  if (row) await settlePage(ctx, row.orgId, row.checkoutRef);
}
