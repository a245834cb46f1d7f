import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { organization } from "@/db/schema/organization";
import { subscription } from "@/db/schema/subscription";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { type SubscriberType, subscriberTypes } from "@/server/core/subscription/plan";
import { asPlatform } from "@/server/scope";

export type SubscriptionRow = typeof subscription.$inferSelect;
export interface Subscriber {
  orgId: string;
  type: SubscriberType;
  nameZh: string;
  nameEn: string;
}

/** An organization that may subscribe. @throws DomainError not_found `subscription.not_found` */
export async function findSubscriber(tx: Tx, orgId: string): Promise<Subscriber> {
  const [own] = await tx.db
    .select({ type: organization.type, nameZh: organization.nameZh, nameEn: organization.nameEn })
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, orgId)));
  const type = subscriberTypes.find((it) => it === own?.type);
  if (!own || !type) throw new DomainError("not_found", "subscription.not_found");
  return { orgId, type, nameZh: own.nameZh, nameEn: own.nameEn };
}

/** The organization that the actor stands for, if it may subscribe. */
export async function ownSubscriber(tx: Tx): Promise<Subscriber> {
  const orgId = tx.actor.kind === "user" ? tx.actor.orgId : null;
  if (!orgId) throw new DomainError("not_found", "subscription.not_found");
  return findSubscriber(tx, orgId);
}

/** An organization's row; undefined: it never subscribed. */
export async function findRow(tx: Tx, orgId: string): Promise<SubscriptionRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(subscription)
      .where(and(eq(subscription.regionId, tx.region.id), eq(subscription.orgId, orgId))),
  );
  return row;
}

/** The row, made on the free plan where there is none, and locked: what is asked for at once waits in line. */
export async function lockRow(tx: Tx, orgId: string): Promise<SubscriptionRow> {
  return asPlatform(tx, async (p) => {
    await p.db
      .insert(subscription)
      .values({ regionId: tx.region.id, id: uuidv7(), orgId, createdAt: tx.now })
      .onConflictDoNothing();
    const [row] = await p.db
      .select()
      .from(subscription)
      .where(and(eq(subscription.regionId, tx.region.id), eq(subscription.orgId, orgId)))
      .for("no key update");
    if (!row) throw new Error(`No subscription row for ${orgId}`);
    return row;
  });
}

/** Change the row; the caller holds its lock or says what it must still be. */
export async function setRow(tx: Tx, orgId: string, set: Partial<SubscriptionRow>): Promise<void> {
  await asPlatform(tx, (p) =>
    p.db
      .update(subscription)
      .set(set)
      .where(and(eq(subscription.regionId, tx.region.id), eq(subscription.orgId, orgId))),
  );
}
