import { and, asc, eq } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { isCertifiedAt, paperDue } from "@/server/core/certification";
import type { CertificationQueueInput } from "@/server/core/certification-input";
import { localDay } from "@/server/core/local-time";
import { maskName } from "@/server/core/masking";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { lapsesOn, spanOf } from "@/server/services/standard/span";

function rows(tx: Tx, input: CertificationQueueInput) {
  const inRegion = eq(certification.regionId, tx.region.id);
  return tx.db
    .select({
      row: certification,
      orgNameZh: organization.nameZh,
      orgNameEn: organization.nameEn,
      plate: vehicle.plate,
      vehicleClass: vehicle.class,
      crewSealed: crewMember.nameSealed,
      duties: crewMember.duties,
      lapsesOn,
    })
    .from(certification)
    .innerJoin(
      organization,
      and(eq(organization.regionId, certification.regionId), eq(organization.id, certification.orgId)),
    )
    .leftJoin(
      vehicle,
      and(eq(vehicle.regionId, certification.regionId), eq(vehicle.id, certification.subjectId)),
    )
    .leftJoin(
      crewMember,
      and(eq(crewMember.regionId, certification.regionId), eq(crewMember.id, certification.subjectId)),
    )
    .where(
      and(
        inRegion,
        input.subject && eq(certification.subject, input.subject),
        input.status && eq(certification.status, input.status),
      ),
    )
    .orderBy(asc(certification.appliedAt));
}

function view(
  tx: Tx,
  { row, lapsesOn: firstLapseOn, crewSealed, ...found }: Awaited<ReturnType<typeof rows>>[number],
) {
  const {
    id,
    orgId,
    subject,
    subjectId,
    status,
    serial,
    validUntil,
    conditions,
    reason,
    appliedAt,
    decidedAt,
  } = row;
  const crewName = crewSealed ? maskName(open(crewSealed, `${tx.region.id}/crew_member/name`)) : null;
  const due = paperDue(firstLapseOn, localDay(tx.now, tx.region.timeZone));
  const standing = isCertifiedAt(spanOf(tx, row, firstLapseOn), tx.now.getTime());
  const dates = { validUntil, appliedAt, decidedAt, lapsesOn: firstLapseOn, daysLeft: due?.daysLeft ?? null };
  return {
    id,
    orgId,
    subject,
    subjectId,
    status,
    serial,
    conditions,
    reason,
    ...dates,
    ...found,
    crewName,
    standing,
  };
}
export type CertificationListItem = ReturnType<typeof view>;

/**
 * Certifications with what they are about and how they stand now: the reviewer's queue, and an operator's own papers
 * (each actor meets only its own rows).
 */
export async function listCertifications(
  ctx: Context,
  input: CertificationQueueInput,
): Promise<CertificationListItem[]> {
  return inTransaction(ctx, async (tx) => {
    const all = (await rows(tx, input)).map((row) => view(tx, row));
    const within = input.lapsingWithinDays;
    return within === undefined ? all : all.filter(({ daysLeft }) => daysLeft !== null && daysLeft <= within);
  });
}
