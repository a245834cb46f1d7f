import { and, eq, inArray } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { claim, slotHold } from "@/db/schema/dispatch";
import { shift } from "@/db/schema/fleet";
import { offer } from "@/db/schema/offer";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";

/**
 * Who changes what a booking holds takes its locks in one order: booking, hold, offer, trip, shift, claim; within a table by
 * id. Two transactions that keep to it wait for each other and never in a ring. Weaker than FOR UPDATE, so that rows that
 * only point at the locked one can be inserted meanwhile.
 */
const weak = "no key update";

/** Lock bookings; a verb reads what it decides by afterwards. Acts as the platform. */
export async function lockBookings(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .select({ id: booking.id })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), inArray(booking.id, [...ids])))
    .orderBy(booking.id)
    .for(weak);
}

/** Lock shifts in the order of their ids, so that two transactions never wait for each other. */
export async function lockShifts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.db
    .select({ id: shift.id })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), inArray(shift.id, [...ids])))
    .orderBy(shift.id)
    .for(weak);
}

async function lockHolds(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.db
    .select({ shiftId: slotHold.shiftId })
    .from(slotHold)
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        inArray(slotHold.bookingId, ids),
        inArray(slotHold.status, ["live", "promised"]),
      ),
    )
    .orderBy(slotHold.id)
    .for(weak);
  return rows.map((row) => row.shiftId);
}

async function lockOffers(tx: Tx, ids: string[]): Promise<void> {
  await tx.db
    .select({ id: offer.id })
    .from(offer)
    .where(
      and(
        eq(offer.regionId, tx.region.id),
        inArray(offer.bookingId, ids),
        inArray(offer.status, ["open", "accepted"]),
      ),
    )
    .orderBy(offer.id)
    .for(weak);
}

async function lockTrips(tx: Tx, ids: string[]): Promise<string[]> {
  const rows = await tx.db
    .select({ shiftId: trip.shiftId })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), inArray(trip.bookingId, ids)))
    .orderBy(trip.id)
    .for(weak);
  return rows.map((row) => row.shiftId);
}

/**
 * Lock some bookings with all they hold of the plan, and further shifts where given: for verbs that take them off their
 * vehicle or put them on another one. Acts as the platform.
 */
export async function lockPlanOf(
  tx: Tx,
  bookingIds: readonly string[],
  moreShiftIds: readonly string[] = [],
): Promise<void> {
  const ids = [...bookingIds];
  if (ids.length === 0) return lockShifts(tx, moreShiftIds);
  await lockBookings(tx, ids);
  const held = await lockHolds(tx, ids);
  await lockOffers(tx, ids);
  const driven = await lockTrips(tx, ids);
  const claimed = await tx.db
    .selectDistinct({ shiftId: claim.shiftId })
    .from(claim)
    .where(and(eq(claim.regionId, tx.region.id), inArray(claim.bookingId, ids)));
  const shiftIds = [...held, ...driven, ...claimed.map((row) => row.shiftId), ...moreShiftIds];
  await lockShifts(tx, [...new Set(shiftIds)]);
}
