import type { booking } from "@/db/schema/booking";
import type { tripEvent } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { openMoves, type TripEventKind, type TripMove, type TripStatus } from "@/server/core/trip";
import type { TripRow } from "./load";
import { openPlaces } from "./personal";
import type { Promised } from "./promise";

type BookingRow = typeof booking.$inferSelect;

/** One end of a trip on the screens of those who carry and watch. */
export interface TripEnd {
  label: string;
  detail: string;
  district: string;
  lat: number;
  lon: number;
  floor: number;
  hasLift: boolean;
}

export interface TripTimes {
  plannedPickupAt: Date;
  plannedDropoffAt: Date;
  departedAt: Date | null;
  arrivedPickupAt: Date | null;
  boardedAt: Date | null;
  arrivedDropoffAt: Date | null;
  endedAt: Date | null;
}

/** An end in a list; how to find the door is told to the crew that drives there, null for everybody else. */
export interface SummaryEnd {
  label: string;
  district: string;
  door: { detail: string; floor: number; hasLift: boolean } | null;
}

/** One row of a list of trips: masked. */
export interface TripSummary extends TripTimes {
  id: string;
  bookingId: string;
  bookingNumber: string;
  orgId: string;
  shiftId: string;
  vehicleId: string;
  plate: string;
  status: TripStatus;
  /** Confirmations open to the crew now, in the order of the day. */
  moves: TripMove[];
  patientName: string | null;
  mobility: BookingRow["mobility"];
  serviceLevel: string | null;
  from: SummaryEnd;
  to: SummaryEnd;
  distanceMetres: number;
  escorts: number;
  /** What the vehicle and its crew must offer; null before the assessment. */
  needs: BookingRow["needs"];
  /** When ward, family or seat said that the patient is ready to go. */
  readyAt: Date | null;
  /** What was last told to the booker; null where nothing was promised. */
  promise: Promised | null;
  /** When the crew should set out at the latest; told to the crew only, while the trip waits for it. */
  leaveBy: Date | null;
}

/** An event as shown: what the device said, when, and when it reached us. */
export interface TripEventView {
  id: string;
  kind: TripEventKind;
  happenedAt: Date;
  receivedAt: Date;
  by: string;
  lat: number | null;
  lon: number | null;
  late: boolean;
  data: Record<string, unknown>;
}

export function timesOf(row: TripRow): TripTimes {
  const {
    plannedPickupAt,
    plannedDropoffAt,
    departedAt,
    arrivedPickupAt,
    boardedAt,
    arrivedDropoffAt,
    endedAt,
  } = row;
  return {
    plannedPickupAt,
    plannedDropoffAt,
    departedAt,
    arrivedPickupAt,
    boardedAt,
    arrivedDropoffAt,
    endedAt,
  };
}

/** A facility by name; of a home only the district, for whoever does not carry the patient. */
function outsideLabel(facilityId: string | null, label: string, district: string): string {
  return facilityId ? label : district;
}

/** A row for lists; `clear` shows addresses to the crew that drives there. */
export function summaryOf(
  tx: Tx,
  row: TripRow,
  booked: BookingRow,
  patientName: string | null,
  clear: boolean,
  promise: Promised | null = null,
): TripSummary {
  const places = openPlaces(tx, booked);
  const end = (place: (typeof places)["from"]) => ({
    label: clear ? place.label : outsideLabel(place.facilityId, place.label, place.district),
    district: place.district,
    door: clear ? { detail: place.detail, floor: place.floor, hasLift: place.hasLift } : null,
  });
  return {
    id: row.id,
    bookingId: row.bookingId,
    bookingNumber: booked.number,
    orgId: row.orgId,
    shiftId: row.shiftId,
    vehicleId: row.vehicleId,
    plate: row.plate,
    status: row.status,
    moves: openMoves(row.status),
    patientName,
    mobility: booked.mobility,
    serviceLevel: booked.needs?.serviceLevel ?? null,
    from: end(places.from),
    to: end(places.to),
    distanceMetres: booked.distanceMetres,
    escorts: booked.needs?.escorts ?? 0,
    needs: booked.needs,
    readyAt: booked.readyAt,
    promise,
    leaveBy: null,
    ...timesOf(row),
  };
}

export function eventView(row: typeof tripEvent.$inferSelect): TripEventView {
  const { id, kind, happenedAt, receivedAt, by, lat, lon } = row;
  const { statusAfter: _status, late, ...data } = row.data;
  return { id, kind, happenedAt, receivedAt, by, lat, lon, late: late === true, data };
}
