import { and, eq, sql } from "drizzle-orm";
import { crewClaim, shift } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { writeAudit } from "@/server/services/audit";

type ShiftRow = typeof shift.$inferSelect;

/** What becomes of the shift of a failed vehicle. */
function changeOf(row: ShiftRow, now: Date, outUntil: Date | null, carries: boolean): Partial<ShiftRow> {
  const span = (startsAt: Date, endsAt: Date) => ({
    startsAt,
    endsAt,
    during: { from: startsAt, until: endsAt },
  });
  if (outUntil && !carries) {
    const backAt = outUntil.getTime() / 1000;
    const breaks = row.breaks.filter((it) => backAt + it.durationSeconds <= it.untilAt);
    return { ...span(outUntil > row.startsAt ? outUntil : row.startsAt, row.endsAt), breaks };
  }
  if (row.startsAt >= now) return { status: "cancelled" };
  // Who is on board stays with this crew until the end; nobody else is put on it.
  return carries ? { status: "closed" } : { status: "closed", ...span(row.startsAt, now) };
}

/**
 * The shift of a vehicle that failed: it begins again when the vehicle is back, falls away where it had not begun, or ends
 * now; its people are free for another one then. Locked by the caller. Acts as the platform.
 */
export async function endShift(
  tx: Tx,
  row: ShiftRow,
  outUntil: Date | null,
  carries: boolean,
): Promise<void> {
  const change = changeOf(row, tx.now, outUntil, carries);
  await tx.db
    .update(shift)
    .set({ ...change, planVersion: sql`${shift.planVersion} + 1` })
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, row.id)));
  const ofShift = and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, row.id));
  if (change.status === "cancelled") await tx.db.delete(crewClaim).where(ofShift);
  else if (change.status === "closed" && change.during)
    await tx.db.update(crewClaim).set({ during: change.during }).where(ofShift);
  const told = (it: Partial<ShiftRow>) => ({
    status: it.status ?? row.status,
    startsAt: (it.startsAt ?? row.startsAt).toISOString(),
    endsAt: (it.endsAt ?? row.endsAt).toISOString(),
  });
  await writeAudit(tx, {
    verb: "shift.fail",
    noun: "shift",
    nounId: row.id,
    before: told(row),
    after: told(change),
  });
}
