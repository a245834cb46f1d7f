import type { Tx } from "@/server/context";
import type { HoldView, PlaceFullView, PlaceView } from "@/server/core/booking-view";
import { maskEmail, maskName, maskPhone } from "@/server/core/masking";
import { outsideDistrict, type RegionSettings } from "@/server/core/region-settings";
import { type BookingRow, openFrom, openPlace } from "./row";
import type { BookingState } from "./status";

/** A district's name in one language; a code nobody named stays a code. */
export function districtName(settings: RegionSettings, code: string, locale: string): string {
  const found = settings.districts.find((district) => district.code === code);
  if (found) return locale === "en" ? found.nameEn : found.nameZh;
  if (code === outsideDistrict) return locale === "en" ? "Outside the region" : "区域外";
  return code;
}

/** One end as outsiders see it: a facility by its name, a home by its district, its point to about 100 m. */
export function placeView(
  tx: Tx,
  end: "from" | "to",
  row: BookingRow,
  settings: RegionSettings,
  locale: string,
): PlaceView {
  const [facilityId, district] =
    end === "from" ? [row.fromFacilityId, row.fromDistrict] : [row.toFacilityId, row.toDistrict];
  const [lat, lon] = end === "from" ? [row.fromLat, row.fromLon] : [row.toLat, row.toLon];
  const label = facilityId ? openPlace(tx, end, row).label : districtName(settings, district, locale);
  return { label, district, facilityId, lat, lon };
}

/** One end in full, for its booker. */
export function placeFullView(tx: Tx, end: "from" | "to", row: BookingRow): PlaceFullView {
  const { label, detail, district, facilityId, lat, lon, floor, hasLift } = openPlace(tx, end, row);
  return { label, detail, district, facilityId, lat, lon, floor, hasLift };
}

export function holdView({ hold }: BookingState): HoldView | null {
  return hold && { holdId: hold.id, quoteId: hold.quoteId, expiresAt: hold.expiresAt };
}

/** `张*`; empty before the name was given. */
export function maskedPatient(tx: Tx, row: BookingRow): string {
  const name = openFrom(tx, "patient_name", row.patientNameSealed);
  return name ? maskName(name) : "";
}

/** The booker's contacts, masked: where a code can go. */
export function maskedContacts(tx: Tx, row: BookingRow): { phone: string | null; email: string | null } {
  const phone = openFrom(tx, "booker_phone", row.bookerPhoneSealed);
  const email = openFrom(tx, "booker_email", row.bookerEmailSealed);
  return { phone: phone && maskPhone(phone), email: email && maskEmail(email) };
}
