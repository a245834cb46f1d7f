import type { Tx } from "@/server/context";
import type { Place } from "@/server/core/place";
import { openHandover } from "@/server/services/emergency/open";
import { latestPosition } from "../position";
import type { TripRow } from "./load";
import { openPlaces } from "./personal";
import { bookingOf } from "./tell";

/** Where the vehicle is now, else the end of the trip it is at or bound for. */
async function whereNow(tx: Tx, row: TripRow, places: { from: Place; to: Place }): Promise<Place> {
  const end = row.status === "at_dropoff" ? places.to : places.from;
  const last = await latestPosition(tx, row);
  return last ? { ...end, label: `${row.plate} ${end.label}`, lat: last.lat, lon: last.lon } : end;
}

/**
 * The patient got worse on the way: the record goes before 120 at once and becomes an alarm when nobody there takes it.
 * The number to call back is the vehicle's. Returns the reference that the crew reads out.
 */
export async function callEmergency(tx: Tx, row: TripRow, finding: string): Promise<string> {
  const booked = await bookingOf(tx, row.bookingId);
  const { reference } = await openHandover(tx, {
    bookingId: row.bookingId,
    tripId: row.id,
    record: {
      bookingNumber: booked.number,
      redFlags: [],
      findings: [],
      ruleVersion: "crew",
      mobility: booked.mobility,
      birthYear: booked.patientBirthYear,
      weightKg: booked.patientWeightKg,
      relation: null,
    },
    said: [{ ruleId: "worse_on_the_way", textZh: finding, textEn: finding }],
    place: await whereNow(tx, row, openPlaces(tx, booked)),
    phone: row.vehiclePhone,
    viewerOrgs: row.viewerOrgs,
    viewerUsers: row.viewerUsers,
  });
  return reference;
}
