import { and, desc, eq, gte, or } from "drizzle-orm";
import { vehicleDefect } from "@/db/schema/inspection";
import type { Tx } from "@/server/context";

const dayMs = 86_400_000;

/** What readers see of a fault. */
const faultColumns = {
  id: vehicleDefect.id,
  vehicleId: vehicleDefect.vehicleId,
  item: vehicleDefect.item,
  titleZh: vehicleDefect.titleZh,
  titleEn: vehicleDefect.titleEn,
  note: vehicleDefect.note,
  fileIds: vehicleDefect.fileIds,
  blocks: vehicleDefect.blocks,
  status: vehicleDefect.status,
  openedAt: vehicleDefect.openedAt,
  repair: vehicleDefect.repair,
  repairedBy: vehicleDefect.repairedBy,
  repairFileId: vehicleDefect.repairFileId,
  signedAt: vehicleDefect.signedAt,
};

/** Faults still open, and those signed within the last days, that the actor may see; newest first. */
export async function faultsSince(tx: Tx, days: number, vehicleId?: string) {
  return tx.db
    .select(faultColumns)
    .from(vehicleDefect)
    .where(
      and(
        eq(vehicleDefect.regionId, tx.region.id),
        vehicleId ? eq(vehicleDefect.vehicleId, vehicleId) : undefined,
        or(
          eq(vehicleDefect.status, "open"),
          gte(vehicleDefect.signedAt, new Date(tx.now.getTime() - days * dayMs)),
        ),
      ),
    )
    .orderBy(desc(vehicleDefect.openedAt), desc(vehicleDefect.id))
    .limit(200);
}
