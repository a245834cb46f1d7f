import { and, eq, gt, inArray, lte, type SQL, sql } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import type { Tx } from "@/server/context";
import { wake } from "@/server/live";
import { writeAudit } from "@/server/services/audit";
import { lockShifts } from "@/server/services/plan/lock";
import { takeOff } from "@/server/services/plan/route";

export type HoldRow = typeof slotHold.$inferSelect;

type HoldEnd = "released" | "expired";

async function markEnded(tx: Tx, condition: SQL | undefined, status: HoldEnd): Promise<HoldRow[]> {
  const live = and(eq(slotHold.regionId, tx.region.id), eq(slotHold.status, "live"), condition);
  const rows = await tx.db
    .select({ id: slotHold.id })
    .from(slotHold)
    .where(live)
    .orderBy(slotHold.id)
    .for("no key update");
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  return tx.db
    .update(slotHold)
    .set({ status, endedAt: tx.now })
    .where(and(live, inArray(slotHold.id, ids)))
    .returning();
}

/** Take ended holds off their shifts, which are locked all at once, with others that the caller goes on to. */
async function freeHolds(tx: Tx, ended: readonly HoldRow[], moreShiftIds: readonly string[]): Promise<void> {
  await lockShifts(tx, [...new Set([...ended.map((it) => it.shiftId), ...moreShiftIds])]);
  for (const hold of ended) {
    await takeOff(tx, hold.shiftId, [hold.bookingId]);
    await writeAudit(tx, {
      verb: `hold.${hold.status}`,
      noun: "hold",
      nounId: hold.id,
      bookingId: hold.bookingId,
    });
    await wake(tx, { orgs: hold.viewerOrgs, booking: hold.bookingId });
  }
}

/**
 * End live holds that a condition names: their stops and claims go, then the rows say why. Conditional, so that a
 * hold that was promised meanwhile stays. Answers with what was ended.
 */
export async function endHolds(tx: Tx, condition: SQL | undefined, status: HoldEnd): Promise<HoldRow[]> {
  const ended = await markEnded(tx, condition, status);
  await freeHolds(tx, ended, []);
  return ended;
}

/**
 * Room for a new hold on a shift: the holder's own earlier ones make way, and others' that nobody confirmed in time. The
 * shift stays locked.
 */
export async function makeRoom(tx: Tx, own: SQL | undefined, shiftId: string): Promise<void> {
  const released = await markEnded(tx, own, "released");
  const lapsed = and(eq(slotHold.shiftId, shiftId), lte(slotHold.expiresAt, tx.now));
  const expired = await markEnded(tx, lapsed, "expired");
  await freeHolds(tx, [...released, ...expired], [shiftId]);
}

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
