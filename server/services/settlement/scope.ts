import { and, eq } from "drizzle-orm";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { actingOrg, asPlatform } from "@/server/scope";
import { seesRegionMoney } from "@/server/services/payment/refund";

/** Whose settlement the actor sees: null all operators of the region, else its own. */
export async function settlementScope(tx: Tx): Promise<string | null> {
  return (await seesRegionMoney(tx)) ? null : actingOrg(tx);
}

/** The region's own desks only. @throws DomainError forbidden `settlement.region_only` */
export async function regionDesk(tx: Tx): Promise<{ accountId: string; orgId: string }> {
  const { actor } = tx;
  if (actor.kind !== "user" || !actor.orgId || !(await seesRegionMoney(tx)))
    throw new DomainError("forbidden", "settlement.region_only");
  return { accountId: actor.accountId, orgId: actor.orgId };
}

/** The operator that a member acts for. @throws DomainError forbidden `settlement.operator_only` */
export async function operatorDesk(tx: Tx): Promise<{ accountId: string; orgId: string }> {
  const orgId = actingOrg(tx);
  const [own] = await asPlatform(tx, (p) =>
    p.db
      .select({ type: organization.type })
      .from(organization)
      .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, orgId))),
  );
  if (tx.actor.kind !== "user" || own?.type !== "operator")
    throw new DomainError("forbidden", "settlement.operator_only");
  return { accountId: tx.actor.accountId, orgId };
}
