import { isDeepStrictEqual } from "node:util";
import { and, desc, eq } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { review } from "@/db/schema/triage";
import type { Tx } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { Place } from "@/server/core/place";
import type { TriageAnswers } from "@/server/core/triage/question-set";
import { asPlatform } from "@/server/scope";
import { assessmentOf, type Judgement } from "../triage";
import type { Prepared } from "./prepare";
import { type BookingRow, openPlace } from "./row";

/** Several choices of one question are a set: their order is no change. */
function inOrder(answers: TriageAnswers): TriageAnswers {
  return Object.fromEntries(
    Object.entries(answers).map(([id, answer]) => [id, Array.isArray(answer) ? [...answer].sort() : answer]),
  );
}

function isSamePlace(one: Place, other: Place): boolean {
  const spot = ({ facilityId, lat, lon, floor, hasLift }: Place) => ({
    facilityId,
    lat,
    lon,
    floor,
    hasLift,
  });
  return isDeepStrictEqual(spot(one), spot(other));
}

/** Whether a clinician would be asked the same: the patient's state, the answers, what is needed, the way. Not the time. */
function isSameQuestion(tx: Tx, input: AssessInput, { from, to }: Prepared, old: BookingRow): boolean {
  const { patientId, mobility, weightKg, birthYear } = input.patient;
  // What a hospital's list says of its patient is not said again.
  const isSaid = (said: number | null, known: number | null) =>
    said === known || (said === null && patientId !== null);
  return (
    patientId === old.patientId &&
    mobility === old.mobility &&
    isSaid(weightKg, old.patientWeightKg) &&
    isSaid(birthYear, old.patientBirthYear) &&
    input.callerParty === old.callerParty &&
    isDeepStrictEqual(input.extras, old.extras) &&
    isSamePlace(from.place, openPlace(tx, "from", old)) &&
    isSamePlace(to.place, openPlace(tx, "to", old))
  );
}

/** The latest review, locked before the booking as a decision does, so that neither overwrites the other. */
async function lockReview(tx: Tx, bookingId: string) {
  const [row] = await tx.db
    .select({ status: review.status, decision: review.decision })
    .from(review)
    .where(and(eq(review.regionId, tx.region.id), eq(review.bookingId, bookingId)))
    .orderBy(desc(review.createdAt), desc(review.id))
    .limit(1)
    .for("update");
  return row;
}

async function needsNow(tx: Tx, old: BookingRow): Promise<BookingRow["needs"]> {
  const [row] = await tx.db
    .select({ needs: booking.needs })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, old.id)));
  return row?.needs ?? null;
}

/**
 * What a question leads to that a clinician has before it, or has answered, when it is asked again unchanged: the open
 * review stands with its due time, the decision stands with its needs. Changed answers are a new question.
 */
export async function standingReview(
  tx: Tx,
  input: AssessInput,
  prepared: Prepared,
  old: BookingRow,
  judged: Judgement,
): Promise<Judgement> {
  if (judged.outcome !== "clinician_review" || !isSameQuestion(tx, input, prepared, old)) return judged;
  return asPlatform(tx, async (p) => {
    const before = await lockReview(p, old.id);
    const last = await assessmentOf(p, old.id);
    const isSame =
      last?.ruleVersionId === judged.rule.id &&
      isDeepStrictEqual(inOrder(last.answers as TriageAnswers), inOrder(input.answers));
    if (!last || !before || !isSame) return judged;
    if (before.status === "open") return { ...judged, stands: true };
    const needs = before.status === "decided" ? await needsNow(p, old) : null;
    return needs ? { ...judged, outcome: last.outcome, needs, reasons: [], stands: true } : judged;
  });
}
