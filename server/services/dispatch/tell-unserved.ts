import type { Tx } from "@/server/context";
import { place } from "@/server/core/place";
import { open } from "@/server/gateways/vault";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import type { BookingRow } from "./find-booking";
import type { PlannedSlot } from "./slots-of-day";

/** A facility by name, a home by its district: mail lies open in many boxes. */
function labelOf(tx: Tx, column: "from" | "to", sealed: string): string {
  const at = place.parse(JSON.parse(open(sealed, `${tx.region.id}/booking/${column}`)));
  return at.facilityId ? at.label : at.district;
}

/** Tell the booker that nobody took the booking, with the times that the plan could keep instead. */
export async function tellUnserved(tx: Tx, row: BookingRow, slots: readonly PlannedSlot[]): Promise<void> {
  const data = {
    bookingNumber: row.number,
    from: labelOf(tx, "from", row.fromSealed),
    to: labelOf(tx, "to", row.toSealed),
    wanted: { start: row.wantedFrom, end: row.wantedUntil },
    slots: slots.map((slot) => ({
      start: slot.pickupFrom,
      end: slot.pickupUntil,
      totalFen: null,
      url: trackUrl(row, "#rebook"),
    })),
    trackUrl: trackUrl(row),
  };
  await tellBooker(tx, row, "booking_unserved", data, `unserved:${row.id}`);
}
