import type { booking } from "@/db/schema/booking";
import type { TripCrew } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { CrewDuty } from "@/server/core/crew";
import { maskName, maskPhone } from "@/server/core/masking";
import { type Place, place } from "@/server/core/place";
import { open } from "@/server/gateways/vault";

type BookingRow = typeof booking.$inferSelect;

function opened(tx: Tx, table: string, column: string, sealed: string | null): string | null {
  return sealed === null ? null : open(sealed, `${tx.region.id}/${table}/${column}`);
}

/** The patient and the caller in clear, for the crew that carries them. Whoever calls this writes an audit row. */
export function openPeople(tx: Tx, row: BookingRow) {
  return {
    patientName: opened(tx, "booking", "patient_name", row.patientNameSealed),
    bookerName: opened(tx, "booking", "booker_name", row.bookerNameSealed),
    bookerPhone: opened(tx, "booking", "booker_phone", row.bookerPhoneSealed),
    bookerRelation: row.bookerRelation,
  };
}

/** The same people as everybody else sees them. */
export function maskedPeople(tx: Tx, row: BookingRow) {
  const { patientName, bookerName, bookerPhone, bookerRelation } = openPeople(tx, row);
  return {
    patientName: patientName && maskName(patientName),
    bookerName: bookerName && maskName(bookerName),
    bookerPhone: bookerPhone && maskPhone(bookerPhone),
    bookerRelation,
  };
}

/** Both ends with floor, lift and how to find the door. */
export function openPlaces(tx: Tx, row: BookingRow): { from: Place; to: Place } {
  const read = (column: string, sealed: string) =>
    place.parse(JSON.parse(opened(tx, "booking", column, sealed) ?? ""));
  return { from: read("from", row.fromSealed), to: read("to", row.toSealed) };
}

/** Where the booker can be told something. */
export function openContacts(tx: Tx, row: Pick<BookingRow, "bookerEmailSealed" | "bookerPhoneSealed">) {
  return {
    email: opened(tx, "booking", "booker_email", row.bookerEmailSealed),
    phone: opened(tx, "booking", "booker_phone", row.bookerPhoneSealed),
  };
}

/** Who drives and cares; `clear` for the trip's own people and officials. */
export function openCrew(tx: Tx, crew: readonly TripCrew[], clear: boolean) {
  return crew.map((member) => {
    const name = opened(tx, "crew_member", "name", member.nameSealed) ?? "";
    return { crewId: member.crewId, duty: member.duty as CrewDuty, name: clear ? name : maskName(name) };
  });
}
