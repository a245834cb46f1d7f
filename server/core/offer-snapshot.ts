import type { BookingNeeds } from "./booking-needs";
import type { CareGrade, Mobility, ServiceLevel } from "./patient";
import type { PriceLine } from "./tariff/line";

/** All that an operator sees of a booking before it accepts: no name, no phone, no house number (decisions.md). */
export interface OfferSnapshot {
  bookingNumber: string;
  serviceLevel: ServiceLevel;
  grade: CareGrade | null;
  mobility: Mobility;
  needs: BookingNeeds;
  /** Facility names are public; of a home only the district. */
  fromLabel: string;
  toLabel: string;
  fromDistrict: string;
  toDistrict: string;
  from: { lat: number; lon: number };
  to: { lat: number; lon: number };
  floors: { from: number; fromLift: boolean; to: number; toLift: boolean };
  pickupFrom: string;
  pickupUntil: string;
  plannedPickupAt: string;
  plannedDropoffAt: string;
  distanceMetres: number;
  emptyMetres: number;
  addedMetres: number;
  totalFen: number;
  /** How the price came about; offers made before this was kept have none. */
  lines?: PriceLine[];
  plate: string;
  /** Why this operator: figures and the standing in the allocation rule, as message keys with data. */
  reasons: { key: string; data: Record<string, string | number> }[];
}
