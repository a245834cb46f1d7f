import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { standingOf } from "@/server/core/subscription/standing";
import { inTransaction } from "@/server/scope";
import { settingsInForce } from "@/server/services/rule";
import { findRow } from "./row";

/**
 * Sheets of bills and of the ledger are what an organization does without while it is limited; nothing a patient waits for
 * asks here.
 * @throws DomainError conflict `subscription.limited`
 */
export async function mayDownloadSheets(ctx: Context): Promise<void> {
  const orgId = ctx.actor.kind === "user" ? ctx.actor.orgId : null;
  if (!orgId) return;
  await inTransaction(ctx, async (tx) => {
    const row = await findRow(tx, orgId);
    if (!row?.pastDueSince) return;
    const { subscription: settings } = await settingsInForce(tx);
    const kept = { status: row.status, pastDueSince: row.pastDueSince.getTime() };
    if (standingOf(kept, settings, tx.now.getTime()) === "limited")
      throw new DomainError("conflict", "subscription.limited");
  });
}
