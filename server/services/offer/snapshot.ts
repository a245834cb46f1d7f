import type { quote } from "@/db/schema/quote";
import type { Tx } from "@/server/context";
import type { Reason } from "@/server/core/decision";
import type { OfferSnapshot } from "@/server/core/offer-snapshot";
import { type Place, place } from "@/server/core/place";
import { open } from "@/server/gateways/vault";
import type { BookingRow } from "./make-offer";

type QuoteRow = typeof quote.$inferSelect;

/** Where and when the match would carry the booking. */
export interface OfferFit {
  plate: string;
  pickupFrom: Date;
  pickupUntil: Date;
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
  emptyMetres: number;
  addedMetres: number;
  reasons: Reason[];
}

function openPlace(tx: Tx, column: "from" | "to", sealed: string): Place {
  return place.parse(JSON.parse(open(sealed, `${tx.region.id}/booking/${column}`)));
}

/** Facilities are public; of a home only the district. */
const labelOf = (it: Place): string => (it.facilityId ? it.label : it.district);

/** All that an operator sees of a booking before it accepts: no name, no phone, no house number. */
export function makeSnapshot(
  tx: Tx,
  row: BookingRow,
  price: Pick<QuoteRow, "totalFen" | "lines">,
  fit: OfferFit,
): OfferSnapshot {
  if (!row.needs) throw new Error("A confirmed booking without needs");
  const [from, to] = [openPlace(tx, "from", row.fromSealed), openPlace(tx, "to", row.toSealed)];
  return {
    bookingNumber: row.number,
    serviceLevel: row.needs.serviceLevel,
    grade: row.needs.grade,
    mobility: row.mobility,
    needs: row.needs,
    fromLabel: labelOf(from),
    toLabel: labelOf(to),
    fromDistrict: row.fromDistrict,
    toDistrict: row.toDistrict,
    from: { lat: row.fromLat, lon: row.fromLon },
    to: { lat: row.toLat, lon: row.toLon },
    floors: { from: from.floor, fromLift: from.hasLift, to: to.floor, toLift: to.hasLift },
    pickupFrom: fit.pickupFrom.toISOString(),
    pickupUntil: fit.pickupUntil.toISOString(),
    plannedPickupAt: fit.plannedPickupAt.toISOString(),
    plannedDropoffAt: fit.plannedDropoffAt.toISOString(),
    distanceMetres: row.distanceMetres,
    emptyMetres: fit.emptyMetres,
    addedMetres: fit.addedMetres,
    totalFen: price.totalFen,
    lines: price.lines,
    plate: fit.plate,
    reasons: fit.reasons,
  };
}
