import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { patient } from "@/db/schema/patient";
import type { Context, Tx } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { AssessResult, EmergencyView, ReviewView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { normalisePhone } from "@/server/core/phone";
import { reviewReason } from "@/server/core/review-reason";
import { blindIndex, open } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { nextNumber } from "../counter";
import { releaseHold } from "../dispatch/release-hold";
import { handoverOf, openHandover } from "../emergency";
import { bookingLink } from "../link";
import { supersedeQuotes } from "../quote";
import {
  hadRedFlag,
  type Judgement,
  judge,
  needsSummary,
  openReview,
  recordAssessment,
  withdrawReview,
} from "../triage";
import { type Prepared, prepare } from "./prepare";
import { type BookingRow, bookingOrg, endColumns, ownDraft, sealFor, viewersOf, wayBackOf } from "./row";

type Leg = "out" | "back";

/**
 * Take the six answers: judge them, keep the booking with its assessment, and open what follows (120, a clinician's
 * review, or the slots). With a draft's link or id the draft is assessed again; earlier holds and quotes then end.
 * @throws DomainError bad_input naming the field and what to do; conflict when the draft is confirmed or cancelled
 */
export async function assessBooking(ctx: Context, input: AssessInput): Promise<AssessResult> {
  const prepared = await prepare(ctx, input);
  return inTransaction(ctx, async (tx) => {
    const old = ctx.actor.kind === "guest" || input.bookingId ? await ownDraft(tx, input) : null;
    const judged = await judgeAgain(tx, input, prepared, old);
    return asPlatform(tx, async (p) => {
      if (old) await endEarlier(p, old);
      const row = await store(p, input, prepared, judged, "out", old, null);
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
  if (judged.needs === null || !old || !(await hadRedFlag(tx, old.id))) return judged;
  return { ...judged, outcome: "clinician_review", needs: null, reasons: [reviewReason("after_red_flag")] };
}

async function endEarlier(tx: Tx, old: BookingRow): Promise<void> {
  await releaseHold(tx, old.id);
  await supersedeQuotes(tx, old.id);
  await withdrawReview(tx, old.id);
}

function wayColumns(tx: Tx, input: AssessInput, prepared: Prepared, leg: Leg) {
  const [start, end] = leg === "out" ? [prepared.from, prepared.to] : [prepared.to, prepared.from];
  const from = endColumns(tx, "from", start.place);
  const to = endColumns(tx, "to", end.place);
  const { carryFrom, carryTo, ...other } = input.extras;
  const extras = leg === "out" ? input.extras : { ...other, carryFrom: carryTo, carryTo: carryFrom };
  const wanted = leg === "out" ? prepared.wanted : (prepared.wayBack ?? prepared.wanted);
  return {
    fromFacilityId: from.facilityId,
    fromDistrict: from.district,
    fromLat: from.lat,
    fromLon: from.lon,
    fromSealed: from.sealed,
    toFacilityId: to.facilityId,
    toDistrict: to.district,
    toLat: to.lat,
    toLon: to.lon,
    toSealed: to.sealed,
    distanceMetres: prepared.distanceMetres,
    rideSeconds: prepared.rideSeconds,
    wantedFrom: wanted.from,
    wantedUntil: wanted.until,
    extras,
  };
}

/** A patient of the acting hospital's list brings name, identity and birth year along, sealed anew for the booking. */
async function patientColumns(tx: Tx, input: AssessInput) {
  const { patientId, weightKg, birthYear } = input.patient;
  const plain = { patientId: null, patientWeightKg: weightKg, patientBirthYear: birthYear };
  if (!patientId) return plain;
  const orgId = bookingOrg(tx);
  const [row] = await tx.db
    .select()
    .from(patient)
    .where(
      and(
        eq(patient.regionId, tx.region.id),
        eq(patient.id, patientId),
        eq(patient.orgId, orgId ?? patientId),
      ),
    );
  if (!row) throw new DomainError("not_found", "patient.not_found");
  const opened = (column: string, sealed: string) => open(sealed, `${tx.region.id}/patient/${column}`);
  return {
    patientId,
    patientWeightKg: weightKg ?? row.weightKg,
    patientBirthYear: birthYear ?? row.birthYear,
    patientSex: row.sex,
    patientNameSealed: sealFor(tx, "patient_name", opened("name", row.nameSealed)),
    ...(row.idNumberSealed
      ? { patientIdNumberSealed: sealFor(tx, "patient_id_number", opened("id_number", row.idNumberSealed)) }
      : {}),
  };
}

function callerColumns(tx: Tx, input: AssessInput) {
  const phone = input.callerPhone ? normalisePhone(input.callerPhone) : null;
  if (!phone?.ok) return { bookerRelation: input.relation };
  return {
    bookerRelation: input.relation,
    bookerPhoneSealed: sealFor(tx, "booker_phone", phone.e164),
    bookerPhoneIndex: blindIndex(tx.region.id, "phone", phone.e164),
  };
}

async function store(
  tx: Tx,
  input: AssessInput,
  prepared: Prepared,
  judged: Judgement,
  leg: Leg,
  old: BookingRow | null,
  outwardId: string | null,
): Promise<BookingRow> {
  const crew = judged.needs && (leg === "out" ? judged.needs : swapServiceTimes(judged.needs, input));
  const values = {
    callerParty: input.callerParty,
    locale: input.locale,
    mobility: input.patient.mobility,
    needs: crew,
    ...wayColumns(tx, input, prepared, leg),
    ...(await patientColumns(tx, input)),
    ...callerColumns(tx, input),
  };
  const [row] = old ? await change(tx, old, values) : await add(tx, values, outwardId);
  if (!row) throw new DomainError("conflict", "booking.already_confirmed");
  await recordAssessment(tx, { bookingId: row.id, ...viewersOf(row) }, judged, input.answers);
  return row;
}

/** On the way back the carrying changes ends, and its time with it. */
function swapServiceTimes(
  needs: NonNullable<Judgement["needs"]>,
  { extras }: AssessInput,
): NonNullable<Judgement["needs"]> {
  if (extras.carryFrom === extras.carryTo) return needs;
  return {
    ...needs,
    pickupServiceSeconds: needs.dropoffServiceSeconds,
    dropoffServiceSeconds: needs.pickupServiceSeconds,
  };
}

type Values = Omit<typeof booking.$inferInsert, "regionId" | "id" | "number" | "channel" | "createdAt">;

async function add(tx: Tx, values: Values, outwardId: string | null): Promise<BookingRow[]> {
  const { actor } = tx;
  const orgId = bookingOrg(tx);
  const channel =
    actor.kind === "user" && actor.role === "case_manager"
      ? "hospital"
      : actor.kind === "user" && actor.role === "seat"
        ? "seat"
        : "family";
  const number = await nextNumber(tx, "booking");
  return tx.db
    .insert(booking)
    .values({
      ...values,
      regionId: tx.region.id,
      id: uuidv7(),
      number,
      channel,
      orgId,
      bookedBy: actor.kind === "user" ? actor.accountId : null,
      outwardId,
      createdAt: tx.now,
      viewerOrgs: orgId ? [orgId] : [],
      viewerUsers: actor.kind === "user" && actor.role === "family" ? [actor.accountId] : [],
    })
    .returning();
}

function change(tx: Tx, old: BookingRow, values: Values): Promise<BookingRow[]> {
  return tx.db
    .update(booking)
    .set({ ...values, unservedAt: null })
    .where(
      and(
        eq(booking.regionId, tx.region.id),
        eq(booking.id, old.id),
        isNull(booking.confirmedAt),
        isNull(booking.cancelledAt),
      ),
    )
    .returning();
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
  if (known) await endEarlier(tx, known);
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
    return { emergency: null, review: await openReview(tx, of, judged.reasons) };
  if (judged.outcome !== "handoff_120") return { emergency: null, review: null };
  const known = await handoverOf(tx, row.id);
  if (known?.status === "open" || known?.status === "escalated") return { emergency: known, review: null };
  const phone = input.callerPhone ? normalisePhone(input.callerPhone) : null;
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
