import { and, eq } from "drizzle-orm";
import { planRepair } from "@/db/schema/plan";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { actingOrg } from "@/server/scope";

export type RepairRow = typeof planRepair.$inferSelect;

/** A repair that the acting operator asked for; somebody else's is not found. */
export async function findRepair(tx: Tx, repairId: string): Promise<RepairRow> {
  const [row] = await tx.db
    .select()
    .from(planRepair)
    .where(
      and(
        eq(planRepair.regionId, tx.region.id),
        eq(planRepair.id, repairId),
        eq(planRepair.orgId, actingOrg(tx)),
      ),
    );
  if (!row) throw new DomainError("not_found", "repair.not_found");
  return row;
}

/** Answer a repair, once: from a status that allows it. False where somebody was quicker. */
export async function markRepair(
  tx: Tx,
  repairId: string,
  from: RepairRow["status"],
  to: Partial<Pick<RepairRow, "status" | "chosen" | "preview" | "answeredAt">>,
): Promise<boolean> {
  const rows = await tx.db
    .update(planRepair)
    .set(to)
    .where(
      and(eq(planRepair.regionId, tx.region.id), eq(planRepair.id, repairId), eq(planRepair.status, from)),
    )
    .returning({ id: planRepair.id });
  return rows.length > 0;
}
