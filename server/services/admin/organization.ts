import { and, asc, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { facility } from "@/db/schema/facility";
import { membership, organization } from "@/db/schema/organization";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { OrganizationInput } from "@/server/core/admin-input";
import { checkCreditCode } from "@/server/core/credit-code";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";

/** Every organization of the region with how many people act for it. */
export async function listOrganizations(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(organization)
      .where(eq(organization.regionId, tx.region.id))
      .orderBy(asc(organization.type), asc(organization.nameZh));
    const members = await tx.db
      .select({ orgId: membership.orgId })
      .from(membership)
      .where(and(eq(membership.regionId, tx.region.id), eq(membership.status, "active")));
    return rows.map((row) => ({ ...row, members: members.filter(({ orgId }) => orgId === row.id).length }));
  });
}

/** Which facilities belong to a hospital: bookings that start or end there become visible to it. */
async function assignFacilities(tx: Tx, orgId: string, facilityIds: string[]): Promise<void> {
  const mine = and(eq(facility.regionId, tx.region.id), eq(facility.orgId, orgId));
  await tx.db.update(facility).set({ orgId: null }).where(mine);
  if (facilityIds.length === 0) return;
  const wanted = and(eq(facility.regionId, tx.region.id), inArray(facility.id, facilityIds));
  await tx.db.update(facility).set({ orgId }).where(wanted);
}

/** Enter or change an organization of the region. @throws DomainError conflict `admin.organization_exists` */
export async function saveOrganization(
  ctx: Context,
  input: OrganizationInput,
): Promise<{ organizationId: string }> {
  const { organizationId, facilityIds, ...values } = input;
  const code = checkCreditCode(input.creditCode);
  if (code.ok) values.creditCode = code.value;
  return inTransaction(ctx, async (tx) => {
    const id = organizationId ?? uuidv7();
    if (organizationId) {
      const { type: _type, ...changes } = values;
      const [changed] = await tx.db
        .update(organization)
        .set(changes)
        .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, id)))
        .returning({ id: organization.id });
      if (!changed) throw new DomainError("not_found", "organization.not_found");
    } else {
      await tx.db.insert(organization).values({ regionId: tx.region.id, id, ...values, createdAt: tx.now });
    }
    if (input.type === "hospital" && facilityIds) await assignFacilities(tx, id, facilityIds);
    await writeAudit(tx, {
      verb: "admin.saveOrganization",
      noun: "organization",
      nounId: id,
      after: { ...values },
    });
    return { organizationId: id };
  }).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "admin.organization_exists");
    throw error;
  });
}
