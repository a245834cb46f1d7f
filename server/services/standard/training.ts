import { and, eq, inArray } from "drizzle-orm";
import { crewTraining } from "@/db/schema/training";
import type { Tx } from "@/server/context";
import { localDay } from "@/server/core/local-time";
import { sumTraining, type TrainingSum } from "@/server/core/training";

/** Confirmed hours of this year and credits of its quarters, for each of some crew members, as of today in the region. */
export async function trainingSums(tx: Tx, crewIds: readonly string[]): Promise<Map<string, TrainingSum>> {
  if (crewIds.length === 0) return new Map();
  const rows = await tx.db
    .select({
      crewId: crewTraining.crewId,
      heldOn: crewTraining.heldOn,
      hours: crewTraining.hours,
      credits: crewTraining.credits,
      status: crewTraining.status,
    })
    .from(crewTraining)
    .where(and(eq(crewTraining.regionId, tx.region.id), inArray(crewTraining.crewId, [...crewIds])));
  const its = Map.groupBy(rows, ({ crewId }) => crewId);
  const today = localDay(tx.now, tx.region.timeZone);
  return new Map(crewIds.map((id) => [id, sumTraining(its.get(id) ?? [], today)]));
}
