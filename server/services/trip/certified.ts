import { and, eq, min, not } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { crewClaim } from "@/db/schema/fleet";
import type { Tx } from "@/server/context";
import { isCertifiedAt } from "@/server/core/certification";
import { DomainError } from "@/server/core/domain-error";
import { addDays, startOfDay } from "@/server/core/local-time";
import type { TripRow } from "./load";

/**
 * Before a trip departs: operator, vehicle and everybody on the shift are certified at that moment (mission.md, M7).
 * @throws DomainError conflict `trip.not_certified` naming the subject and the rule
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
