import { and, eq, isNull, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { slotHold } from "@/db/schema/dispatch";
import { callback } from "@/db/schema/seat";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { localDay, minuteOfDay } from "@/server/core/local-time";
import { open, seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { writeAudit } from "@/server/services/audit";
import { settleAccount } from "@/server/services/billing/balance";
import { shiftsClaimed } from "@/server/services/plan/claims";
import { takeOff } from "@/server/services/plan/route";
import type { BookingRow } from "./find-booking";
import { countDeclined } from "./plan-slots";
import type { PlannedSlot, RefusalReasons } from "./slots-of-day";
import { tellUnserved } from "./tell-unserved";

/** The seat calls an unserved booker back within this time. */
const callBackMinutes = 15;

/** "11-23 08:30 – 09:00", in the region's zone: what the seat reads out. */
function spoken(tx: Tx, slot: PlannedSlot): string {
  const zone = tx.region.timeZone;
  const clock = (at: Date) => {
    const minute = minuteOfDay(at, zone);
    return `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
  };
  return `${localDay(slot.pickupFrom, zone).slice(5)} ${clock(slot.pickupFrom)}–${clock(slot.pickupUntil)}`;
}

async function askCallback(tx: Tx, row: BookingRow, slots: readonly PlannedSlot[]): Promise<void> {
  if (!row.bookerPhoneSealed) return;
  const phone = open(row.bookerPhoneSealed, `${tx.region.id}/booking/booker_phone`);
  await tx.db
    .insert(callback)
    .values({
      regionId: tx.region.id,
      id: uuidv7(),
      bookingId: row.id,
      reason: "unserved",
      phoneSealed: seal(phone, `${tx.region.id}/callback/phone`),
      note: slots.map((slot) => spoken(tx, slot)).join(" / "),
      dueAt: new Date(tx.now.getTime() + callBackMinutes * 60_000),
      createdAt: tx.now,
    })
    .onConflictDoNothing();
}

/** The shift that a booking's trip was on; its claims may have ended with the trip while its stops still stand there. */
async function shiftDriven(tx: Tx, bookingId: string): Promise<string[]> {
  const rows = await tx.db
    .select({ shiftId: trip.shiftId })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.bookingId, bookingId), ne(trip.status, "completed")));
  return rows.map((row) => row.shiftId);
}

/** Free whatever a booking still holds of the plan, its claims and its promised slot; answers with the shifts freed. */
export async function freePlan(tx: Tx, bookingId: string): Promise<string[]> {
  const claimed = await shiftsClaimed(tx, bookingId);
  const shiftIds = [...new Set([...claimed, ...(await shiftDriven(tx, bookingId))])].sort();
  for (const shiftId of shiftIds) await takeOff(tx, shiftId, [bookingId]);
  await tx.db
    .update(slotHold)
    .set({ status: "released", endedAt: tx.now })
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        eq(slotHold.bookingId, bookingId),
        eq(slotHold.status, "promised"),
      ),
    );
  return claimed;
}

/**
 * No operator is left: the booking is marked unserved once, counted as declined demand, its berths are given back, the seat
 * gets a call to make and the booker a message with the next slots.
 */
export async function leaveUnserved(
  tx: Tx,
  row: BookingRow,
  reasons: RefusalReasons,
  slots: readonly PlannedSlot[],
): Promise<void> {
  const marked = await tx.db
    .update(booking)
    .set({ unservedAt: tx.now })
    .where(
      and(
        eq(booking.regionId, tx.region.id),
        eq(booking.id, row.id),
        isNull(booking.unservedAt),
        isNull(booking.cancelledAt),
      ),
    )
    .returning({ id: booking.id });
  if (marked.length === 0) return;
  await freePlan(tx, row.id);
  await settleAccount(tx, row.id);
  await countDeclined(tx, row, "no_operator", reasons);
  await askCallback(tx, row, slots);
  await tellUnserved(tx, row, slots);
  await writeAudit(tx, {
    verb: "booking.unserved",
    noun: "booking",
    nounId: row.id,
    bookingId: row.id,
    after: { reasons },
  });
  await wake(tx, { orgs: row.viewerOrgs, booking: row.id });
}
