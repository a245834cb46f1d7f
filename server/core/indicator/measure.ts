import { localDay, localYear } from "@/server/core/local-time";

/** What the rows say about one booking, as far as an indicator counts it; instants as dates. */
export interface BookingFacts {
  bookingId: string;
  wantedFrom: Date;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  unservedAt: Date | null;
  /** Type of the organization whose desk booked; null: a family or the number's own seat. */
  bookerType: string | null;
  district: string;
  birthYear: number | null;
  distanceMetres: number;
  maxRideSeconds: number | null;
  /** The operator that carries or carried it. */
  orgId: string | null;
  tripStatus: string | null;
  arrivedPickupAt: Date | null;
  boardedAt: Date | null;
  /** When somebody at the bedside said that the patient is ready. */
  readyAt: Date | null;
  arrivedDropoffAt: Date | null;
  drivenMetres: number | null;
  emptyMetres: number | null;
  /** The pickup range that was promised first: one moved later does not make a late vehicle punctual. */
  promisedFrom: Date | null;
  promisedUntil: Date | null;
  /** When an operator first took it. */
  acceptedAt: Date | null;
  isDeclined: boolean;
  isTo120: boolean;
  isComplained: boolean;
  hasAdverse: boolean;
  /** How whoever booked found the ride, 1 to 5. */
  rating: number | null;
  /** The trip's bill that stands, and the quote it was made from. */
  billedFen: number | null;
  quotedFen: number | null;
}

/** What is added up: counts of bookings, and sums whose unit ends their name. Each is a column of the kept figures. */
export const measureNames = [
  "requests",
  "cancelled",
  "declined",
  "to120",
  "trips",
  "completed",
  "due",
  "onTime",
  "accepted",
  "acceptedSoon",
  "toCollect",
  "collected45",
  "collected90",
  "boarded",
  "waitSeconds",
  "readySaid",
  "afterReadySeconds",
  "measuredRides",
  "longRides",
  "wayKnown",
  "emptyMetres",
  "loadedMetres",
  "complained",
  "adverse",
  "rated",
  "ratedGood",
  "billed",
  "aboveQuote",
  "billedFen",
  "quotedFen",
] as const;
export type MeasureName = (typeof measureNames)[number];
export type Measures = Record<MeasureName, number>;

/**
 * Raised whenever a definition in this file changes, so that what is kept is measured anew and a figure of last year is
 * counted as one of today.
 */
export const measureVersion = 2;

/** An operator's answer counts as quick within so many minutes of the booker's confirmation: the time an offer is open (decisions.md). */
export const answerWithinMinutes = 10;
/** Who gives 4 or 5 of 5 was satisfied (top-two-box, as customer surveys count it). */
export const satisfiedFrom = 4;
/** Collected after ready: 90 % in 45 minutes, 98 % in 90 (domain.md, What others reach). */
export const collectWithinMinutes = [45, 90] as const;

export const ageGroups = ["under14", "14to59", "60to79", "80up", "unknown"] as const;
export type AgeGroup = (typeof ageGroups)[number];
/** Who stands for the money, as far as the record says: whose desk booked. No relief tariff is sold so far. */
export const payerGroups = ["private", "hospital"] as const;
export type PayerGroup = (typeof payerGroups)[number];

/** Where a booking is counted. `day`: the region's calendar day of the first promise, before that the day asked for. */
export interface Measured {
  bookingId: string;
  day: string;
  orgId: string;
  district: string;
  age: AgeGroup;
  payer: PayerGroup;
  measures: Measures;
}

/** Under 14 counts as sensitive (PIPL art. 28); the others follow the field's own cut at 60 and 80. Years, not birthdays, are kept. */
function ageOf(birthYear: number | null, year: number): AgeGroup {
  if (birthYear === null) return "unknown";
  const age = year - birthYear;
  if (age < 14) return "under14";
  if (age < 60) return "14to59";
  return age < 80 ? "60to79" : "80up";
}

const one = (holds: boolean) => (holds ? 1 : 0);
const secondsBetween = (from: Date, until: Date) => (until.getTime() - from.getTime()) / 1000;

/**
 * From when the patient waits to be collected: from the start of the promised range, or from the moment somebody said "ready",
 * whichever is later. Who was ready before the time agreed waits by agreement, and who is not ready keeps the vehicle waiting.
 */
function waitsFrom({ promisedFrom, readyAt }: BookingFacts): Date | null {
  return promisedFrom && readyAt && readyAt > promisedFrom ? readyAt : promisedFrom;
}

/** Somebody was promised a vehicle and has it at the door, or will not have it any more. */
function pickupOf(facts: BookingFacts) {
  const { promisedUntil, arrivedPickupAt, boardedAt, cancelledAt, readyAt } = facts;
  const from = waitsFrom(facts);
  // Who cancelled was not left waiting; whom nobody fetched was, for good.
  const isLeft = !cancelledAt && (facts.unservedAt !== null || facts.tripStatus === "failed");
  const due = promisedUntil !== null && (arrivedPickupAt !== null || isLeft);
  const onTime = due && arrivedPickupAt !== null && arrivedPickupAt <= promisedUntil;
  const wait = from && boardedAt ? Math.max(0, secondsBetween(from, boardedAt)) : null;
  const toCollect = wait !== null || (due && arrivedPickupAt === null);
  const within = (minutes: number) => one(wait !== null && wait <= minutes * 60);
  return {
    due: one(due),
    onTime: one(onTime),
    toCollect: one(toCollect),
    collected45: within(collectWithinMinutes[0]),
    collected90: within(collectWithinMinutes[1]),
    boarded: one(wait !== null),
    waitSeconds: Math.round(wait ?? 0),
    readySaid: one(wait !== null && readyAt !== null),
    afterReadySeconds: readyAt === null ? 0 : Math.round(wait ?? 0),
  };
}

function rideOf({ boardedAt, arrivedDropoffAt, maxRideSeconds }: BookingFacts) {
  if (!boardedAt || !arrivedDropoffAt || maxRideSeconds === null) return { measuredRides: 0, longRides: 0 };
  return { measuredRides: 1, longRides: one(secondsBetween(boardedAt, arrivedDropoffAt) > maxRideSeconds) };
}

/** The way there without and with the patient, of completed trips whose empty way was measured; loaded as planned where it was not. */
function wayOf({ tripStatus, emptyMetres, drivenMetres, distanceMetres }: BookingFacts) {
  if (tripStatus !== "completed" || emptyMetres === null)
    return { wayKnown: 0, emptyMetres: 0, loadedMetres: 0 };
  return { wayKnown: 1, emptyMetres, loadedMetres: drivenMetres ?? distanceMetres };
}

function moneyOf({ billedFen, quotedFen }: BookingFacts) {
  if (billedFen === null || quotedFen === null)
    return { billed: 0, aboveQuote: 0, billedFen: 0, quotedFen: 0 };
  return { billed: 1, aboveQuote: one(billedFen > quotedFen), billedFen, quotedFen };
}

/** One booking measured by the definitions of the indicators (`definition.ts`). Pure: the same rows give the same figures. */
export function measureBooking(facts: BookingFacts, timeZone: string): Measured {
  const day = facts.promisedFrom ?? facts.wantedFrom;
  const { confirmedAt, acceptedAt, tripStatus } = facts;
  const answer = confirmedAt && acceptedAt ? secondsBetween(confirmedAt, acceptedAt) : null;
  return {
    bookingId: facts.bookingId,
    day: localDay(day, timeZone),
    orgId: facts.orgId ?? "",
    district: facts.district,
    age: ageOf(facts.birthYear, localYear(day, timeZone)),
    payer: facts.bookerType === "hospital" ? "hospital" : "private",
    measures: {
      requests: 1,
      cancelled: one(facts.cancelledAt !== null),
      declined: one(facts.isDeclined),
      to120: one(facts.isTo120),
      trips: one(tripStatus !== null),
      completed: one(tripStatus === "completed"),
      accepted: one(answer !== null),
      acceptedSoon: one(answer !== null && answer <= answerWithinMinutes * 60),
      ...pickupOf(facts),
      ...rideOf(facts),
      ...wayOf(facts),
      complained: one(facts.isComplained),
      adverse: one(facts.hasAdverse),
      rated: one(facts.rating !== null),
      ratedGood: one(facts.rating !== null && facts.rating >= satisfiedFrom),
      ...moneyOf(facts),
    },
  };
}

/** Nothing counted yet. */
export function noMeasures(): Measures {
  return Object.fromEntries(measureNames.map((name) => [name, 0])) as Measures;
}
