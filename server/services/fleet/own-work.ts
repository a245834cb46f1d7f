import { and, asc, eq, gte, inArray, lt, not } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { open } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";

type MemberRow = typeof crewMember.$inferSelect;

/** Days of shifts shown beside today's. */
const daysAhead = 7;

async function ownMember(tx: Tx): Promise<MemberRow> {
  const accountId = accountIdOf(tx) ?? "";
  const orgId = tx.actor.kind === "user" ? tx.actor.orgId : null;
  const rows = await tx.db
    .select()
    .from(crewMember)
    .where(and(eq(crewMember.regionId, tx.region.id), eq(crewMember.accountId, accountId)));
  const own = rows.find((row) => row.orgId === orgId && row.status === "active");
  if (!own) throw new DomainError("not_found", "crew.not_found");
  return own;
}

async function ownPapers(tx: Tx, crewId: string) {
  const [own] = await tx.db
    .select()
    .from(certification)
    .where(
      and(
        eq(certification.regionId, tx.region.id),
        eq(certification.subject, "crew"),
        eq(certification.subjectId, crewId),
      ),
    );
  if (!own) return { certification: null, papers: [] };
  const { status, validUntil, conditions, reason } = own;
  const papers = await tx.db
    .select({
      id: paper.id,
      kind: paper.kind,
      number: paper.number,
      expiresOn: paper.expiresOn,
      checked: paper.checked,
    })
    .from(paper)
    .where(and(eq(paper.regionId, tx.region.id), eq(paper.certificationId, own.id), not(paper.replaced)))
    .orderBy(asc(paper.expiresOn), asc(paper.kind));
  return { certification: { status, validUntil, conditions, reason }, papers };
}

/** Who else rides on these shifts, by shift; colleagues know one another by name. */
async function crewOf(tx: Tx, shiftIds: string[]) {
  if (shiftIds.length === 0) return new Map<string, never[]>();
  const rows = await tx.db
    .select({ shiftId: crewClaim.shiftId, duty: crewClaim.duty, crew: crewMember })
    .from(crewClaim)
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(and(eq(crewClaim.regionId, tx.region.id), inArray(crewClaim.shiftId, shiftIds)))
    .orderBy(asc(crewClaim.duty), asc(crewMember.id));
  const opened = (column: string, sealed: string) => open(sealed, `${tx.region.id}/crew_member/${column}`);
  const people = rows.map(({ shiftId, duty, crew }) => ({
    shiftId,
    crewId: crew.id,
    duty,
    name: opened("name", crew.nameSealed),
    phone: crew.phoneSealed ? opened("phone", crew.phoneSealed) : null,
  }));
  return Map.groupBy(people, (person) => person.shiftId);
}

async function ownShifts(tx: Tx, crewId: string) {
  const today = localDay(tx.now, tx.region.timeZone);
  const rows = await tx.db
    .select({
      shift,
      plate: vehicle.plate,
      class: vehicle.class,
      phone: vehicle.phone,
      base: vehicle.baseName,
    })
    .from(crewClaim)
    .innerJoin(shift, and(eq(shift.regionId, crewClaim.regionId), eq(shift.id, crewClaim.shiftId)))
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(
      and(
        eq(crewClaim.regionId, tx.region.id),
        eq(crewClaim.crewId, crewId),
        gte(shift.endsAt, startOfDay(today, tx.region.timeZone)),
        lt(shift.startsAt, startOfDay(addDays(today, daysAhead + 1), tx.region.timeZone)),
        eq(shift.status, "planned"),
      ),
    )
    .orderBy(asc(shift.startsAt));
  const people = await crewOf(
    tx,
    rows.map((row) => row.shift.id),
  );
  return rows.map(({ shift: { id, kind, startsAt, endsAt, breaks }, ...car }) => ({
    id,
    kind,
    startsAt,
    endsAt,
    breaks,
    vehicle: car,
    crew: people.get(id) ?? [],
  }));
}

/**
 * The acting crew member's own papers and shifts of today and the week ahead with vehicle and colleagues.
 * @throws DomainError not_found `crew.not_found` when the operator no longer lists the person
 */
export async function ownWork(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const own = await ownMember(tx);
    const [operator] = await tx.db
      .select({ nameZh: organization.nameZh, nameEn: organization.nameEn })
      .from(organization)
      .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, own.orgId)));
    const { duties, licenceClasses, ppeTrained } = own;
    return {
      name: open(own.nameSealed, `${tx.region.id}/crew_member/name`),
      operator: operator ?? null,
      crewId: own.id,
      today: localDay(tx.now, tx.region.timeZone),
      duties,
      licenceClasses,
      ppeTrained,
      ...(await ownPapers(tx, own.id)),
      shifts: await ownShifts(tx, own.id),
    };
  });
}
