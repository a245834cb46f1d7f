import { and, eq, gt, inArray } from "drizzle-orm";
import { crewClaim, shift } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { asPlatform } from "@/server/scope";
import { bumpPlans } from "@/server/services/plan/route";

/** Plans that rest on a vehicle or a crew member are read again from now on. */
export async function bumpPlansOf(tx: Tx, of: { vehicleId: string } | { crewId: string }): Promise<void> {
  const claimed = tx.db
    .select({ id: crewClaim.shiftId })
    .from(crewClaim)
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.crewId, "crewId" in of ? of.crewId : "")));
  const rows = await tx.db
    .select({ id: shift.id })
    .from(shift)
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        gt(shift.endsAt, tx.now),
        "vehicleId" in of ? eq(shift.vehicleId, of.vehicleId) : inArray(shift.id, claimed),
      ),
    );
  await asPlatform(tx, (p) =>
    bumpPlans(
      p,
      rows.map(({ id }) => id),
    ),
  );
}
