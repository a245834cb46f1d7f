import type { Point } from "@/server/core/geography";
import type { ScanOutcome, ScanWay } from "@/server/core/marking/scan";
import type { LineCode } from "@/server/core/tariff/line";
import type { TripEventKind, TripStatus } from "@/server/core/trip";
import type { VehicleClass } from "@/server/core/vehicle";

/** What the detectors are told of a region's record. Instants are epoch milliseconds, places WGS-84, null: not known. */
export interface SeenEvent {
  kind: TripEventKind;
  at: number;
  lat: number | null;
  lon: number | null;
}

/** A trip that is over, as its crew's device said it. `from`, `to`: the two doors, homes to about 100 m. */
export interface SeenTrip {
  id: string;
  bookingId: string;
  orgId: string;
  vehicleId: string;
  status: TripStatus;
  from: Point;
  to: Point;
  plannedPickupAt: number;
  departedAt: number | null;
  arrivedPickupAt: number | null;
  boardedAt: number | null;
  arrivedDropoffAt: number | null;
  endedAt: number | null;
  events: readonly SeenEvent[];
}

export interface SeenFix extends Point {
  at: number;
  accuracyMetres: number | null;
}

/** One vehicle's day: where it stands when idle, its fixes in order of time, all its trips that are over. */
export interface VehicleDay {
  vehicleId: string;
  orgId: string;
  /** The region's calendar day. */
  day: string;
  base: Point;
  fixes: readonly SeenFix[];
  trips: readonly SeenTrip[];
}

/** A person at work: by the plan (a shift) or by the record (a trip's crew). `person` is a blind index or an id. */
export interface Duty {
  person: string;
  crewId: string;
  orgId: string;
  shiftId: string;
  vehicleId: string;
  tripId: string | null;
  bookingId: string | null;
  from: number;
  until: number;
}

export interface SeenBill {
  id: string;
  bookingId: string;
  tripId: string;
  orgId: string;
  vehicleId: string;
  vehicleClass: VehicleClass;
  /** The tariff that priced it: a reduced tariff is like itself only. */
  tariff: string;
  at: number;
  /** The booked way by road. */
  metres: number;
  totalFen: number;
  quotedFen: number;
  /** What the way itself costs: start, kilometres, tolls, night. Carrying, care and waiting differ from patient to patient. */
  wayFen: number;
  /** Lines that are dearer than quoted, or were not quoted at all. */
  extras: readonly LineCode[];
}

export interface SeenScan {
  id: string;
  at: number;
  mark: string;
  way: ScanWay;
  outcome: ScanOutcome;
  vehicleId: string | null;
  orgId: string | null;
  /** Tells two browsers apart, and nothing else. */
  browser: string;
  lat: number | null;
  lon: number | null;
  /** The scan elsewhere that with this one shows a copy of the marking. */
  copyOf: string | null;
  copyMetres: number | null;
  copySeconds: number | null;
}
