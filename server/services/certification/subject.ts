import { and, count, eq, sql } from "drizzle-orm";
import { type certification, paper } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { CertificationSubject } from "@/server/core/certification";
import { DomainError } from "@/server/core/domain-error";
import { localDay } from "@/server/core/local-time";
import type { PaperFacts, StandardSubject } from "@/server/core/standard/facts";

export type CertificationRow = typeof certification.$inferSelect;

/** The papers that count for a certification: those not replaced. */
export async function papersOf(tx: Tx, certificationId: string) {
  return tx.db
    .select()
    .from(paper)
    .where(
      and(
        eq(paper.regionId, tx.region.id),
        eq(paper.certificationId, certificationId),
        eq(paper.replaced, false),
      ),
    )
    .orderBy(paper.kind);
}

const factsOf = (rows: Awaited<ReturnType<typeof papersOf>>): PaperFacts[] =>
  rows.map(({ kind, expiresOn, checked }) => ({ kind, expiresOn, checked }));

async function vehicleSubject(tx: Tx, id: string, papers: PaperFacts[]): Promise<StandardSubject> {
  const [row] = await tx.db
    .select()
    .from(vehicle)
    .where(and(eq(vehicle.regionId, tx.region.id), eq(vehicle.id, id)));
  if (!row) throw new DomainError("not_found", "vehicle.not_found");
  const { equipment, markings, thirdPartyCoverFen, seatCoverFen, registeredOn, odometerKm } = row;
  const { positioningDeviceId, ownedByOperator } = row;
  const cover = { thirdPartyCoverFen, seatCoverFen };
  return {
    kind: "vehicle",
    facts: {
      class: row.class,
      equipment,
      papers,
      markings,
      ...cover,
      registeredOn,
      odometerKm,
      positioningDeviceId,
      ownedByOperator,
    },
  };
}

async function crewSubject(tx: Tx, id: string, papers: PaperFacts[]): Promise<StandardSubject> {
  const [row] = await tx.db
    .select()
    .from(crewMember)
    .where(and(eq(crewMember.regionId, tx.region.id), eq(crewMember.id, id)));
  if (!row) throw new DomainError("not_found", "crew.not_found");
  const servingSince = localDay(row.createdAt, tx.region.timeZone);
  return {
    kind: "crew",
    facts: { duties: row.duties, papers, trainingHoursThisYear: row.trainingHours, servingSince },
  };
}

async function operatorSubject(tx: Tx, id: string, papers: PaperFacts[]): Promise<StandardSubject> {
  const [org] = await tx.db
    .select()
    .from(organization)
    .where(and(eq(organization.regionId, tx.region.id), eq(organization.id, id)));
  if (!org) throw new DomainError("not_found", "organization.not_found");
  const mine = { region: tx.region.id, org: id };
  const [vehicles] = await tx.db
    .select({ count: count() })
    .from(vehicle)
    .where(and(eq(vehicle.regionId, mine.region), eq(vehicle.orgId, mine.org), eq(vehicle.status, "active")));
  const [drivers] = await tx.db
    .select({ count: count() })
    .from(crewMember)
    .where(
      and(
        eq(crewMember.regionId, mine.region),
        eq(crewMember.orgId, mine.org),
        eq(crewMember.status, "active"),
        sql`${crewMember.duties} ? 'driver'`,
      ),
    );
  const counts = { driverCount: drivers?.count ?? 0, vehicleCount: vehicles?.count ?? 0 };
  return { kind: "operator", facts: { papers, carriesCareTransfer: org.medicalLicence, ...counts } };
}

/** The facts of a subject as the standards' evaluator asks for them, with the papers handed in. */
export async function subjectFacts(tx: Tx, row: CertificationRow): Promise<StandardSubject> {
  const papers = factsOf(await papersOf(tx, row.id));
  const load: Record<
    CertificationSubject,
    (tx: Tx, id: string, papers: PaperFacts[]) => Promise<StandardSubject>
  > = {
    vehicle: vehicleSubject,
    crew: crewSubject,
    operator: operatorSubject,
  };
  return load[row.subject](tx, row.subjectId, papers);
}

/** The organization that a subject belongs to, as the actor may see it; someone else's is not found. */
export async function ownerOf(tx: Tx, subject: CertificationSubject, id: string): Promise<string> {
  if (subject === "operator") {
    const [org] = await tx.db
      .select({ id: organization.id })
      .from(organization)
      .where(
        and(
          eq(organization.regionId, tx.region.id),
          eq(organization.id, id),
          eq(organization.type, "operator"),
        ),
      );
    if (!org) throw new DomainError("not_found", "organization.not_found");
    return org.id;
  }
  const table = subject === "vehicle" ? vehicle : crewMember;
  const [row] = await tx.db
    .select({ orgId: table.orgId })
    .from(table)
    .where(and(eq(table.regionId, tx.region.id), eq(table.id, id)));
  if (!row) throw new DomainError("not_found", `${subject}.not_found`);
  return row.orgId;
}
