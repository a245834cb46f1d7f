import { z } from "zod";

/** Where a booking came in. */
export const bookingChannels = ["family", "hospital", "seat", "emergency", "system"] as const;
export const bookingChannel = z.enum(bookingChannels);
export type BookingChannel = z.infer<typeof bookingChannel>;

/** Who answers the triage questions (domain.md, caller_party). */
export const callerParties = ["with_patient", "not_with_patient", "case_manager", "clinician"] as const;
export const callerParty = z.enum(callerParties);
export type CallerParty = z.infer<typeof callerParty>;

export const cancelReasons = [
  "not_ready",
  "other_vehicle",
  "hospital_changed",
  "patient_worse",
  "died",
  "mistake",
  "other",
] as const;
export const cancelReason = z.enum(cancelReasons);
export type CancelReason = z.infer<typeof cancelReason>;

/** What a booking's parts say about it: all that `bookingStatus` needs. */
export interface BookingFacts {
  outcome: "accessible_ride" | "care_transfer" | "clinician_review" | "handoff_120" | null;
  reviewOpen: boolean;
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  unservedAt: Date | null;
  hasOpenOffer: boolean;
  hasLiveHold: boolean;
  tripStatus: string | null;
}

export const bookingStatuses = [
  "draft",
  "in_review",
  "handed_to_120",
  "held",
  "confirmed",
  "offered",
  "assigned",
  "under_way",
  "completed",
  "cancelled",
  "failed",
  "unserved",
] as const;
export type BookingStatus = (typeof bookingStatuses)[number];

const fromTrip: Record<string, BookingStatus> = {
  assigned: "assigned",
  completed: "completed",
  cancelled: "cancelled",
  failed: "failed",
  to_120: "handed_to_120",
};

/** A booking's status is derived from its quote, offers and trip, so that nobody writes it backwards. */
export function bookingStatus(facts: BookingFacts): BookingStatus {
  if (facts.cancelledAt) return "cancelled";
  if (facts.tripStatus) return fromTrip[facts.tripStatus] ?? "under_way";
  if (facts.outcome === "handoff_120") return "handed_to_120";
  if (facts.unservedAt) return "unserved";
  if (facts.confirmedAt) return facts.hasOpenOffer ? "offered" : "confirmed";
  if (facts.hasLiveHold) return "held";
  if (facts.outcome === "clinician_review" || facts.reviewOpen) return "in_review";
  return "draft";
}

/** "Ready" may be said from so long before the promised range begins (assumed): what is said the day before is a guess. */
const readyEarliestMs = 6 * 3_600_000;
const beforeBoarding: readonly (string | null)[] = [null, "assigned", "en_route", "at_pickup"];

interface ReadyFacts {
  confirmedAt: Date | null;
  cancelledAt: Date | null;
  unservedAt: Date | null;
  tripStatus: string | null;
  promisedFrom: Date | null;
}

/** Why nobody can say now that the patient is ready: a key of `errors.json`; null where they can. */
export function readyRefusal(
  { confirmedAt, cancelledAt, unservedAt, tripStatus, promisedFrom }: ReadyFacts,
  now: Date,
): string | null {
  if (cancelledAt) return "booking.cancelled";
  const isToCome = confirmedAt && promisedFrom && !unservedAt && beforeBoarding.includes(tripStatus);
  if (!isToCome) return "booking.ready_not_waiting";
  return now.getTime() < promisedFrom.getTime() - readyEarliestMs ? "booking.ready_too_early" : null;
}
