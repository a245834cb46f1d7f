import { and, asc, eq } from "drizzle-orm";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform } from "@/server/scope";
import { seesRegionMoney } from "../payment/refund";

/** Only the region's money desks. @throws DomainError not_found `payment.not_found` */
export async function asBankDesk(tx: Tx): Promise<void> {
  if (!(await seesRegionMoney(tx))) throw new DomainError("not_found", "payment.not_found");
}

/** In whose books money stands that is nobody's yet: the region's authority. */
export async function officeBooks(tx: Tx): Promise<string> {
  const [office] = await asPlatform(tx, (p) =>
    p.db
      .select({ id: organization.id })
      .from(organization)
      .where(and(eq(organization.regionId, tx.region.id), eq(organization.type, "regulator")))
      .orderBy(asc(organization.createdAt), asc(organization.id))
      .limit(1),
  );
  if (!office) throw new Error(`Region ${tx.region.id} has no authority`);
  return office.id;
}
