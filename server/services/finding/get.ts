import { and, eq, inArray } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { certification } from "@/db/schema/certification";
import { finding } from "@/db/schema/finding";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import { ruleVersion } from "@/db/schema/rule";
import type { Context, Tx } from "@/server/context";
import type { Sighting } from "@/server/core/detect/finding";
import { DomainError } from "@/server/core/domain-error";
import { maskName } from "@/server/core/masking";
import { regionSettings, startingRegionSettings } from "@/server/core/region-settings";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { findingView, namedFindings, precisions } from "./list";

type Named = "vehicleId" | "bookingId" | "orgId" | "crewId";
const idsOf = (sightings: readonly Sighting[], key: Named) => [
  ...new Set(sightings.flatMap((it) => it[key] ?? [])),
];

/** What the rows that a finding rests on are called: plates, booking numbers, operators, masked names. */
async function namesOf(tx: Tx, sightings: readonly Sighting[]) {
  const here = tx.region.id;
  const vehicles = await tx.db
    .select({ id: vehicle.id, name: vehicle.plate })
    .from(vehicle)
    .where(and(eq(vehicle.regionId, here), inArray(vehicle.id, idsOf(sightings, "vehicleId"))));
  const bookings = await tx.db
    .select({ id: booking.id, name: booking.number })
    .from(booking)
    .where(and(eq(booking.regionId, here), inArray(booking.id, idsOf(sightings, "bookingId"))));
  const operators = await tx.db
    .select({ id: organization.id, zh: organization.nameZh, en: organization.nameEn })
    .from(organization)
    .where(and(eq(organization.regionId, here), inArray(organization.id, idsOf(sightings, "orgId"))));
  const crew = await tx.db
    .select({ id: crewMember.id, sealed: crewMember.nameSealed })
    .from(crewMember)
    .where(and(eq(crewMember.regionId, here), inArray(crewMember.id, idsOf(sightings, "crewId"))));
  return {
    vehicles: new Map(vehicles.map(({ id, name }) => [id, name])),
    bookings: new Map(bookings.map(({ id, name }) => [id, name])),
    operators: new Map(operators.map((row) => [row.id, row])),
    crew: new Map(crew.map(({ id, sealed }) => [id, maskName(open(sealed, `${here}/crew_member/name`))])),
  };
}

async function sightingViews(tx: Tx, sightings: readonly Sighting[]) {
  const names = await namesOf(tx, sightings);
  return sightings.map(({ what, at, lat, lon, bookingId, vehicleId, crewId, orgId, fen, metres, text }) => ({
    what,
    at: new Date(at),
    lat: lat ?? null,
    lon: lon ?? null,
    fen: fen ?? null,
    metres: metres ?? null,
    text: text ?? null,
    bookingId: bookingId ?? null,
    bookingNumber: (bookingId && names.bookings.get(bookingId)) ?? null,
    plate: (vehicleId && names.vehicles.get(vehicleId)) ?? null,
    crewName: (crewId && names.crew.get(crewId)) ?? null,
    operatorZh: (orgId && names.operators.get(orgId)?.zh) ?? null,
    operatorEn: (orgId && names.operators.get(orgId)?.en) ?? null,
  }));
}

/** The certification of a vehicle or an operator, which has a page of its own. */
async function certificationOf(tx: Tx, subject: "vehicle" | "operator", subjectId: string | null) {
  if (!subjectId) return null;
  const [row] = await tx.db
    .select({ id: certification.id })
    .from(certification)
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        eq(certification.subject, subject),
        eq(certification.subjectId, subjectId),
      ),
    )
    .limit(1);
  return row?.id ?? null;
}

/** Where the thresholds of a finding come from, in the words of the settings it was found by. */
async function thresholdSource(tx: Tx, versionId: string | null): Promise<string> {
  if (!versionId) return startingRegionSettings.detection.source;
  const [row] = await tx.db
    .select({ content: ruleVersion.content })
    .from(ruleVersion)
    .where(and(eq(ruleVersion.regionId, tx.region.id), eq(ruleVersion.id, versionId)));
  const read = regionSettings.safeParse(row?.content);
  return (read.success ? read.data : startingRegionSettings).detection.source;
}

/**
 * One finding with all that it rests on, the thresholds and their source, and how right its detector was so far.
 * @throws DomainError not_found `finding.not_found`
 */
export async function getFinding(ctx: Context, { findingId }: { findingId: string }) {
  return inTransaction(ctx, async (tx) => {
    const [found] = await namedFindings(tx).where(
      and(eq(finding.regionId, tx.region.id), eq(finding.id, findingId)),
    );
    if (!found) throw new DomainError("not_found", "finding.not_found");
    const { row } = found;
    return {
      ...findingView(found),
      sightings: await sightingViews(tx, row.evidence.sightings),
      vehicleCertificationId: await certificationOf(tx, "vehicle", row.vehicleId),
      operatorCertificationId: await certificationOf(tx, "operator", row.orgId),
      source: await thresholdSource(tx, row.settingsVersionId),
      detector: (await precisions(tx)).find(({ kind }) => kind === row.kind) ?? null,
    };
  });
}
