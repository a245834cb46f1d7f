import { and, eq, isNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { AssessResult, EmergencyView, ReviewView } from "@/server/core/booking-view";
import { normalisePhone } from "@/server/core/phone";
import { reviewReason } from "@/server/core/review-reason";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { releaseHold } from "../dispatch/release-hold";
import { leavePhone } from "../emergency/leave-phone";
import { openHandover } from "../emergency/open";
import { handoverOf } from "../emergency/record";
import { bookingLink } from "../link";
import { supersedeQuotes } from "../quote/accept";
import {
  hadRedFlag,
  type Judgement,
  judge,
  needsSummary,
  openReview,
  reviewOf,
  withdrawReview,
} from "../triage";
import { type Prepared, prepare } from "./prepare";
import { type BookingRow, ownDraft, viewersOf, wayBackOf } from "./row";
import { standingReview } from "./standing-review";
import { store } from "./store";

/**
 * Take the six answers: judge them, keep the booking with its assessment, and open what follows (120, a clinician's
 * review, or the slots). With a draft's link or id the draft is assessed again; earlier holds and quotes then end, and a
 * review only if what it asks has changed. `newId`: a new booking gets this id, made by a desk that may have to ask twice.
 * @throws DomainError bad_input naming the field and what to do; conflict when the draft is confirmed or cancelled
 */
export async function assessBooking(ctx: Context, input: AssessInput, newId?: string): Promise<AssessResult> {
  const prepared = await prepare(ctx, input);
  return inTransaction(ctx, async (tx) => {
    const old = ctx.actor.kind === "guest" || input.bookingId ? await ownDraft(tx, input) : null;
    const judged = await judgeAgain(tx, input, prepared, old);
    return asPlatform(tx, async (p) => {
      if (old) await endEarlier(p, old, judged);
      const row = await store(p, input, prepared, judged, "out", old, null, newId);
      const back = await storeWayBack(p, input, prepared, judged, row);
      const next = await follow(p, input, prepared, judged, row);
      const after = {
        outcome: judged.outcome,
        rule: `${judged.rule.code}@${judged.rule.version}`,
        redFlags: judged.assessment.redFlags,
      };
      await writeAudit(p, {
        verb: "booking.assess",
        noun: "booking",
        nounId: row.id,
        bookingId: row.id,
        after,
      });
      await wake(p, { orgs: row.viewerOrgs, booking: row.id });
      return answer(p, row, judged, next, back?.id ?? null);
    });
  });
}

/** A ride after an answer that named a red flag goes to a clinician first. */
async function judgeAgain(
  tx: Tx,
  input: AssessInput,
  prepared: Prepared,
  old: BookingRow | null,
): Promise<Judgement> {
  const { answers, callerParty, extras, patient: who } = input;
  const { distanceMetres, rideSeconds } = prepared;
  const question = {
    answers,
    callerParty,
    extras,
    mobility: who.mobility,
    patientKg: who.weightKg,
    distanceMetres,
    rideSeconds,
  };
  const judged = await judge(tx, question);
  if (!old) return judged;
  const again = judged.needs === null || !(await hadRedFlag(tx, old.id)) ? judged : afterRedFlag(judged);
  return standingReview(tx, input, prepared, old, again);
}

function afterRedFlag(judged: Judgement): Judgement {
  return { ...judged, outcome: "clinician_review", needs: null, reasons: [reviewReason("after_red_flag")] };
}

async function endEarlier(tx: Tx, old: BookingRow, judged: Judgement): Promise<void> {
  await releaseHold(tx, old.id);
  await supersedeQuotes(tx, old.id);
  if (!judged.stands) await withdrawReview(tx, old.id);
}

/** The way back is a booking of its own; given up with the wish for it. */
async function storeWayBack(
  tx: Tx,
  input: AssessInput,
  prepared: Prepared,
  judged: Judgement,
  out: BookingRow,
): Promise<BookingRow | null> {
  const known = await wayBackOf(tx, out.id);
  if (known) await endEarlier(tx, known, judged);
  if (prepared.wayBack && judged.outcome !== "handoff_120")
    return store(tx, input, prepared, judged, "back", known, out.id);
  if (known) {
    await tx.db
      .update(booking)
      .set({ cancelledAt: tx.now, cancelReason: "mistake" })
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, known.id), isNull(booking.confirmedAt)));
  }
  return null;
}

interface Next {
  emergency: EmergencyView | null;
  review: ReviewView | null;
}

/** What the outcome opens: a hand-over to 120 once per booking, or a clinician's review. */
async function follow(
  tx: Tx,
  input: AssessInput,
  prepared: Prepared,
  judged: Judgement,
  row: BookingRow,
): Promise<Next> {
  const of = { bookingId: row.id, ...viewersOf(row) };
  if (judged.outcome === "clinician_review")
    return {
      emergency: null,
      review: judged.stands ? await reviewOf(tx, row.id) : await openReview(tx, of, judged.reasons),
    };
  if (judged.outcome !== "handoff_120") return { emergency: null, review: null };
  const known = await handoverOf(tx, row.id);
  const phone = input.callerPhone ? normalisePhone(input.callerPhone) : null;
  if (known?.status === "open" || known?.status === "escalated")
    return { emergency: await leavePhone(tx, known, phone?.ok ? phone.e164 : null), review: null };
  const record = {
    bookingNumber: row.number,
    redFlags: judged.assessment.redFlags,
    findings: judged.reasons,
    ruleVersion: `${judged.rule.code}@${judged.rule.version}`,
    mobility: row.mobility,
    birthYear: row.patientBirthYear,
    weightKg: row.patientWeightKg,
    relation: row.bookerRelation,
  };
  const emergency = await openHandover(tx, {
    ...of,
    record,
    place: prepared.from.place,
    phone: phone?.ok ? phone.e164 : null,
  });
  return { emergency, review: null };
}

function answer(
  tx: Tx,
  row: BookingRow,
  judged: Judgement,
  next: Next,
  wayBackId: string | null,
): AssessResult {
  const { actor } = tx;
  const anonymous = actor.kind === "visitor" || actor.kind === "guest";
  return {
    bookingId: row.id,
    token: anonymous ? bookingLink(tx.region.id, row.id, row.linkGeneration, "draft") : null,
    number: row.number,
    outcome: judged.outcome,
    reasons: judged.reasons,
    redFlags: judged.assessment.redFlags,
    hotline: tx.region.hotline,
    ...next,
    needs: needsSummary(row.needs),
    wayBackId,
    distanceMetres: row.distanceMetres,
    rideSeconds: row.rideSeconds,
    rule: judged.rule,
  };
}
