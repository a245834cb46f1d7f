import { and, eq } from "drizzle-orm";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import type { Context, Tx } from "@/server/context";
import { isCertifiedAt } from "@/server/core/certification";
import { DomainError } from "@/server/core/domain-error";
import { type Evaluation, evaluateStandards } from "@/server/core/standard/evaluate";
import { inTransaction } from "@/server/scope";
import {
  evaluateStaffing,
  type Staffing,
  type StandardsInForce,
  standardsInForce,
} from "@/server/services/plan/standards";
import { type Checked, recordChecks } from "@/server/services/standard/record";
import { evaluateShifts } from "@/server/services/standard/shift-inspection";
import { type CertifiedSubject, subjectsById } from "@/server/services/standard/subjects";
import { crewTrip, type TripRow } from "./load";
import { bookingOf } from "./tell";

/** The work that a check stands before: setting out, or taking the patient on board. */
export type CheckedMoment = "shift_start" | "boarding";

type Aboard = Staffing["crew"][number] & { crewId: string };

/** Who is on the shift and in what, as the staffing rules look at them. */
async function staffingOf(tx: Tx, row: TripRow): Promise<Omit<Staffing, "crew"> & { crew: Aboard[] }> {
  const crew = await tx.db
    .select({
      crewId: crewClaim.crewId,
      duty: crewClaim.duty,
      licenceClasses: crewMember.licenceClasses,
      protectiveTraining: crewMember.ppeTrained,
    })
    .from(crewClaim)
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, row.shiftId)))
    .orderBy(crewClaim.crewId);
  const [car] = await tx.db
    .select({
      vehicleClass: vehicle.class,
      licenceClass: vehicle.licenceClass,
      blockedSince: vehicle.blockedSince,
    })
    .from(vehicle)
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, row.vehicleId)));
  if (!car) throw new DomainError("not_found", "trip.not_found");
  const { blockedSince, ...its } = car;
  // An infection was found on it: nobody boards before its disinfection is recorded.
  if (blockedSince) throw new DomainError("conflict", "trip.vehicle_blocked");
  return { ...its, crew };
}

/** Operator, vehicle and everybody on the shift are certified at that moment. */
function checkSubjects(subjects: ReadonlyMap<string, CertifiedSubject>, ids: string[], at: Date): void {
  for (const id of ids) {
    const its = subjects.get(id);
    if (!its)
      throw new DomainError("conflict", "trip.not_certified", { subject: "unknown", reason: "not_decided" });
    const verdict = isCertifiedAt(its.span, at.getTime());
    if (verdict.certified) continue;
    const { subject } = its.row;
    throw new DomainError("conflict", "trip.not_certified", { subject, reason: verdict.reason });
  }
}

interface Held {
  standards: StandardsInForce;
  checks: Checked[];
}

/** Operator, vehicle, everybody on the shift and their staffing for this patient, held against the standards of the moment. */
async function holdAgainstStandards(
  tx: Tx,
  row: TripRow,
  at: Date,
  moment: CheckedMoment,
): Promise<Held | null> {
  const staffing = await staffingOf(tx, row);
  const people = staffing.crew.map(({ crewId }) => crewId);
  if (people.length === 0)
    throw new DomainError("conflict", "trip.not_certified", { subject: "crew", reason: "nobody_on_shift" });
  const ids = [row.orgId, row.vehicleId, ...people];
  const subjects = await subjectsById(tx, ids);
  checkSubjects(subjects, ids, at);
  const standards = await standardsInForce(tx, at);
  if (!standards) return null;
  const checks = ids.flatMap((id): Checked[] => {
    const its = subjects.get(id);
    if (!its?.facts) return [];
    const evaluation = evaluateStandards(standards.set, its.facts, at.getTime());
    return [{ subject: its.row.subject, subjectId: id, evaluation }];
  });
  const { needs, distanceMetres } = await bookingOf(tx, row.bookingId);
  const together = evaluateStaffing(standards, staffing, at, { grade: needs?.grade ?? null, distanceMetres });
  if (together) checks.push({ subject: "staffing", subjectId: row.shiftId, evaluation: together });
  const ready = await inspectionOf(tx, standards, row, staffing.vehicleClass, at, moment);
  if (ready) checks.push({ subject: "shift", subjectId: row.shiftId, evaluation: ready });
  return { standards, checks };
}

/** Whether the vehicle was inspected before it sets out, and nothing keeps it off the road. */
async function inspectionOf(
  tx: Tx,
  { set }: StandardsInForce,
  row: TripRow,
  vehicleClass: Staffing["vehicleClass"],
  at: Date,
  moment: CheckedMoment,
): Promise<Evaluation | null> {
  const [its] = await tx.db
    .select({ id: shift.id, vehicleId: shift.vehicleId, startsAt: shift.startsAt })
    .from(shift)
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.id, row.shiftId)));
  if (!its) return null;
  const found = await evaluateShifts(tx, set, [{ ...its, vehicleClass }], at, moment === "shift_start");
  return found.get(its.id) ?? null;
}

async function keep(tx: Tx, row: TripRow, moment: CheckedMoment, { standards, checks }: Held): Promise<void> {
  const of = { ruleVersionId: standards.versionId, bookingId: row.bookingId, shiftId: row.shiftId };
  await recordChecks(tx, { moment, ...of }, checks);
}

/**
 * Before a trip departs and before its patient boards: operator, vehicle and everybody on the shift are certified at that
 * moment and meet the standards in force, together with their staffing for this patient (mission.md, M7). What the
 * evaluator said is stored with the move.
 * @throws DomainError conflict `trip.vehicle_blocked`, `trip.not_certified`, `trip.standard_failed`, naming the subject and the rule
 */
export function checkCertified(moment: CheckedMoment) {
  return async (tx: Tx, row: TripRow, at: Date): Promise<void> => {
    const held = await holdAgainstStandards(tx, row, at, moment);
    if (!held) return;
    const [failed] = held.checks.flatMap(({ evaluation }) => evaluation.fails);
    if (failed) {
      const { ruleId, textZh, textEn } = failed;
      throw new DomainError("conflict", "trip.standard_failed", { ruleId, textZh, textEn });
    }
    await keep(tx, row, moment, held);
  };
}

/** A refusal undoes its transaction; what the evaluator said is kept in one of its own. */
export async function keepRefusal(ctx: Context, tripId: string, moment: CheckedMoment): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await crewTrip(tx, tripId);
    const held = await holdAgainstStandards(tx, row, tx.now, moment);
    if (held) await keep(tx, row, moment, held);
  });
}
