import { and, eq, gt, ne, or } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import {
  type BookEntry,
  type CrewEntry,
  lendingSigns,
  type RosterEntry,
  type VehicleEntry,
} from "@/server/core/lending";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { maskName } from "@/server/core/masking";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";

/** Shifts of so many days back are looked at, and all that are planned. */
const shiftsBackDays = 30;

async function vehiclesOf(tx: Tx): Promise<VehicleEntry[]> {
  const rows = await tx.db.select().from(vehicle).where(eq(vehicle.regionId, tx.region.id));
  return rows.map((row) => ({
    subject: "vehicle",
    id: row.id,
    orgId: row.orgId,
    name: row.plate,
    plate: row.plate,
    deviceId: row.positioningDeviceId,
    ownedByOperator: row.ownedByOperator,
    isActive: row.status === "active",
    retiredOn: row.status === "retired" ? row.retiresOn : null,
  }));
}

async function crewOf(tx: Tx): Promise<CrewEntry[]> {
  const rows = await tx.db.select().from(crewMember).where(eq(crewMember.regionId, tx.region.id));
  return rows.map((row) => ({
    subject: "crew",
    id: row.id,
    orgId: row.orgId,
    name: maskName(open(row.nameSealed, `${tx.region.id}/crew_member/name`)),
    personIndex: row.idNumberIndex,
    isActive: row.status === "active",
  }));
}

/** Planned shifts with a vehicle or person of another operator, or with somebody who left before they began. */
async function rostersOf(tx: Tx, books: ReadonlyMap<string, BookEntry>): Promise<RosterEntry[]> {
  const since = startOfDay(
    addDays(localDay(tx.now, tx.region.timeZone), -shiftsBackDays),
    tx.region.timeZone,
  );
  const inTime = and(eq(shift.regionId, tx.region.id), eq(shift.status, "planned"), gt(shift.endsAt, since));
  const about = { orgId: shift.orgId, shiftId: shift.id, startsAt: shift.startsAt };
  const cars = await tx.db
    .select({ ...about, entryId: vehicle.id })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(and(inTime, ne(vehicle.orgId, shift.orgId)));
  const people = await tx.db
    .select({ ...about, entryId: crewMember.id })
    .from(crewClaim)
    .innerJoin(shift, and(eq(shift.regionId, crewClaim.regionId), eq(shift.id, crewClaim.shiftId)))
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(
      and(
        inTime,
        or(
          ne(crewMember.orgId, shift.orgId),
          // When somebody left is not kept: only shifts still to come tell.
          and(eq(crewMember.status, "left"), gt(shift.startsAt, tx.now)),
        ),
      ),
    );
  return [...cars, ...people].flatMap(({ entryId, ...rest }) => {
    const entry = books.get(entryId);
    return entry ? [{ ...rest, entry }] : [];
  });
}

/** Signs of leasing, lending and sub-contracting in the region's books, with operators' names and certifications to open. */
export async function lendingPatterns(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const [vehicles, crew] = [await vehiclesOf(tx), await crewOf(tx)];
    const books = new Map<string, BookEntry>([...vehicles, ...crew].map((entry) => [entry.id, entry]));
    const rosters = await rostersOf(tx, books);
    const signs = lendingSigns({ vehicles, crew, rosters }, localDay(tx.now, tx.region.timeZone));
    const orgs = await tx.db
      .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
      .from(organization)
      .where(eq(organization.regionId, tx.region.id));
    const held = await tx.db
      .select({ id: certification.id, subjectId: certification.subjectId })
      .from(certification)
      .where(eq(certification.regionId, tx.region.id));
    const [orgOf, certificationOf] = [
      new Map(orgs.map((org) => [org.id, org])),
      new Map(held.map(({ id, subjectId }) => [subjectId, id])),
    ];
    const named = (orgId: string) => ({
      orgNameZh: orgOf.get(orgId)?.nameZh ?? "",
      orgNameEn: orgOf.get(orgId)?.nameEn ?? "",
    });
    return signs.map(({ kind, key, entries, usedBy }) => ({
      kind,
      key,
      entries: entries.map(({ subject, id, orgId, name, isActive }) => {
        const certificationId = certificationOf.get(id) ?? null;
        return { subject, id, orgId, name, isActive, certificationId, ...named(orgId) };
      }),
      usedBy: usedBy && { ...usedBy, ...named(usedBy.orgId) },
    }));
  });
}
