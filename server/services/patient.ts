import { and, asc, eq, isNull, or } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { facility } from "@/db/schema/facility";
import { patient } from "@/db/schema/patient";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import { maskName, maskPhone, maskResidentId } from "@/server/core/masking";
import type { PatientInput, PatientListInput } from "@/server/core/patient-input";
import { normalisePhone } from "@/server/core/phone";
import { place } from "@/server/core/place";
import { checkResidentId } from "@/server/core/resident-id";
import { blindIndex, open, seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { resolvePlace } from "./booking/place";
import { settingsInForce } from "./rule";

type PatientRow = typeof patient.$inferSelect;
const aad = (tx: Tx, column: string) => `${tx.region.id}/patient/${column}`;

function summary(
  tx: Tx,
  row: PatientRow,
  ward: { nameZh: string; nameEn: string; floor: number | null } | null,
) {
  const { id, birthYear, sex, weightKg, mobility, wardId, bed, admittedAt } = row;
  const name = maskName(open(row.nameSealed, aad(tx, "name")));
  const hasHome = row.homeSealed !== null;
  return { id, name, birthYear, sex, weightKg, mobility, wardId, ward, bed, hasHome, admittedAt };
}

/** Patients on the acting hospital's wards, names masked, by ward and bed. A name is found whole: it is sealed. */
export async function listPatients(ctx: Context, input: PatientListInput) {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const found = input.search
      ? or(
          eq(patient.nameIndex, blindIndex(tx.region.id, "name", input.search)),
          eq(patient.bed, input.search),
        )
      : undefined;
    const rows = await tx.db
      .select({ patient, ward: { nameZh: facility.nameZh, nameEn: facility.nameEn, floor: facility.floor } })
      .from(patient)
      .leftJoin(facility, and(eq(facility.regionId, patient.regionId), eq(facility.id, patient.wardId)))
      .where(
        and(
          eq(patient.regionId, tx.region.id),
          eq(patient.orgId, orgId),
          isNull(patient.dischargedAt),
          found,
          input.wardId ? eq(patient.wardId, input.wardId) : undefined,
        ),
      )
      .orderBy(asc(facility.nameZh), asc(patient.bed), asc(patient.createdAt));
    return rows.map((row) => summary(tx, row.patient, row.ward));
  });
}
export type PatientSummary = Awaited<ReturnType<typeof listPatients>>[number];

/** One own patient for a booking form: name in clear, identity number and phone masked, home. The read is audited. */
export async function getPatient(ctx: Context, input: { patientId: string }) {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select({ patient, ward: { nameZh: facility.nameZh, nameEn: facility.nameEn, floor: facility.floor } })
      .from(patient)
      .leftJoin(facility, and(eq(facility.regionId, patient.regionId), eq(facility.id, patient.wardId)))
      .where(
        and(eq(patient.regionId, tx.region.id), eq(patient.id, input.patientId), eq(patient.orgId, orgId)),
      );
    if (!row) throw new DomainError("not_found", "patient.not_found");
    const its = row.patient;
    await writeAudit(tx, { verb: "patient.get", noun: "patient", nounId: its.id });
    const opened = (column: string, sealed: string | null) => (sealed ? open(sealed, aad(tx, column)) : null);
    const [idNumber, phone, home] = [
      opened("id_number", its.idNumberSealed),
      opened("phone", its.phoneSealed),
      opened("home", its.homeSealed),
    ];
    return {
      ...summary(tx, its, row.ward),
      name: open(its.nameSealed, aad(tx, "name")),
      idNumber: idNumber && maskResidentId(idNumber),
      phone: phone && maskPhone(phone),
      home: home ? place.parse(JSON.parse(home)) : null,
    };
  });
}
export type PatientDetail = Awaited<ReturnType<typeof getPatient>>;

/** @throws DomainError bad_input `resident_id.…`, `booking.facility_unknown` */
async function personal(tx: Tx, input: PatientInput) {
  const today = localDay(tx.now, tx.region.timeZone);
  const checked = input.idNumber ? checkResidentId(input.idNumber, today) : null;
  if (checked && !checked.ok) throw new DomainError("bad_input", `resident_id.${checked.reason}`);
  const phone = input.phone ? normalisePhone(input.phone) : null;
  const home = input.home ? (await resolvePlace(tx, input.home, await settingsInForce(tx))).place : null;
  return {
    nameSealed: seal(input.name, aad(tx, "name")),
    nameIndex: blindIndex(tx.region.id, "name", input.name),
    ...(checked?.ok
      ? {
          idNumberSealed: seal(checked.value, aad(tx, "id_number")),
          idNumberIndex: blindIndex(tx.region.id, "id_number", checked.value),
          birthYear: Number(checked.birthDate.slice(0, 4)),
          sex: checked.sex,
        }
      : {}),
    ...(phone?.ok ? { phoneSealed: seal(phone.e164, aad(tx, "phone")) } : {}),
    ...(home ? { homeSealed: seal(JSON.stringify(home), aad(tx, "home")) } : {}),
  };
}

async function assertWard(tx: Tx, orgId: string, wardId: string | null): Promise<void> {
  if (!wardId) return;
  const [ward] = await tx.db
    .select({ orgId: facility.orgId })
    .from(facility)
    .where(and(eq(facility.regionId, tx.region.id), eq(facility.id, wardId)));
  if (ward?.orgId !== orgId) throw new DomainError("not_found", "patient.ward_not_found");
}

/** The answer to an earlier try was lost on the way. @throws DomainError not_found: the id is somebody else's */
async function enteredBefore(tx: Tx, orgId: string, id: string): Promise<{ patientId: string }> {
  const [own] = await tx.db
    .select({ id: patient.id })
    .from(patient)
    .where(and(eq(patient.regionId, tx.region.id), eq(patient.id, id), eq(patient.orgId, orgId)));
  if (!own) throw new DomainError("not_found", "patient.not_found");
  return { patientId: id };
}

/** Enter or change a patient of the acting hospital; identity number and phone left out stay as they are. */
export async function savePatient(ctx: Context, input: PatientInput): Promise<{ patientId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    await assertWard(tx, orgId, input.wardId);
    const { mobility, wardId, bed, weightKg } = input;
    const values = { mobility, wardId, bed, weightKg, ...(await personal(tx, input)) };
    const id = input.patientId ?? input.newId ?? uuidv7();
    if (input.patientId) {
      const mine = and(
        eq(patient.regionId, tx.region.id),
        eq(patient.id, id),
        eq(patient.orgId, orgId),
        isNull(patient.dischargedAt),
      );
      const [changed] = await tx.db.update(patient).set(values).where(mine).returning({ id: patient.id });
      if (!changed) throw new DomainError("not_found", "patient.not_found");
    } else {
      const made = await tx.db
        .insert(patient)
        .values({ regionId: tx.region.id, id, orgId, ...values, admittedAt: tx.now, createdAt: tx.now })
        .onConflictDoNothing({ target: [patient.regionId, patient.id] })
        .returning({ id: patient.id });
      if (made.length === 0) return enteredBefore(tx, orgId, id);
    }
    await writeAudit(tx, {
      verb: "patient.save",
      noun: "patient",
      nounId: id,
      after: { name: maskName(input.name), wardId, bed, mobility },
    });
    await wake(tx, { orgs: [orgId] });
    return { patientId: id };
  });
}

/** A colleague was faster, or it is nobody of this hospital. */
async function whyNotDischarged(tx: Tx, orgId: string, patientId: string): Promise<DomainError> {
  const [known] = await tx.db
    .select({ id: patient.id })
    .from(patient)
    .where(and(eq(patient.regionId, tx.region.id), eq(patient.id, patientId), eq(patient.orgId, orgId)));
  return known
    ? new DomainError("conflict", "patient.already_discharged")
    : new DomainError("not_found", "patient.not_found");
}

/** The patient has left: no longer on the ward's list. @throws DomainError conflict `patient.already_discharged` */
export async function dischargePatient(
  ctx: Context,
  input: { patientId: string },
): Promise<{ patientId: string }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const [changed] = await tx.db
      .update(patient)
      .set({ dischargedAt: tx.now })
      .where(
        and(
          eq(patient.regionId, tx.region.id),
          eq(patient.id, input.patientId),
          eq(patient.orgId, orgId),
          isNull(patient.dischargedAt),
        ),
      )
      .returning({ id: patient.id });
    if (!changed) throw await whyNotDischarged(tx, orgId, input.patientId);
    await writeAudit(tx, { verb: "patient.discharge", noun: "patient", nounId: changed.id });
    await wake(tx, { orgs: [orgId] });
    return { patientId: changed.id };
  });
}
