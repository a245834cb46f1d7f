import { and, eq, min, not } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { crewClaim, crewMember, vehicle } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { isCertifiedAt } from "@/server/core/certification";
import { DomainError } from "@/server/core/domain-error";
import { addDays, startOfDay } from "@/server/core/local-time";
import { type Staffing, staffingFails, standardsInForce } from "@/server/services/plan/standards";
import type { TripRow } from "./load";
import { bookingOf } from "./tell";

/** Who is on the shift and in what, as the staffing rules look at them. */
async function staffingOf(tx: Tx, row: TripRow): Promise<Staffing> {
  const crew = await tx.db
    .select({
      duty: crewClaim.duty,
      licenceClasses: crewMember.licenceClasses,
      protectiveTraining: crewMember.ppeTrained,
    })
    .from(crewClaim)
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, row.shiftId)));
  const [car] = await tx.db
    .select({ vehicleClass: vehicle.class, licenceClass: vehicle.licenceClass })
    .from(vehicle)
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, row.vehicleId)));
  if (!car) throw new DomainError("not_found", "trip.not_found");
  return { ...car, crew };
}

/** The standards for this crew, vehicle, grade and distance. @throws DomainError conflict `trip.standard_failed` */
async function checkStaffing(tx: Tx, row: TripRow, at: Date): Promise<void> {
  const { needs, distanceMetres } = await bookingOf(tx, row.bookingId);
  const standards = await standardsInForce(tx);
  const about = { grade: needs?.grade ?? null, distanceMetres };
  const [failed] = staffingFails(standards, await staffingOf(tx, row), at, about);
  if (!failed) return;
  const { ruleId, textZh, textEn } = failed;
  throw new DomainError("conflict", "trip.standard_failed", { ruleId, textZh, textEn });
}

/**
 * Before a trip departs: operator, vehicle and everybody on the shift are certified at that moment, and the shift's crew
 * meets the standards for this patient (mission.md, M7).
 * @throws DomainError conflict `trip.not_certified`, `trip.standard_failed`, naming the subject and the rule
 */
export async function checkCertified(tx: Tx, row: TripRow, at: Date): Promise<void> {
  const claims = await tx.db
    .select({ crewId: crewClaim.crewId })
    .from(crewClaim)
    .where(and(eq(crewClaim.regionId, tx.region.id), eq(crewClaim.shiftId, row.shiftId)));
  const people = claims.map((claim) => claim.crewId);
  if (people.length === 0)
    throw new DomainError("conflict", "trip.not_certified", { subject: "crew", reason: "nobody_on_shift" });
  await Promise.all([row.orgId, row.vehicleId, ...people].map((id) => checkSubject(tx, id, at)));
  await checkStaffing(tx, row, at);
}

async function checkSubject(tx: Tx, subjectId: string, at: Date): Promise<void> {
  const [row] = await tx.db
    .select()
    .from(certification)
    .where(and(eq(certification.regionId, tx.region.id), eq(certification.subjectId, subjectId)));
  if (!row)
    throw new DomainError("conflict", "trip.not_certified", { subject: "unknown", reason: "not_decided" });
  const { status, validFrom, validUntil } = row;
  const verdict = isCertifiedAt(
    {
      status,
      validFrom: validFrom?.getTime() ?? null,
      validUntil: validUntil?.getTime() ?? null,
      papersLapseAt: await papersLapseAt(tx, row.id),
    },
    at.getTime(),
  );
  if (!verdict.certified) {
    throw new DomainError("conflict", "trip.not_certified", { subject: row.subject, reason: verdict.reason });
  }
}

/** The end of the first last good day among the papers that count now; null when none ends. */
async function papersLapseAt(tx: Tx, certificationId: string): Promise<number | null> {
  const [row] = await tx.db
    .select({ day: min(paper.expiresOn) })
    .from(paper)
    .where(
      and(
        eq(paper.regionId, tx.region.id),
        eq(paper.certificationId, certificationId),
        eq(paper.checked, true),
        not(paper.replaced),
      ),
    );
  return row?.day ? startOfDay(addDays(row.day, 1), tx.region.timeZone).getTime() : null;
}
