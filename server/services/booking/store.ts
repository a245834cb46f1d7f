import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { booking } from "@/db/schema/booking";
import { patient } from "@/db/schema/patient";
import type { Tx } from "@/server/context";
import type { AssessInput } from "@/server/core/booking-input";
import type { BookingExtras, BookingNeeds } from "@/server/core/booking-needs";
import { DomainError } from "@/server/core/domain-error";
import { normalisePhone } from "@/server/core/phone";
import { blindIndex, open } from "@/server/gateways/vault";
import { nextNumber } from "../counter";
import { ruleInForce } from "../rule";
import { type Judgement, recordAssessment } from "../triage";
import type { Prepared } from "./prepare";
import { type BookingRow, bookingOrg, endColumns, sealFor, viewersOf } from "./row";

type Leg = "out" | "back";

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

export async function store(
  tx: Tx,
  input: AssessInput,
  prepared: Prepared,
  judged: Judgement,
  leg: Leg,
  old: BookingRow | null,
  outwardId: string | null,
  newId?: string,
): Promise<BookingRow> {
  const back = leg === "back" && judged.needs;
  const needs = back ? await needsOfWayBack(tx, back, input.extras) : judged.needs;
  const values = {
    callerParty: input.callerParty,
    locale: input.locale,
    mobility: input.patient.mobility,
    needs,
    ...wayColumns(tx, input, prepared, leg),
    ...(await patientColumns(tx, input)),
    ...callerColumns(tx, input),
  };
  const [row] = old ? await change(tx, old, values) : await add(tx, values, outwardId, newId ?? uuidv7());
  if (!row) throw new DomainError("conflict", "booking.already_confirmed");
  // The same question asked again is no new assessment: the one that stands is the evidence.
  if (!(judged.stands && old))
    await recordAssessment(tx, { bookingId: row.id, ...viewersOf(row) }, judged, input.answers);
  return row;
}

/** On the way back the carrying changes ends, and the time for it with it. */
async function needsOfWayBack(
  tx: Tx,
  needs: BookingNeeds,
  { carryFrom, carryTo }: BookingExtras,
): Promise<BookingNeeds> {
  const { carry } = (await ruleInForce(tx, "needs")).content;
  const moved = Number(carryTo) - Number(carryFrom);
  return {
    ...needs,
    pickupServiceSeconds: Math.max(0, needs.pickupServiceSeconds + moved * carry.pickupSeconds),
    dropoffServiceSeconds: Math.max(0, needs.dropoffServiceSeconds - moved * carry.dropoffSeconds),
  };
}

/** What a clinician decided for the way out holds for the way back, which was left open with it. */
export async function decideWayBack(tx: Tx, out: BookingRow, back: BookingRow): Promise<BookingRow> {
  if (back.needs || !out.needs) return back;
  const needs = await needsOfWayBack(tx, out.needs, out.extras);
  await tx.db
    .update(booking)
    .set({ needs })
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, back.id), isNull(booking.confirmedAt)));
  return { ...back, needs };
}

type Values = Omit<typeof booking.$inferInsert, "regionId" | "id" | "number" | "channel" | "createdAt">;

async function add(tx: Tx, values: Values, outwardId: string | null, id: string): Promise<BookingRow[]> {
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
      id,
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
  // Another phone was never proved, whatever the one before it was.
  const isOther = values.bookerPhoneIndex && values.bookerPhoneIndex !== old.bookerPhoneIndex;
  return tx.db
    .update(booking)
    .set({ ...values, unservedAt: null, ...(isOther ? { contactVerifiedAt: null } : {}) })
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
