import { and, desc, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { assessment, review } from "@/db/schema/triage";
import { actorName, type Context, type Tx } from "@/server/context";
import type { CallerParty } from "@/server/core/booking";
import type { BookingExtras, BookingNeeds } from "@/server/core/booking-needs";
import type { NeedsSummary, ReviewView, RuleView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { decideNeeds, type NeedsDecision, type NeedsRequest } from "@/server/core/needs";
import { careNeeds, type Mobility } from "@/server/core/patient";
import { reviewDue } from "@/server/core/review-due";
import { reviewReason } from "@/server/core/review-reason";
import { type Assessment, assess, type TriageReason } from "@/server/core/triage";
import type { TriageAnswers, TriageOutcome } from "@/server/core/triage/question-set";
import { open } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { ruleInForce, settingsInForce } from "./rule";

/** Who is asked about, and how far the way is. */
export interface TriageQuestion {
  answers: TriageAnswers;
  callerParty: CallerParty;
  mobility: Mobility;
  extras: BookingExtras;
  patientKg: number | null;
  distanceMetres: number;
  /** With the patient on board; null while the way is not known: then only red flags count. */
  rideSeconds: number | null;
}

/** What triage and the table from needs to vehicle decided together. */
export interface Judgement {
  outcome: TriageOutcome;
  assessment: Assessment;
  reasons: TriageReason[];
  needs: BookingNeeds | null;
  rule: RuleView;
  /** The same was asked before: its review, open or decided, stands and nothing new is opened. */
  stands?: boolean;
}

/** Who may answer as whom: only hospital staff answers as a case manager or clinician (domain.md, caller_party). */
export function checkCallerParty(ctx: Context, party: CallerParty): void {
  const clinical = party === "case_manager" || party === "clinician";
  const hospital = ctx.actor.kind === "user" && ctx.actor.role === "case_manager";
  if (clinical && !hospital) throw new DomainError("bad_input", "booking.caller_party");
}

/**
 * Assess by the question set in force, then find the vehicle by the table in force. Where the table does not know the
 * combination, a clinician decides.
 * @throws DomainError bad_input for answers that do not fit the set, or `triage.unanswered`
 */
export async function judge(tx: Tx, question: TriageQuestion): Promise<Judgement> {
  const set = await ruleInForce(tx, "triage");
  const { callerParty, mobility, extras, rideSeconds } = question;
  const transferMinutes = rideSeconds === null ? null : rideSeconds / 60;
  const result = assess(set.content, question.answers, {
    callerParty,
    mobility,
    extras: { oxygen: extras.oxygen, suction: extras.suction },
    transferMinutes,
  });
  if (result.outcome !== "handoff_120" && result.unanswered.length > 0) {
    throw new DomainError("bad_input", "triage.unanswered", {
      question: result.unanswered[0] ?? "",
      open: result.unanswered.length,
    });
  }
  const judged = {
    assessment: result,
    outcome: result.outcome,
    reasons: result.reasons,
    needs: null,
    rule: set.view,
  };
  if (result.serviceLevel === null) return judged;
  const decision = await needsFor(tx, {
    mobility,
    serviceLevel: result.serviceLevel,
    grade: result.serviceLevel === "accessible_ride" ? null : result.grade,
    isolation: result.isolation,
    care: careNeeds.filter((need) => result.needs[need]),
    extras,
    patientKg: question.patientKg,
    distanceMetres: question.distanceMetres,
    directSeconds: rideSeconds ?? 0,
  });
  if (decision.outcome === "matched") return { ...judged, needs: decision.needs };
  return { ...judged, outcome: "clinician_review", reasons: [reviewReason(decision.reason)] };
}

/** The vehicle and crew for a request by the region's table in force; also for a clinician's decision. */
export async function needsFor(tx: Tx, request: NeedsRequest): Promise<NeedsDecision> {
  return decideNeeds((await ruleInForce(tx, "needs")).content, request);
}

/** What a booker is told of its needs. */
export function needsSummary(needs: BookingNeeds | null): NeedsSummary | null {
  if (!needs) return null;
  const { serviceLevel, grade, allowedClasses, crew, equipment, escorts, drivers, isolation } = needs;
  return {
    serviceLevel,
    grade,
    vehicleClasses: allowedClasses,
    crew,
    equipment,
    escorts,
    drivers,
    isolation,
  };
}

interface Of {
  bookingId: string;
  viewerOrgs: string[];
  viewerUsers: string[];
}

/** Write the evidence of one assessment: answers, outcome, the rule version behind it. Never changed afterwards. */
export async function recordAssessment(
  tx: Tx,
  of: Of,
  judged: Judgement,
  answers: TriageAnswers,
): Promise<void> {
  await tx.db.insert(assessment).values({
    regionId: tx.region.id,
    id: uuidv7(),
    ...of,
    ruleVersionId: judged.rule.id,
    answers,
    outcome: judged.outcome,
    grade: judged.assessment.grade,
    result: { ...judged.assessment, outcome: judged.outcome, reasons: judged.reasons },
    decidedBy: tx.actor.kind === "user" ? actorName(tx.actor) : "caller",
    createdAt: tx.now,
  });
}

/** Put a booking before a clinician, by a due time from the region's hours; the queue's pages hear at once. */
export async function openReview(tx: Tx, of: Of, reasons: readonly TriageReason[]): Promise<ReviewView> {
  const settings = await settingsInForce(tx);
  const { dueAt, inHours } = reviewDue(tx.now, settings.clinicians, tx.region.timeZone);
  const id = uuidv7();
  await tx.db.insert(review).values({
    regionId: tx.region.id,
    id,
    ...of,
    reasons: reasons.map(({ ruleId }) => ruleId),
    dueAt,
    createdAt: tx.now,
  });
  await enqueue(tx.db, "remind-review", { regionId: tx.region.id, reviewId: id }, { at: dueAt });
  await wake(tx, { orgs: of.viewerOrgs, booking: of.bookingId });
  return { status: "open", dueAt, inHours, note: null };
}

/** Take an open review back, since its question changed or the booking is over. */
export async function withdrawReview(tx: Tx, bookingId: string): Promise<void> {
  await tx.db
    .update(review)
    .set({ status: "withdrawn", decidedAt: tx.now })
    .where(
      and(eq(review.regionId, tx.region.id), eq(review.bookingId, bookingId), eq(review.status, "open")),
    );
}

export const reviewNoteAad = (tx: Tx) => `${tx.region.id}/review/note`;

/** The clinician's words of a review, opened. */
export function reviewNote(
  tx: Tx,
  row: Pick<typeof review.$inferSelect, "note" | "noteSealed">,
): string | null {
  return row.noteSealed ? open(row.noteSealed, reviewNoteAad(tx)) : row.note;
}

/** The latest review of a booking as its booker sees it, or null. */
export async function reviewOf(tx: Tx, bookingId: string): Promise<ReviewView | null> {
  const [row] = await tx.db
    .select()
    .from(review)
    .where(and(eq(review.regionId, tx.region.id), eq(review.bookingId, bookingId)))
    .orderBy(desc(review.createdAt), desc(review.id))
    .limit(1);
  if (!row) return null;
  const { clinicians } = await settingsInForce(tx, row.createdAt);
  const { inHours } = reviewDue(row.createdAt, clinicians, tx.region.timeZone);
  return { status: row.status, dueAt: row.dueAt, inHours, note: reviewNote(tx, row) };
}

/** The latest assessment of a booking: its outcome, its reasons and its rule version. */
export async function assessmentOf(tx: Tx, bookingId: string) {
  const [row] = await tx.db
    .select()
    .from(assessment)
    .where(and(eq(assessment.regionId, tx.region.id), eq(assessment.bookingId, bookingId)))
    .orderBy(desc(assessment.createdAt), desc(assessment.id))
    .limit(1);
  if (!row) return null;
  const result = row.result as Partial<Pick<Assessment, "reasons" | "redFlags">>;
  return { ...row, reasons: result.reasons ?? [], redFlags: result.redFlags ?? [] };
}

/** Whether a red flag was ever answered for a booking: afterwards no answer leads to a ride without a clinician. */
export async function hadRedFlag(tx: Tx, bookingId: string): Promise<boolean> {
  const [row] = await tx.db
    .select({ id: assessment.id })
    .from(assessment)
    .where(
      and(
        eq(assessment.regionId, tx.region.id),
        eq(assessment.bookingId, bookingId),
        eq(assessment.outcome, "handoff_120"),
      ),
    )
    .limit(1);
  return row !== undefined;
}
