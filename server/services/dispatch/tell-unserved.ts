import { and, eq } from "drizzle-orm";
import { callback } from "@/db/schema/seat";
import type { Tx } from "@/server/context";
import { place } from "@/server/core/place";
import { open } from "@/server/gateways/vault";
import { asPlatform } from "@/server/scope";
import { publicUrl } from "@/server/services/public-url";
import { tellStaff } from "@/server/services/tell-staff";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import type { BookingRow } from "./find-booking";
import type { PlannedSlot } from "./slots-of-day";

/** A facility by name, a home by its district: mail lies open in many boxes. */
function labelOf(tx: Tx, column: "from" | "to", sealed: string): string {
  const at = place.parse(JSON.parse(open(sealed, `${tx.region.id}/booking/${column}`)));
  return at.facilityId ? at.label : at.district;
}

/** By when the booker is called back; null: no call was asked for, since no phone was left. */
async function callBackBy(tx: Tx, bookingId: string): Promise<Date | null> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select({ dueAt: callback.dueAt })
      .from(callback)
      .where(
        and(
          eq(callback.regionId, tx.region.id),
          eq(callback.bookingId, bookingId),
          eq(callback.reason, "unserved"),
          eq(callback.status, "open"),
        ),
      )
      .limit(1),
  );
  return row?.dueAt ?? null;
}

/** Alarm the region's seats: somebody must call, or follow the booking up. */
async function alarmSeats(
  tx: Tx,
  row: BookingRow,
  about: { bookingNumber: string; from: string; to: string; wanted: { start: Date; end: Date } },
): Promise<void> {
  const by = await callBackBy(tx, row.id);
  const page = by ? "callbacks" : `bookings/${row.id}`;
  await tellStaff(
    tx,
    { role: "seat", type: "call_centre" },
    {
      template: "unserved_alarm",
      bookingId: row.id,
      key: `unserved_alarm:${row.id}:${row.confirmedAt?.getTime() ?? 0}`,
      data: (locale) => ({ ...about, callBackBy: by, url: publicUrl(`/${locale}/seat/${page}`) }),
      urgent: true,
    },
  );
}

/** Tell the booker that nobody took the booking, with the times that the plan could keep instead; alarm the seats. */
export async function tellUnserved(tx: Tx, row: BookingRow, slots: readonly PlannedSlot[]): Promise<void> {
  const about = {
    bookingNumber: row.number,
    from: labelOf(tx, "from", row.fromSealed),
    to: labelOf(tx, "to", row.toSealed),
    wanted: { start: row.wantedFrom, end: row.wantedUntil },
  };
  const data = {
    ...about,
    slots: slots.map((slot) => ({
      start: slot.pickupFrom,
      end: slot.pickupUntil,
      totalFen: null,
      url: trackUrl(row, "#rebook"),
    })),
    trackUrl: trackUrl(row),
  };
  await tellBooker(tx, row, "booking_unserved", data, `unserved:${row.id}`);
  await alarmSeats(tx, row, about);
}
