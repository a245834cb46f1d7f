import { and, eq, inArray } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { claim } from "@/db/schema/dispatch";
import type { Tx } from "@/server/context";
import type { Allotment } from "@/server/core/berth-allotment";
import type { ClaimState } from "@/server/core/claim";

type ClaimRow = typeof claim.$inferSelect;
/** How a booking's claims stand: given for the one being placed, else as they were. */
export interface ClaimMark {
  state: ClaimState;
  holdId: string | null;
}

const same = (rows: readonly ClaimRow[], wanted: Allotment, mark: ClaimMark): boolean =>
  rows.length === wanted.berths.length &&
  rows.every(
    (row) =>
      row.state === mark.state &&
      wanted.berths.includes(row.berth) &&
      row.during.from.getTime() === wanted.fromMs &&
      row.during.until.getTime() === wanted.untilMs,
  );

/**
 * Bring the claims of a shift in line with its route: those that changed are deleted and inserted again in the same
 * transaction. The exclusion constraint refuses an overlap (`lostRace`).
 */
export async function writeClaims(
  tx: Tx,
  of: { shiftId: string; vehicleId: string },
  allotments: readonly Allotment[],
  placed: ReadonlyMap<string, ClaimMark>,
): Promise<void> {
  const rows = await tx.db
    .select()
    .from(claim)
    .where(and(eq(claim.regionId, tx.region.id), eq(claim.shiftId, of.shiftId)));
  const changed = allotments.flatMap((wanted) => {
    const its = rows.filter((row) => row.bookingId === wanted.bookingId);
    const mark = placed.get(wanted.bookingId) ?? {
      state: its[0]?.state ?? "promised",
      holdId: its[0]?.holdId ?? null,
    };
    return same(its, wanted, mark) ? [] : [{ wanted, mark }];
  });
  if (changed.length === 0) return;
  await deleteClaims(
    tx,
    changed.map(({ wanted }) => wanted.bookingId),
  );
  await tx.db.insert(claim).values(
    changed.flatMap(({ wanted, mark }) =>
      wanted.berths.map((berth) => ({
        regionId: tx.region.id,
        id: uuidv7(),
        vehicleId: of.vehicleId,
        shiftId: of.shiftId,
        berth,
        during: { from: new Date(wanted.fromMs), until: new Date(wanted.untilMs) },
        state: mark.state,
        bookingId: wanted.bookingId,
        holdId: mark.holdId,
        createdAt: tx.now,
      })),
    ),
  );
}

/** Take away every claim of some bookings. */
export async function deleteClaims(tx: Tx, bookingIds: string[]): Promise<void> {
  if (bookingIds.length === 0) return;
  await tx.db
    .delete(claim)
    .where(and(eq(claim.regionId, tx.region.id), inArray(claim.bookingId, bookingIds)));
}

/**
 * A ride is over: its berths are free from `at` on. What was done before its time would otherwise stand in the way of those
 * whom the plan moves there.
 */
export async function endClaims(tx: Tx, bookingId: string, at: Date): Promise<void> {
  const rows = await tx.db
    .select()
    .from(claim)
    .where(and(eq(claim.regionId, tx.region.id), eq(claim.bookingId, bookingId)));
  if (rows.every(({ during }) => during.until <= at)) return;
  await deleteClaims(tx, [bookingId]);
  const begun = rows.filter(({ during }) => during.from < at);
  if (begun.length === 0) return;
  await tx.db.insert(claim).values(
    begun.map((row) => ({
      ...row,
      id: uuidv7(),
      during: { from: row.during.from, until: row.during.until > at ? at : row.during.until },
    })),
  );
}

/** Make a booking's claims firmer; answers with the shifts they stand on. */
export async function firmClaims(tx: Tx, bookingId: string, state: ClaimState): Promise<string[]> {
  const rows = await tx.db
    .update(claim)
    .set({ state })
    .where(and(eq(claim.regionId, tx.region.id), eq(claim.bookingId, bookingId)))
    .returning({ shiftId: claim.shiftId });
  return [...new Set(rows.map((row) => row.shiftId))];
}

/** The shifts on which a booking holds berths. */
export async function shiftsClaimed(tx: Tx, bookingId: string): Promise<string[]> {
  const rows = await tx.db
    .selectDistinct({ shiftId: claim.shiftId })
    .from(claim)
    .where(and(eq(claim.regionId, tx.region.id), eq(claim.bookingId, bookingId)));
  return rows.map((row) => row.shiftId).sort();
}
