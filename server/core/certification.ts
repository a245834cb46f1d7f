import { z } from "zod";
import type { CrewDuty } from "./crew";
import { DomainError } from "./domain-error";
import { daysBetween } from "./standard/day";
import type { PaperKind } from "./standard/facts";

/** Who is certified (domain.md, M8). */
export const certificationSubjects = ["operator", "vehicle", "crew"] as const;
export const certificationSubject = z.enum(certificationSubjects);
export type CertificationSubject = z.infer<typeof certificationSubject>;

export const certificationStatuses = [
  "applied",
  "in_review",
  "more_asked",
  "certified",
  "refused",
  "suspended",
  "revoked",
] as const;
export type CertificationStatus = (typeof certificationStatuses)[number];

export const certificationMoves = [
  "take",
  "ask_more",
  "supply",
  "certify",
  "refuse",
  "extend",
  "suspend",
  "lift",
  "revoke",
  "apply_again",
] as const;
export const certificationMove = z.enum(certificationMoves);
export type CertificationMove = z.infer<typeof certificationMove>;

/** What an inspection on site came to: in order, to be put right until a day, or not fit to carry. */
export const inspectionOutcomes = ["passed", "remedy", "failed"] as const;
export const inspectionOutcome = z.enum(inspectionOutcomes);
export type InspectionOutcome = z.infer<typeof inspectionOutcome>;

/** What an operator is told of a certification; of a suspension it hears by a message of its own. */
export const certificationOutcome = z.enum([
  "more_asked",
  "certified",
  "extended",
  "refused",
  "lifted",
  "revoked",
  "ending",
  "lapsed",
  "inspected",
  "inspected_remedy",
  "inspected_failed",
]);
export type CertificationOutcome = z.infer<typeof certificationOutcome>;

// Expiry is no move: it is derived from the dates, so that it blocks at once without anybody writing it.
const table: Record<CertificationStatus, Partial<Record<CertificationMove, CertificationStatus>>> = {
  applied: { take: "in_review" },
  in_review: { ask_more: "more_asked", certify: "certified", refuse: "refused" },
  more_asked: { supply: "in_review", refuse: "refused" },
  certified: { extend: "certified", suspend: "suspended", revoke: "revoked" },
  refused: { apply_again: "applied" },
  suspended: { lift: "certified", revoke: "revoked" },
  revoked: { apply_again: "applied" },
};

/** Moves that a person has to be told the reason of. */
const movesWithReason: readonly CertificationMove[] = ["ask_more", "refuse", "suspend", "lift", "revoke"];

/**
 * The status after a move. Throws `conflict` for a move that the table does not know, `bad_input` for one that
 * needs a reason and has none.
 */
export function nextCertificationStatus(
  status: CertificationStatus,
  move: CertificationMove,
  reason: string | null,
): CertificationStatus {
  const next = table[status][move];
  if (!next) throw new DomainError("conflict", "certification.move_not_allowed", { status, move });
  if (movesWithReason.includes(move) && (reason ?? "").trim() === "")
    throw new DomainError("bad_input", "certification.reason_missing", { move });
  return next;
}

/** The moves open at a status, in the order of the desk. */
export function openCertificationMoves(status: CertificationStatus): CertificationMove[] {
  return certificationMoves.filter((move) => table[status][move] !== undefined);
}

/** A certification with the first lapse of the papers behind it; instants in epoch milliseconds, ends excluded. */
export interface CertificationSpan {
  status: CertificationStatus;
  validFrom: number | null;
  validUntil: number | null;
  /** `expiresAt` of the last evaluation against the standards. */
  papersLapseAt: number | null;
}

export const uncertifiedReasons = [
  "not_decided",
  "refused",
  "suspended",
  "revoked",
  "not_yet_valid",
  "expired",
  "paper_lapsed",
] as const;
export type UncertifiedReason = (typeof uncertifiedReasons)[number];

export type CertifiedAt =
  | { certified: true; until: number | null }
  | { certified: false; reason: UncertifiedReason };

function reasonAt(span: CertificationSpan, atInstant: number): UncertifiedReason | null {
  switch (span.status) {
    case "applied":
    case "in_review":
    case "more_asked":
      return "not_decided";
    case "refused":
    case "suspended":
    case "revoked":
      return span.status;
    case "certified":
      if (span.validFrom === null || atInstant < span.validFrom) return "not_yet_valid";
      if (span.validUntil !== null && atInstant >= span.validUntil) return "expired";
      return span.papersLapseAt !== null && atInstant >= span.papersLapseAt ? "paper_lapsed" : null;
  }
}

/**
 * Whether a certification as it stands now covers an instant, until when, or why not. A suspension blocks every
 * instant, since nobody knows when it is lifted.
 */
export function isCertifiedAt(span: CertificationSpan, atInstant: number): CertifiedAt {
  const reason = reasonAt(span, atInstant);
  if (reason) return { certified: false, reason };
  const ends = [span.validUntil, span.papersLapseAt].filter((end) => end !== null);
  return { certified: true, until: ends.length > 0 ? Math.min(...ends) : null };
}

const photos: readonly PaperKind[] = [
  "marking_photo_front",
  "marking_photo_rear",
  "marking_photo_left",
  "marking_photo_right",
];

export type PaperAsker =
  | { subject: "operator"; carriesCareTransfer: boolean }
  | { subject: "vehicle" }
  | { subject: "crew"; duties: readonly CrewDuty[] };

/** Papers to hand in for a subject, in the order of the form. Which of them count is decided by the standards. */
export function papersFor(asker: PaperAsker): PaperKind[] {
  if (asker.subject === "vehicle")
    return ["registration", "annual_inspection", "vehicle_insurance", ...photos];
  if (asker.subject === "operator") {
    const medical: PaperKind[] = asker.carriesCareTransfer ? ["medical_licence"] : [];
    return ["business_licence", ...medical, "transport_permit", "insurance_policy"];
  }
  const byDuty: Record<CrewDuty, PaperKind[]> = {
    driver: ["driving_licence"],
    bearer: [],
    nurse: ["nurse_licence"],
    doctor: ["doctor_licence"],
  };
  const own = new Set(asker.duties.flatMap((duty) => byDuty[duty]));
  return ["identity", ...own, "cpr_certificate", "training_record"];
}

/** Days before the last day of a paper at which its holder is reminded. */
const reminderDays = [60, 30, 7, 0] as const;
export type ReminderDays = (typeof reminderDays)[number];

export interface PaperDue {
  /** Days until the last good day; 0 on that day, negative afterwards. */
  daysLeft: number;
  /** The narrowest bucket the paper lies in; null with more than 60 days left. */
  bucket: ReminderDays | null;
  lapsed: boolean;
}

/** How long a paper is still good on a day (both YYYY-MM-DD, region's zone); null for one that does not expire. */
export function paperDue(expiresOn: string | null, day: string): PaperDue | null {
  if (expiresOn === null) return null;
  const daysLeft = daysBetween(day, expiresOn);
  const bucket = [...reminderDays].reverse().find((days) => daysLeft <= days) ?? null;
  return { daysLeft, bucket, lapsed: daysLeft < 0 };
}
