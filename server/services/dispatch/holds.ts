import { and, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import type { Tx } from "@/server/context";
import { wake } from "@/server/live";
import { writeAudit } from "@/server/services/audit";
import { takeOff } from "@/server/services/plan/route";

export type HoldRow = typeof slotHold.$inferSelect;

/**
 * End live holds that a condition names: their stops and claims go, then the rows say why. Conditional, so that a
 * hold that was promised meanwhile stays. Answers with what was ended.
 */
export async function endHolds(
  tx: Tx,
  condition: SQL | undefined,
  status: "released" | "expired",
): Promise<HoldRow[]> {
  const ended = await tx.db
    .update(slotHold)
    .set({ status, endedAt: tx.now })
    .where(and(eq(slotHold.regionId, tx.region.id), eq(slotHold.status, "live"), condition))
    .returning();
  for (const hold of ended.toSorted((a, b) => (a.shiftId < b.shiftId ? -1 : 1))) {
    await takeOff(tx, hold.shiftId, [hold.bookingId]);
    await writeAudit(tx, {
      verb: `hold.${status}`,
      noun: "hold",
      nounId: hold.id,
      bookingId: hold.bookingId,
    });
    await wake(tx, { orgs: hold.viewerOrgs, booking: hold.bookingId });
  }
  return ended;
}

/** End the holds of some shifts that nobody confirmed in time. */
export const purgeExpired = (tx: Tx, shiftIds: string[]): Promise<HoldRow[]> =>
  endHolds(tx, and(inArray(slotHold.shiftId, shiftIds), lte(slotHold.expiresAt, tx.now)), "expired");

/** Live and unexpired holds that a condition names. */
export async function countLive(tx: Tx, condition: SQL | undefined): Promise<number> {
  const [row] = await tx.db
    .select({ count: sql<number>`count(*)::int` })
    .from(slotHold)
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        eq(slotHold.status, "live"),
        gt(slotHold.expiresAt, tx.now),
        condition,
      ),
    );
  return row?.count ?? 0;
}
