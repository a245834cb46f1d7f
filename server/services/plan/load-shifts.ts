import { and, eq, gt, inArray, lt, type SQL, sql } from "drizzle-orm";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import { trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import type { CertificationSpan } from "@/server/core/certification";
import type { CrewDuty } from "@/server/core/crew";
import { localDay } from "@/server/core/local-time";
import type { StaffingLimit } from "@/server/core/scheduler/problem";
import { type Evaluation, evaluateStandards, type RuleFailed } from "@/server/core/standard/evaluate";
import type { Checked } from "@/server/services/standard/record";
import { evaluateShifts } from "@/server/services/standard/shift-inspection";
import { type CertifiedSubject, subjectsById } from "@/server/services/standard/subjects";
import {
  evaluateStaffing,
  type Staffing,
  type StandardsInForce,
  staffingLimits,
  standardsInForce,
} from "./standards";

/** One person on a shift. */
export interface ShiftCrew {
  crewId: string;
  duty: CrewDuty;
  left: boolean;
  licenceClasses: string[];
  protectiveTraining: boolean;
}

/** What certifies one subject of a shift; null where nobody ever applied. */
export interface SubjectPaper {
  subject: "operator" | "vehicle" | "crew";
  span: CertificationSpan | null;
}

/** A planned shift with everything the scheduler asks of its vehicle, crew and papers. */
export interface ShiftFacts {
  row: typeof shift.$inferSelect;
  vehicle: typeof vehicle.$inferSelect;
  medicalLicence: boolean;
  crew: ShiftCrew[];
  papers: SubjectPaper[];
  /** What the standards in force say of operator, vehicle, everybody on board, and of the shift's staffing. */
  checks: Checked[];
  /** The version behind `checks`; null where the region has no standards in force. */
  standardsId: string | null;
  /** Grades and distances that the staffing rules keep off this vehicle and crew. */
  staffingLimits: StaffingLimit[];
}

type Subjects = ReadonlyMap<string, CertifiedSubject>;

/** The evaluator's word on every subject, once each, and until when it holds. */
function evaluateAll(subjects: Subjects, standards: StandardsInForce | null, at: Date) {
  const found = new Map<string, Evaluation>();
  if (!standards) return found;
  for (const [id, { facts }] of subjects)
    if (facts) found.set(id, evaluateStandards(standards.set, facts, at.getTime()));
  return found;
}

/** A certification covers no longer than the facts that the standards ask for (the age of a vehicle). */
function coveredSpan(span: CertificationSpan, evaluation: Evaluation | undefined): CertificationSpan {
  const ends = [span.papersLapseAt, evaluation?.expiresAt ?? null].filter((it) => it !== null);
  return { ...span, papersLapseAt: ends.length > 0 ? Math.min(...ends) : null };
}

async function crewOf(tx: Tx, shiftIds: string[]): Promise<Map<string, ShiftCrew[]>> {
  const claims = await tx.db
    .select({ shiftId: crewClaim.shiftId, crewId: crewClaim.crewId, duty: crewClaim.duty })
    .from(crewClaim)
    .where(and(eq(crewClaim.regionId, tx.region.id), inArray(crewClaim.shiftId, shiftIds)))
    .orderBy(crewClaim.shiftId, crewClaim.crewId);
  if (claims.length === 0) return new Map();
  const people = await tx.db
    .select({
      id: crewMember.id,
      status: crewMember.status,
      licenceClasses: crewMember.licenceClasses,
      protectiveTraining: crewMember.ppeTrained,
    })
    .from(crewMember)
    .where(
      and(
        eq(crewMember.regionId, tx.region.id),
        inArray(crewMember.id, [...new Set(claims.map((it) => it.crewId))]),
      ),
    );
  const byId = new Map(people.map((it) => [it.id, it]));
  const byShift = new Map<string, ShiftCrew[]>();
  for (const { shiftId, crewId, duty } of claims) {
    const person = byId.get(crewId);
    if (!person) continue;
    const { status, licenceClasses, protectiveTraining } = person;
    const crew = byShift.get(shiftId) ?? [];
    crew.push({ crewId, duty, left: status === "left", licenceClasses, protectiveTraining });
    byShift.set(shiftId, crew);
  }
  return byShift;
}

async function loadWhere(tx: Tx, condition: SQL | undefined): Promise<ShiftFacts[]> {
  const rows = await tx.db
    .select({ row: shift, vehicle, medicalLicence: organization.medicalLicence })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .innerJoin(organization, and(eq(organization.regionId, shift.regionId), eq(organization.id, shift.orgId)))
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.status, "planned"), condition))
    .orderBy(shift.id);
  if (rows.length === 0) return [];
  const crews = await crewOf(
    tx,
    rows.map(({ row }) => row.id),
  );
  const people = [...crews.values()].flat().map((it) => it.crewId);
  const ids = new Set([...rows.flatMap(({ row }) => [row.orgId, row.vehicleId]), ...people]);
  const subjects = await subjectsById(tx, [...ids]);
  const standards = await standardsInForce(tx);
  const evaluations = evaluateAll(subjects, standards, tx.now);
  const inspected = standards
    ? await evaluateShifts(tx, standards.set, rows.map(shiftOf), tx.now, false)
    : null;
  return rows.map((it) => {
    const ready = inspected?.get(it.row.id) ?? null;
    return withStandards(it, crews.get(it.row.id) ?? [], subjects, evaluations, standards, ready);
  });
}

type Loaded = Pick<ShiftFacts, "row" | "vehicle" | "medicalLicence">;

const shiftOf = ({ row, vehicle: { class: vehicleClass } }: Loaded) => ({
  id: row.id,
  vehicleId: row.vehicleId,
  startsAt: row.startsAt,
  vehicleClass,
});

/** A shift with its papers, and what the standards say of everybody and everything on it. */
function withStandards(
  loaded: Loaded,
  crew: ShiftCrew[],
  subjects: Subjects,
  evaluations: ReadonlyMap<string, Evaluation>,
  standards: StandardsInForce | null,
  ready: Evaluation | null,
): ShiftFacts {
  const { row } = loaded;
  const named = [
    { subject: "operator" as const, subjectId: row.orgId },
    { subject: "vehicle" as const, subjectId: row.vehicleId },
    ...crew.map(({ crewId }) => ({ subject: "crew" as const, subjectId: crewId })),
  ];
  const papers = named.map(({ subject, subjectId }): SubjectPaper => {
    const its = subjects.get(subjectId);
    return { subject, span: its ? coveredSpan(its.span, evaluations.get(subjectId)) : null };
  });
  const staffing = staffingOf({ vehicle: loaded.vehicle, crew });
  const together = evaluateStaffing(standards, staffing, row.startsAt, null);
  const checks = named.flatMap(({ subject, subjectId }): Checked[] => {
    const evaluation = evaluations.get(subjectId);
    return evaluation ? [{ subject, subjectId, evaluation }] : [];
  });
  if (together) checks.push({ subject: "staffing", subjectId: row.id, evaluation: together });
  if (ready) checks.push({ subject: "shift", subjectId: row.id, evaluation: ready });
  return {
    ...loaded,
    crew,
    papers,
    checks,
    standardsId: standards?.versionId ?? null,
    staffingLimits: staffingLimits(standards, staffing, row.startsAt),
  };
}

/** A shift as the staffing rules look at it. */
export function staffingOf({ vehicle: its, crew }: Pick<ShiftFacts, "vehicle" | "crew">): Staffing {
  return { vehicleClass: its.class, licenceClass: its.licenceClass, crew };
}

/** Planned shifts by id, as they stand now. */
export async function loadShifts(tx: Tx, ids: string[]): Promise<ShiftFacts[]> {
  return ids.length === 0 ? [] : loadWhere(tx, inArray(shift.id, ids));
}

/** How many confirmations the trips of some shifts have seen. */
async function stepsOf(tx: Tx, shiftIds: string[]): Promise<Map<string, string>> {
  const { departedAt, arrivedPickupAt, boardedAt, arrivedDropoffAt, endedAt } = trip;
  const rows = await tx.db
    .select({
      shiftId: trip.shiftId,
      steps: sql<string>`count(${departedAt}) + count(${arrivedPickupAt}) + count(${boardedAt}) + count(${arrivedDropoffAt})
        + count(${endedAt}) + count(*) FILTER (WHERE ${trip.status} = 'cancelled')`,
    })
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), inArray(trip.shiftId, shiftIds)))
    .groupBy(trip.shiftId);
  return new Map(rows.map((row) => [row.shiftId, row.steps]));
}

/**
 * How far each planned shift that touches a span of time has been planned and driven, and what it drives with: equal marks,
 * equal facts. Small queries by id: one large join was ten times slower wherever the tables had no statistics yet.
 */
export async function shiftMarks(tx: Tx, from: Date, until: Date): Promise<Map<string, string>> {
  const rows = await tx.db
    .select({
      id: shift.id,
      version: shift.planVersion,
      facts: sql<string>`md5(concat_ws('|', ${shift.kind}, ${shift.startsAt}, ${shift.endsAt}, ${shift.breaks}, ${shift.baseLat},
        ${shift.baseLon}, ${vehicle.class}, ${vehicle.berths}, ${vehicle.equipment}, ${vehicle.maxPatientKg},
        ${vehicle.licenceClass}, ${vehicle.status}, ${vehicle.blockedUntil}, ${organization.medicalLicence}, ${vehicle.markings},
        ${vehicle.thirdPartyCoverFen}, ${vehicle.seatCoverFen}, ${vehicle.registeredOn}, ${vehicle.odometerKm},
        ${vehicle.positioningDeviceId}, ${vehicle.ownedByOperator}))`,
    })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .innerJoin(organization, and(eq(organization.regionId, shift.regionId), eq(organization.id, shift.orgId)))
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        eq(shift.status, "planned"),
        gt(shift.startsAt, new Date(from.getTime() - longestShiftMs)),
        lt(shift.startsAt, until),
        gt(shift.endsAt, from),
      ),
    );
  if (rows.length === 0) return new Map();
  const ids = rows.map((row) => row.id);
  const steps = await stepsOf(tx, ids);
  const crews = await crewOf(tx, ids);
  return new Map(
    rows.map(({ id, version, facts }) => [
      id,
      `${version}:${steps.get(id) ?? 0}:${facts}:${JSON.stringify(crews.get(id) ?? [])}`,
    ]),
  );
}

const longestShiftMs = 2 * 86_400_000;

/**
 * A mark of all certifications, papers, training and standards of the region, and of the day: it changes when any of them
 * does, since the standards look at the calendar (a new quarter of training, a vehicle that grows too old).
 */
export async function certificationMark(tx: Tx): Promise<string> {
  const [row] = await tx.db.execute<{ mark: string }>(sql`
    SELECT concat_ws('/',
      (SELECT concat_ws(':', count(*), count(*) FILTER (WHERE status = 'certified'), max(decided_at), max(valid_until))
        FROM certification WHERE region_id = ${tx.region.id}),
      (SELECT concat_ws(':', count(*), count(*) FILTER (WHERE checked), count(*) FILTER (WHERE replaced))
        FROM paper WHERE region_id = ${tx.region.id}),
      (SELECT count(*) FILTER (WHERE status = 'active') FROM crew_member WHERE region_id = ${tx.region.id}),
      (SELECT concat_ws(':', count(*), count(*) FILTER (WHERE status = 'confirmed'), max(decided_at))
        FROM crew_training WHERE region_id = ${tx.region.id}),
      (SELECT count(*) FILTER (WHERE status = 'active') FROM vehicle WHERE region_id = ${tx.region.id})) AS mark`);
  const standards = await standardsInForce(tx);
  return `${row?.mark ?? ""}/${standards?.versionId ?? ""}/${localDay(tx.now, tx.region.timeZone)}`;
}

/** Planned shifts of one operator, vehicle or crew member that are not over. */
export async function shiftsAhead(
  tx: Tx,
  of: { shiftId?: string; vehicleId?: string; operatorId?: string; crewId?: string },
): Promise<string[]> {
  const rows = await tx.db
    .selectDistinct({ id: shift.id })
    .from(shift)
    .leftJoin(crewClaim, and(eq(crewClaim.regionId, shift.regionId), eq(crewClaim.shiftId, shift.id)))
    .where(
      and(
        eq(shift.regionId, tx.region.id),
        gt(shift.endsAt, tx.now),
        of.shiftId ? eq(shift.id, of.shiftId) : undefined,
        of.vehicleId ? eq(shift.vehicleId, of.vehicleId) : undefined,
        of.operatorId ? eq(shift.orgId, of.operatorId) : undefined,
        of.crewId ? eq(crewClaim.crewId, of.crewId) : undefined,
      ),
    )
    .orderBy(shift.id);
  return rows.map((row) => row.id);
}

/** What the standards hold against a shift, whoever is carried. */
export function standardsBroken({ checks }: Pick<ShiftFacts, "checks">): (RuleFailed & {
  subject: Checked["subject"];
})[] {
  return checks.flatMap(({ subject, evaluation }) =>
    evaluation.fails.map((failed) => ({ ...failed, subject })),
  );
}
