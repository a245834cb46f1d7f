import { and, desc, eq, isNull, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { callback } from "@/db/schema/seat";
import { assessment, review } from "@/db/schema/triage";
import { accountIdOf, actorName, type Context, type Tx } from "@/server/context";
import type { BookingNeeds } from "@/server/core/booking-needs";
import { DomainError } from "@/server/core/domain-error";
import type { NeedsDecision } from "@/server/core/needs";
import type { DecideReviewInput, PreviewReviewInput } from "@/server/core/review-input";
import { publicUrl } from "@/server/env";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type BookingRow, openFrom, openPlace, visibleBooking } from "@/server/services/booking/row";
import { setNeeds } from "@/server/services/booking/set-needs";
import { openHandover } from "@/server/services/emergency/open";
import { bookingLink } from "@/server/services/link";
import { sendMessage } from "@/server/services/message";
import { needsFor, reviewNoteAad } from "@/server/services/triage";
import { findReview } from "./get";

type ReviewRow = Awaited<ReturnType<typeof findReview>>;
type Ride = Extract<DecideReviewInput, { decision: "ride" }>;

/** What was decided, without the clinician's words and number: those have columns of their own, the words sealed. */
function withoutWords(input: DecideReviewInput): Record<string, unknown> {
  const { note: _note, licenceNumber: _licence, ...decided } = input;
  return decided;
}

function tableDecision(tx: Tx, its: BookingRow, input: PreviewReviewInput): Promise<NeedsDecision> {
  const { mobility, extras, patientWeightKg, distanceMetres, rideSeconds } = its;
  const { serviceLevel, grade, isolation, care } = input;
  return needsFor(tx, {
    mobility,
    serviceLevel,
    grade,
    isolation,
    care,
    extras,
    patientKg: patientWeightKg,
    distanceMetres,
    directSeconds: rideSeconds,
  });
}

/** Which vehicle and crew the region's table gives for what the clinician is about to decide, or why it gives none. */
export async function previewReview(ctx: Context, input: PreviewReviewInput): Promise<NeedsDecision> {
  return inTransaction(ctx, async (tx) => {
    const row = await findReview(tx, input.reviewId);
    return tableDecision(tx, await visibleBooking(tx, { bookingId: row.bookingId }), input);
  });
}

/** Grade I never travels here; the table knows every other combination or the clinician chooses another. */
async function needsOfRide(tx: Tx, its: BookingRow, input: Ride): Promise<BookingNeeds> {
  if (input.grade === "I") throw new DomainError("bad_input", "review.grade_one");
  const decision = await tableDecision(tx, its, input);
  if (decision.outcome === "review")
    throw new DomainError("bad_input", `review.no_vehicle.${decision.reason}`);
  const { needs } = decision;
  const classes = needs.allowedClasses.filter(
    (it) => input.classes.length === 0 || input.classes.includes(it),
  );
  if (classes.length === 0) throw new DomainError("bad_input", "review.class_not_allowed");
  return { ...needs, allowedClasses: classes };
}

/** The clinician's own assessment beside the caller's: same rule version, own outcome, licence on record. */
async function recordDecision(
  tx: Tx,
  row: ReviewRow,
  its: BookingRow,
  input: DecideReviewInput,
): Promise<void> {
  const [last] = await tx.db
    .select()
    .from(assessment)
    .where(and(eq(assessment.regionId, tx.region.id), eq(assessment.bookingId, row.bookingId)))
    .orderBy(desc(assessment.createdAt), desc(assessment.id))
    .limit(1);
  if (!last) throw new DomainError("conflict", "review.no_assessment");
  const outcome = input.decision === "handoff_120" ? ("handoff_120" as const) : input.serviceLevel;
  await tx.db.insert(assessment).values({
    regionId: tx.region.id,
    id: uuidv7(),
    bookingId: row.bookingId,
    ruleVersionId: last.ruleVersionId,
    answers: last.answers,
    outcome,
    grade: input.decision === "ride" ? input.grade : null,
    result: { decision: withoutWords(input), reasons: [], redFlags: [] },
    decidedBy: `${actorName(tx.actor)}:${input.licenceNumber}`,
    createdAt: tx.now,
    viewerOrgs: its.viewerOrgs,
    viewerUsers: its.viewerUsers,
  });
}

async function to120(tx: Tx, its: BookingRow, note: string): Promise<void> {
  const phone = openFrom(tx, "booker_phone", its.bookerPhoneSealed);
  await openHandover(tx, {
    bookingId: its.id,
    record: {
      bookingNumber: its.number,
      findings: [],
      redFlags: [],
      relation: its.bookerRelation,
      ruleVersion: "clinician",
      mobility: its.mobility,
      birthYear: its.patientBirthYear,
      weightKg: its.patientWeightKg,
    },
    said: note ? [{ ruleId: "clinician", textZh: note, textEn: note }] : [],
    place: openPlace(tx, "from", its),
    phone,
    viewerOrgs: its.viewerOrgs,
    viewerUsers: its.viewerUsers,
  });
}

/** The booker hears and goes on: by message where it left a contact, and by the seat's call back where it left a phone. */
async function tellBooker(tx: Tx, row: ReviewRow, its: BookingRow, input: DecideReviewInput): Promise<void> {
  const phone = openFrom(tx, "booker_phone", its.bookerPhoneSealed);
  // A hospital sees its own desk; a caller of the seat waits by the telephone like any family.
  if (!phone || its.channel === "hospital") return;
  const ride = input.decision === "ride";
  const token = bookingLink(tx.region.id, its.id, its.linkGeneration, "draft");
  await sendMessage(tx, {
    channel: "sms",
    to: phone,
    template: "review_decided",
    locale: its.locale,
    data: {
      bookingNumber: its.number,
      decision: ride ? input.serviceLevel : "handoff_120",
      note: input.note || null,
      slotsUrl: ride ? publicUrl(`/${its.locale}/book?draft=${token}`) : null,
    },
    bookingId: its.id,
    dedupeKey: `review_decided/${row.id}`,
  });
  await asPlatform(tx, (p) =>
    p.db
      .insert(callback)
      .values({
        regionId: tx.region.id,
        id: uuidv7(),
        bookingId: its.id,
        reason: "review_decided",
        phoneSealed: seal(phone, `${tx.region.id}/callback/phone`),
        note: its.number,
        dueAt: new Date(tx.now.getTime() + 15 * 60_000),
        createdAt: tx.now,
      })
      .onConflictDoNothing(),
  );
}

/**
 * Decide a review, once. A ride gets level, vehicle class and crew by the region's table and sends the booker to the
 * slots; otherwise the record goes to 120. @throws DomainError conflict when it was decided or withdrawn meanwhile
 */
export async function decideReview(ctx: Context, input: DecideReviewInput): Promise<{ status: "decided" }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findReview(tx, input.reviewId);
    const its = await visibleBooking(tx, { bookingId: row.bookingId });
    const decidedBy = accountIdOf(tx);
    const [decided] = await tx.db
      .update(review)
      .set({
        status: "decided",
        decidedAt: tx.now,
        decidedBy,
        licenceNumber: input.licenceNumber,
        noteSealed: input.note ? seal(input.note, reviewNoteAad(tx)) : null,
        decision: withoutWords(input),
      })
      .where(and(eq(review.regionId, tx.region.id), eq(review.id, row.id), eq(review.status, "open")))
      .returning({ id: review.id });
    if (!decided) throw new DomainError("conflict", "review.not_open");
    await recordDecision(tx, row, its, input);
    if (input.decision === "ride") await setNeeds(tx, its.id, await needsOfRide(tx, its, input));
    else await to120(tx, its, input.note);
    await tellBooker(tx, row, its, input);
    await writeAudit(tx, {
      verb: "review.decide",
      noun: "review",
      nounId: row.id,
      bookingId: its.id,
      before: { status: row.status },
      after: { status: "decided", ...withoutWords(input) },
    });
    await wake(tx, { orgs: its.viewerOrgs, booking: its.id });
    return { status: "decided" };
  });
}

/** A clinician takes a question, so that two do not work on it; taking it over from someone is allowed and recorded. */
export async function takeReview(ctx: Context, input: { reviewId: string }): Promise<{ takenAt: Date }> {
  return inTransaction(ctx, async (tx) => {
    const me = accountIdOf(tx);
    await findReview(tx, input.reviewId);
    const [taken] = await tx.db
      .update(review)
      .set({ takenBy: me, takenAt: tx.now })
      .where(
        and(
          eq(review.regionId, tx.region.id),
          eq(review.id, input.reviewId),
          eq(review.status, "open"),
          or(isNull(review.takenBy), isNull(review.decidedBy)),
        ),
      )
      .returning({ bookingId: review.bookingId });
    if (!taken) throw new DomainError("conflict", "review.not_open");
    await writeAudit(tx, {
      verb: "review.take",
      noun: "review",
      nounId: input.reviewId,
      bookingId: taken.bookingId,
    });
    await wake(tx, { booking: taken.bookingId });
    return { takenAt: tx.now };
  });
}
