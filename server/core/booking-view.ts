import type { WrittenLine } from "./bill-record";
import type { BookingChannel, BookingStatus, CallerParty } from "./booking";
import type { PlaceInput } from "./booking-input";
import type { BookingExtras, BookingNeeds } from "./booking-needs";
import type { ConsentPurpose } from "./consent";
import type { CrewDuty } from "./crew";
import type { CareGrade, Mobility, ServiceLevel } from "./patient";
import type { ReliefStatus } from "./relief";
import type { PriceBasis } from "./tariff/basis";
import type { PriceLine } from "./tariff/line";
import type { ReliefGroup } from "./tariff/rules";
import type { TriageReason } from "./triage";
import type { TriageOutcome } from "./triage/question-set";
import type { VehicleClass } from "./vehicle";

/** What the verbs of a booking answer: shapes shared by services and screens. Instants are Date (superjson). */

/** What was decided about the ride, in short. */
export interface NeedsSummary {
  serviceLevel: ServiceLevel;
  grade: CareGrade | null;
  vehicleClasses: VehicleClass[];
  crew: BookingNeeds["crew"];
  equipment: BookingNeeds["equipment"];
  escorts: number;
  drivers: number;
  isolation: BookingNeeds["isolation"];
}

/** The rule version behind a decision; `reviewed: false` is said on the page. */
export interface RuleView {
  id: string;
  code: string;
  version: number;
  titleZh: string;
  titleEn: string;
  reviewed: boolean;
  demonstration: boolean;
  source: string;
}

export interface ReviewView {
  status: "open" | "decided" | "withdrawn";
  dueAt: Date;
  /** False: nobody decides before `dueAt`'s day opens; the page then says when, not "soon". */
  inHours: boolean;
  note: string | null;
}

export interface EmergencyView {
  id: string;
  reference: string;
  status: "open" | "acknowledged" | "escalated" | "closed";
  acknowledgedBy: string | null;
  acknowledgedAt: Date | null;
  /** By when the caller is called back; null where it left no phone. */
  callBackBy: Date | null;
}

/** `booking.again`: what an earlier booking asked for, without its day and the answers about the patient's state. */
export interface AgainView {
  from: PlaceInput;
  to: PlaceInput;
  extras: BookingExtras;
  mobility: Mobility;
  weightKg: number | null;
  callerParty: CallerParty;
  relation: string | null;
}

/** `booking.assess`. `token` is the draft link (header `x-booking-token`), null for staff. */
export interface AssessResult {
  bookingId: string;
  token: string | null;
  number: string;
  outcome: TriageOutcome;
  reasons: TriageReason[];
  redFlags: string[];
  hotline: string;
  emergency: EmergencyView | null;
  review: ReviewView | null;
  needs: NeedsSummary | null;
  /** The way back of a round trip: a booking of its own. */
  wayBackId: string | null;
  distanceMetres: number;
  rideSeconds: number;
  rule: RuleView;
}

export interface WindowView {
  pickupFrom: Date;
  pickupUntil: Date;
  plannedDropoffAt: Date;
}

/** A binding price: what it rests on, the distance it was made for, and the second price where a relief was claimed. */
export interface QuotedPrice {
  lines: PriceLine[];
  totalFen: number;
  tariff: RuleView;
  basis: PriceBasis;
  /** The region's most for this trip; null: it has none. */
  ceilingFen: number | null;
  /** What is charged instead once the paper is accepted; `status` of the claim, null where it was withdrawn. */
  relief: {
    group: ReliefGroup;
    status: ReliefStatus | null;
    /** Why the paper was refused. */
    reason: string | null;
    lines: PriceLine[];
    totalFen: number;
    tariff: RuleView;
  } | null;
}

/** One slot with its own binding price. */
export interface QuoteView extends WindowView, QuotedPrice {
  id: string;
  vehicleClass: VehicleClass;
  shiftKind: "committed" | "on_offer";
  /** `on_offer`: the operator will have confirmed by then. */
  confirmedBy: Date | null;
  drivers: number;
  expiresAt: Date;
  /** Round trip: the way back, priced in the same quote, billed on its own trip. */
  wayBack:
    | (WindowView & {
        lines: PriceLine[];
        totalFen: number;
        reliefFen: number | null;
        reliefLines: PriceLine[];
        vehicleClass: VehicleClass;
      })
    | null;
}

/** Why nothing fits, in constraint names with the number of vehicles each refused, and what to do next. */
export interface Refusal {
  reasons: { constraint: string; vehicles: number }[];
  hotline: string;
  /** The next day to ask for, `YYYY-MM-DD` in the region. */
  otherDay: string;
}

export interface QuoteListResult {
  quotes: QuoteView[];
  refusal: Refusal | null;
  /** Set where a way back was asked for and no vehicle can bring the patient back. */
  wayBackRefusal: Refusal | null;
}

export interface HoldView {
  holdId: string;
  quoteId: string;
  expiresAt: Date;
}

export interface CodeSent {
  to: string;
  channel: "phone" | "email";
  expiresAt: Date;
}

export interface ConfirmResult {
  bookingId: string;
  number: string;
  /** The tracking link's token; null for staff, who hand it out by `booking.sendLink`. */
  token: string | null;
}

/** One end as outsiders see it: a facility by name, a home by district only. */
export interface PlaceView {
  label: string;
  district: string;
  facilityId: string | null;
  lat: number;
  lon: number;
}

/** One end in full, for those who book and carry. */
export interface PlaceFullView extends PlaceView {
  detail: string;
  floor: number;
  hasLift: boolean;
}

/** `booking.draft`: where the browser that asks stands, for going on after a reload or a clinician's decision. */
export interface DraftView {
  bookingId: string;
  number: string;
  status: BookingStatus;
  outcome: TriageOutcome | null;
  reasons: TriageReason[];
  redFlags: string[];
  needs: NeedsSummary | null;
  review: ReviewView | null;
  emergency: EmergencyView | null;
  hold: HoldView | null;
  from: PlaceFullView;
  to: PlaceFullView;
  wanted: { from: Date; until: Date };
  wayBackId: string | null;
  mobility: Mobility;
  extras: BookingExtras;
  distanceMetres: number;
  rideSeconds: number;
  /** The contact was verified: choosing another slot asks for no new code. */
  contactVerified: boolean;
  hotline: string;
}

export interface CancelPreview {
  code: "free" | "late_cancellation" | "no_show";
  feeFen: number;
  rule: string | null;
  /** The fee has no published source and is shown as such. */
  demonstration: boolean;
  /** False: too late, somebody is on board or it is over. */
  allowed: boolean;
  /** Key of the reason in errors.json where it is not allowed. */
  refusal: string | null;
}

export interface PromiseView {
  pickupFrom: Date;
  pickupUntil: Date;
  dropoffBy: Date;
  /** `made`, or why it moved. */
  reason: string;
  at: Date;
}

/** What happened, for a timeline. `kind` names a message. */
export interface BookingEvent {
  at: Date;
  kind: string;
}

export interface TrackView {
  bookingId: string;
  number: string;
  status: BookingStatus;
  tripStatus: string | null;
  patient: string;
  mobility: Mobility;
  serviceLevel: ServiceLevel | null;
  from: PlaceView;
  to: PlaceView;
  promise: PromiseView | null;
  /** The window that was chosen, until it is promised. */
  slot: (WindowView & { confirmedBy: Date | null }) | null;
  /** When the vehicle will be at the next door, with the probability that the range holds, in percent. */
  arrival: { earliest: Date; latest: Date; probability: number; at: "pickup" | "dropoff" } | null;
  vehicle: {
    plate: string;
    phone: string | null;
    class: VehicleClass;
    operatorZh: string;
    operatorEn: string;
  } | null;
  crew: { name: string; duty: CrewDuty }[];
  position: { lat: number; lon: number; at: Date } | null;
  /** False where the agreement to show the vehicle's place was not given or was taken back. */
  isPositionShared: boolean;
  /** Four digits to be read out at the door; null before a crew is assigned, once on board, and for a bare tracking link. */
  boardingCode: string | null;
  quote: QuotedPrice | null;
  bill: {
    id: string;
    number: string;
    status: "issued" | "paid" | "void";
    totalFen: number;
    lines: WrittenLine[];
    differences: WrittenLine[];
  } | null;
  payment: { status: string; driver: string; amountFen: number; at: Date } | null;
  paidFen: number;
  cancellation: CancelPreview;
  cancelled: { at: Date; reason: string | null; feeFen: number | null } | null;
  complaints: string[];
  /** When somebody said that the patient is ready, and whether whoever looks may say so or take it back now. */
  ready: { at: Date | null; may: boolean };
  events: BookingEvent[];
  hotline: string;
  supervisionPhone: string;
  manage: boolean;
  /** Masked contacts a manage code can go to. */
  contacts: { phone: string | null; email: string | null };
  wayBackId: string | null;
}

/** One row of staff's and families' lists; names masked. */
export interface BookingRow {
  id: string;
  number: string;
  status: BookingStatus;
  tripStatus: string | null;
  channel: BookingChannel;
  patient: string;
  mobility: Mobility;
  serviceLevel: ServiceLevel | null;
  from: PlaceView;
  to: PlaceView;
  wantedFrom: Date;
  wantedUntil: Date;
  promise: { pickupFrom: Date; pickupUntil: Date; dropoffBy: Date } | null;
  plate: string | null;
  operatorZh: string | null;
  operatorEn: string | null;
  totalFen: number | null;
  reviewDueAt: Date | null;
  /** When somebody at the bedside said that the patient is ready to go. */
  readyAt: Date | null;
  createdAt: Date;
}

/** `booking.get`: one booking for staff; names and numbers in clear only for those who book or decide, each read audited. */
export interface BookingFull extends Omit<BookingRow, "from" | "to"> {
  from: PlaceFullView;
  to: PlaceFullView;
  patientIdNumber: string | null;
  patientWeightKg: number | null;
  patientBirthYear: number | null;
  booker: { name: string | null; relation: string | null; phone: string | null; email: string | null };
  callerParty: CallerParty;
  extras: BookingExtras;
  needs: NeedsSummary | null;
  outcome: TriageOutcome | null;
  reasons: TriageReason[];
  redFlags: string[];
  rule: RuleView | null;
  review: ReviewView | null;
  emergency: EmergencyView | null;
  hold: HoldView | null;
  quote: QuotedPrice | null;
  consents: { purpose: ConsentPurpose; givenBy: string; givenAt: Date; withdrawnAt: Date | null }[];
  distanceMetres: number;
  rideSeconds: number;
  cancellation: CancelPreview;
  events: BookingEvent[];
  wayBackId: string | null;
  outwardId: string | null;
  /** The tracking link's token, for printing and sending; only for those who book. */
  trackToken: string | null;
}
