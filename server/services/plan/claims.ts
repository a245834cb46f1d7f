import { and, eq, gt, inArray, ne, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { claim } from "@/db/schema/dispatch";
import { sqlState } from "@/db/sqlstate";
import type { Tx } from "@/server/context";
import type { Allotment } from "@/server/core/berth-allotment";
import { disinfectionAfter } from "@/server/core/booking-needs";
import type { ClaimState } from "@/server/core/claim";
import { lockShifts } from "./lock";

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

/** What a booking holds on a shift now. */
interface Held {
  berths: string[];
  from: Date;
}

/** The berths that bookings hold on a shift now, by booking. */
export async function berthsOn(tx: Tx, shiftId: string): Promise<Map<string, Held>> {
  const rows = await tx.db
    .select({ bookingId: claim.bookingId, berth: claim.berth, during: claim.during })
    .from(claim)
    .where(and(eq(claim.regionId, tx.region.id), eq(claim.shiftId, shiftId)))
    .orderBy(claim.berth);
  const held = new Map<string, Held>();
  for (const { bookingId, berth, during } of rows)
    held.set(bookingId, { berths: [...(held.get(bookingId)?.berths ?? []), berth], from: during.from });
  return held;
}

/** From when on, and until when; what is left out stays as it is. */
interface NewSpan {
  from?: Date;
  until?: Date;
}

/** Write claims anew over another span, unless the exclusion constraint says that somebody else is there. */
async function replaceClaims(tx: Tx, bookingId: string, rows: readonly ClaimRow[]): Promise<boolean> {
  try {
    await tx.db.transaction(async (db) => {
      const part = { ...tx, db };
      await deleteClaims(part, [bookingId]);
      if (rows.length > 0) await db.insert(claim).values([...rows]);
    });
    return true;
  } catch (error) {
    if (sqlState(error) === "23P01") return false;
    throw error;
  }
}

/** The same span, cut where others hold a berth of the same name on the vehicle. */
async function cutToFree(tx: Tx, rows: readonly ClaimRow[]): Promise<ClaimRow[]> {
  const [first] = rows;
  if (!first) return [];
  const others = await tx.db
    .select()
    .from(claim)
    .where(
      and(
        eq(claim.regionId, tx.region.id),
        eq(claim.vehicleId, first.vehicleId),
        ne(claim.bookingId, first.bookingId),
        gt(sql`upper(${claim.during})`, first.during.from.toISOString()),
      ),
    );
  return rows.flatMap((row) => {
    const beside = others.filter((it) => it.berth === row.berth).map((it) => it.during);
    const running = beside.filter((it) => it.from <= row.during.from).map((it) => it.until.getTime());
    const coming = beside.filter((it) => it.from > row.during.from).map((it) => it.from.getTime());
    const from = new Date(Math.max(row.during.from.getTime(), ...running));
    const until = new Date(Math.min(row.during.until.getTime(), ...coming));
    return from < until ? [{ ...row, during: { from, until } }] : [];
  });
}

/**
 * Let a booking's claims follow what really happens: earlier, later, shorter. Where somebody else holds the berth at that
 * time, the constraint decides and only the free part is taken. Acts as the platform.
 */
export async function moveClaims(tx: Tx, bookingId: string, to: NewSpan): Promise<void> {
  await lockShifts(tx, await shiftsClaimed(tx, bookingId));
  const rows = await tx.db
    .select()
    .from(claim)
    .where(and(eq(claim.regionId, tx.region.id), eq(claim.bookingId, bookingId)));
  const same = rows.every(
    ({ during }) =>
      during.from.getTime() === (to.from ?? during.from).getTime() &&
      during.until.getTime() === (to.until ?? during.until).getTime(),
  );
  if (same) return;
  const moved = rows
    .map((row) => ({
      ...row,
      id: uuidv7(),
      during: { from: to.from ?? row.during.from, until: to.until ?? row.during.until },
    }))
    .filter(({ during }) => during.from < during.until);
  if (await replaceClaims(tx, bookingId, moved)) return;
  await replaceClaims(tx, bookingId, await cutToFree(tx, moved));
}

/**
 * A ride is over: its berths are free as soon as the vehicle is clean. What was done before its time would otherwise stand
 * in the way of those whom the plan moves there; what ran late holds them until then.
 */
export async function endClaims(tx: Tx, bookingId: string, at: Date): Promise<void> {
  const [row] = await tx.db
    .select({ needs: booking.needs })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, bookingId)));
  const cleanMs = row?.needs ? disinfectionAfter(row.needs) * 1000 : 0;
  await moveClaims(tx, bookingId, { until: new Date(at.getTime() + cleanMs) });
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
