import { and, asc, eq, gt } from "drizzle-orm";
import { subscriptionInvoice } from "@/db/schema/subscription";
import type { Tx } from "@/server/context";

/** The open invoices that were charged in vain, oldest first. */
export async function unpaidInvoices(tx: Tx, orgId: string) {
  return tx.db
    .select()
    .from(subscriptionInvoice)
    .where(
      and(
        eq(subscriptionInvoice.regionId, tx.region.id),
        eq(subscriptionInvoice.orgId, orgId),
        eq(subscriptionInvoice.status, "open"),
        gt(subscriptionInvoice.attempts, 0),
      ),
    )
    .orderBy(asc(subscriptionInvoice.issuedAt));
}
