import type { booking } from "@/db/schema/booking";
import type { BookingNeeds } from "@/server/core/booking-needs";
import { reviewDue } from "@/server/core/review-due";
import { blindIndex, seal } from "@/server/gateways/vault";
import type { Ask } from "./ask";
import type { City } from "./city";
import { clearPoint } from "./ends";
import { after, type Doer, type Harvest, note } from "./harvest";
import { type Judged, judge, needsFor, type Question } from "./judge";
import { seedId } from "./rows";
import type { Rules } from "./rules";
import { accountId } from "./staff";

type BookingRow = typeof booking.$inferInsert & { viewerOrgs: string[]; viewerUsers: string[] };

/** A booking from its first answers on. `readyAt`: when slots can be asked for; null: never. */
export interface Intake {
  ask: Ask;
  row: BookingRow;
  judged: Judged;
  needs: BookingNeeds | null;
  readyAt: Date | null;
  by: Doer;
}

const questionOf = (ask: Ask): Question => ({
  condition: ask.condition,
  callerParty: ask.callerParty,
  mobility: ask.mobility,
  extras: ask.extras,
  patientKg: ask.patientKg,
  distanceMetres: ask.distanceMetres,
  rideSeconds: ask.rideSeconds,
});

/** Who speaks for a booking: staff, a family's account, or the guest of its link. */
export function bookerDoer(ask: Ask): Doer {
  if (ask.bookedBy === null) return { name: `guest:${ask.id}`, role: "guest", orgId: null };
  const role = ask.channel === "hospital" ? "case_manager" : ask.channel === "seat" ? "seat" : "family";
  return { name: `user:${ask.bookedBy}`, role, orgId: ask.orgId };
}

export const initialViewers = (ask: Ask) => ({
  viewerOrgs: ask.orgId ? [ask.orgId] : [],
  viewerUsers: ask.channel === "family" && ask.bookedBy ? [ask.bookedBy] : [],
});

function placeColumns(city: City, ask: Ask) {
  const sealed = (column: string, value: unknown) =>
    seal(JSON.stringify(value), `${city.regionId}/booking/${column}`);
  const [from, to] = [clearPoint(ask.from), clearPoint(ask.to)];
  return {
    fromFacilityId: ask.from.facilityId,
    fromDistrict: ask.from.district,
    fromLat: from.lat,
    fromLon: from.lon,
    fromSealed: sealed("from", ask.from),
    toFacilityId: ask.to.facilityId,
    toDistrict: ask.to.district,
    toLat: to.lat,
    toLon: to.lon,
    toSealed: sealed("to", ask.to),
  };
}

function peopleColumns(city: City, ask: Ask) {
  const sealed = (column: string, value: string) => seal(value, `${city.regionId}/booking/${column}`);
  const { patient, booker } = ask;
  return {
    patientId: null,
    patientNameSealed: sealed("patient_name", patient.name),
    patientIdNumberSealed: sealed("patient_id_number", patient.idNumber),
    patientBirthYear: patient.birthYear,
    patientSex: patient.sex,
    patientWeightKg: ask.patientKg,
    bookerNameSealed: sealed("booker_name", booker.name),
    bookerRelation: booker.relation,
    bookerPhoneSealed: sealed("booker_phone", booker.phone),
    bookerPhoneIndex: blindIndex(city.regionId, "phone", booker.phone),
    bookerEmailSealed: booker.email ? sealed("booker_email", booker.email) : null,
  };
}

function bookingRow(city: City, ask: Ask, number: string, needs: BookingNeeds | null): BookingRow {
  return {
    regionId: city.regionId,
    id: ask.id,
    number,
    channel: ask.channel,
    orgId: ask.orgId,
    bookedBy: ask.bookedBy,
    callerParty: ask.callerParty,
    ...peopleColumns(city, ask),
    contactVerifiedAt: null,
    locale: "zh-CN",
    mobility: ask.mobility,
    ...placeColumns(city, ask),
    distanceMetres: ask.distanceMetres,
    rideSeconds: ask.rideSeconds,
    wantedFrom: ask.wanted.from,
    wantedUntil: ask.wanted.until,
    extras: ask.extras,
    needs,
    linkGeneration: 1,
    confirmedAt: null,
    cancelledAt: null,
    cancelReason: null,
    cancelFeeFen: null,
    unservedAt: null,
    demonstration: true,
    createdAt: ask.createdAt,
    ...initialViewers(ask),
  };
}

function writeAssessment(
  city: City,
  rows: Harvest,
  rules: Rules,
  ask: Ask,
  judged: Judged,
  by: string,
  at: Date,
): void {
  rows.assessment.push({
    regionId: city.regionId,
    id: seedId(city.regionId, "assessment", `${ask.key}/${by}`),
    bookingId: ask.id,
    ruleVersionId: rules.triageId,
    answers: judged.answers,
    outcome: judged.outcome,
    grade: judged.assessment.grade,
    result: { ...judged.assessment, outcome: judged.outcome, reasons: judged.reasons },
    decidedBy: by,
    createdAt: at,
    ...initialViewers(ask),
  });
}

/** A clinician decides level and grade within the queue's time; the vehicle follows from the needs table. */
function review(
  city: City,
  rows: Harvest,
  rules: Rules,
  ask: Ask,
  judged: Judged,
): { needs: BookingNeeds | null; decidedAt: Date } {
  const { dueAt } = reviewDue(ask.createdAt, rules.settings.clinicians, city.timeZone);
  const decidedAt = after(dueAt, -ask.dice.between(60, 780));
  const grave = ask.condition === "serious";
  const decided = {
    serviceLevel: "care_transfer" as const,
    grade: grave ? ("II" as const) : ("III" as const),
  };
  const decision = needsFor(rules.needs, questionOf(ask), judged.assessment, decided);
  const needs = decision.outcome === "matched" ? decision.needs : null;
  const clinician = accountId(city.regionId, "clinician1");
  const open = ask.fate === "waiting" || decidedAt > city.now;
  const id = seedId(city.regionId, "review", ask.key);
  rows.review.push({
    regionId: city.regionId,
    id,
    bookingId: ask.id,
    status: open ? "open" : "decided",
    reasons: judged.reasons.map(({ ruleId }) => ruleId),
    dueAt,
    takenBy: open ? null : clinician,
    takenAt: open ? null : after(decidedAt, -95),
    decidedBy: open ? null : clinician,
    decidedAt: open ? null : decidedAt,
    licenceNumber: open ? null : "110331000009999",
    noteSealed: open
      ? null
      : seal(
          grave ? "生命体征有变化，用监护型车，医生护士随车" : "情况平稳，护士随车，路上吸氧观察",
          `${city.regionId}/review/note`,
        ),
    decision: open
      ? null
      : { ...decided, allowedClasses: needs?.allowedClasses ?? [], crew: needs?.crew ?? {} },
    remindedCount: 0,
    escalated: false,
    createdAt: after(ask.createdAt, 1),
    ...initialViewers(ask),
  });
  if (!open && needs) {
    const outcome = { ...judged, outcome: "care_transfer" as const };
    writeAssessment(city, rows, rules, ask, outcome, `user:${clinician}`, decidedAt);
    const by: Doer = { name: `user:${clinician}`, role: "clinician", orgId: null };
    note(city, rows, by, decidedAt, {
      verb: "review.decide",
      noun: "review",
      nounId: id,
      bookingId: ask.id,
      before: { status: "open" },
      after: { status: "decided", ...decided },
    });
  }
  return { needs: open ? null : needs, decidedAt };
}

/** Take the six answers of a booking, judge them by the rules in force and write what follows. */
export function takeIn(city: City, rows: Harvest, rules: Rules, ask: Ask, number: string): Intake {
  const judged = judge(rules.triage, rules.needs, questionOf(ask), ask.dice);
  const by = bookerDoer(ask);
  writeAssessment(city, rows, rules, ask, judged, ask.bookedBy ? by.name : "caller", ask.createdAt);
  const after_ = { outcome: judged.outcome, rule: rules.triageName, redFlags: judged.assessment.redFlags };
  note(city, rows, by, ask.createdAt, {
    verb: "booking.assess",
    noun: "booking",
    nounId: ask.id,
    bookingId: ask.id,
    after: after_,
  });
  const asked = judged.outcome === "clinician_review" ? review(city, rows, rules, ask, judged) : null;
  const needs = asked ? asked.needs : judged.needs;
  const row = bookingRow(city, ask, number, needs);
  rows.booking.push(row);
  const readyAt =
    needs === null
      ? null
      : asked
        ? after(asked.decidedAt, ask.dice.between(120, 900))
        : after(ask.createdAt, 3);
  return { ask, row, judged, needs, readyAt, by };
}

/** Consents as given with the names, one per purpose. */
export function giveConsents(city: City, rows: Harvest, ask: Ask, at: Date): void {
  for (const purpose of ["transfer_health_data", "location_tracking"] as const) {
    rows.consent.push({
      regionId: city.regionId,
      id: seedId(city.regionId, "consent", `${ask.key}/${purpose}`),
      bookingId: ask.id,
      purpose,
      givenBy: ask.booker.relation === "self" ? "patient" : ask.booker.relation,
      textVersion: "2026-01",
      givenAt: at,
      withdrawnAt: null,
      ...initialViewers(ask),
    });
  }
}
