import { and, eq, sql } from "drizzle-orm";
import { file } from "@/db/schema/file";
import { vehicleDefect } from "@/db/schema/inspection";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { SignRepair } from "@/server/core/inspection";
import { wake } from "@/server/live";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { shiftsAhead } from "@/server/services/plan/load-shifts";
import { bumpPlans } from "@/server/services/plan/route";

/** A photo of this operator that hangs on no booking. @throws DomainError not_found `file.not_found` */
async function checkPhoto(tx: Tx, fileId: string, orgId: string): Promise<void> {
  const [found] = await tx.db
    .select({ id: file.id })
    .from(file)
    .where(
      and(
        eq(file.regionId, tx.region.id),
        eq(file.id, fileId),
        eq(file.purpose, "photo"),
        sql`${file.bookingId} IS NULL AND ${orgId} = ANY (${file.viewerOrgs})`,
      ),
    );
  if (!found) throw new DomainError("not_found", "file.not_found");
}

/**
 * The operator signs that a fault of an own vehicle is repaired: what was done, by whom, with a photo. When it was the last that
 * blocked, the vehicle is planned with again.
 * @throws DomainError not_found `inspection.fault_not_found`, `file.not_found`; conflict `inspection.signed`
 */
export async function signRepair(ctx: Context, input: SignRepair): Promise<{ defectId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const mine = and(
      eq(vehicleDefect.regionId, tx.region.id),
      eq(vehicleDefect.id, input.defectId),
      eq(vehicleDefect.orgId, orgId),
    );
    const [known] = await tx.db.select({ id: vehicleDefect.id }).from(vehicleDefect).where(mine);
    if (!known) throw new DomainError("not_found", "inspection.fault_not_found");
    await checkPhoto(tx, input.fileId, orgId);
    const { repair, repairedBy, fileId: repairFileId } = input;
    const [row] = await tx.db
      .update(vehicleDefect)
      .set({
        status: "repaired",
        repair,
        repairedBy,
        repairFileId,
        signedBy: tx.actor.kind === "user" ? tx.actor.accountId : null,
        signedAt: tx.now,
      })
      .where(and(mine, eq(vehicleDefect.status, "open")))
      .returning();
    if (!row) throw new DomainError("conflict", "inspection.signed");
    if (row.blocks) {
      const ahead = await shiftsAhead(tx, { vehicleId: row.vehicleId });
      await asPlatform(tx, (p) => bumpPlans(p, ahead));
    }
    const { vehicleId, item } = row;
    const after = { vehicleId, item, repair, repairedBy, repairFileId };
    await writeAudit(tx, { verb: "inspection.signRepair", noun: "vehicle_fault", nounId: row.id, after });
    await wake(tx, { orgs: [orgId] });
    return { defectId: row.id };
  });
}
