import { and, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { CertificationSpan } from "@/server/core/certification";
import { localDay } from "@/server/core/local-time";
import type { PaperFacts, StandardSubject } from "@/server/core/standard/facts";
import type { TrainingSum } from "@/server/core/training";
import { lapsesOn, spanOf } from "./span";
import { trainingSums } from "./training";

type CertificationRow = typeof certification.$inferSelect;
type VehicleRow = typeof vehicle.$inferSelect;
type CrewRow = typeof crewMember.$inferSelect;

/** One certification with the facts that the standards' evaluator asks for. */
export interface CertifiedSubject {
  row: CertificationRow;
  /** What its papers and dates cover, whatever the standards say. */
  span: CertificationSpan;
  /** Null where what it certifies is gone: a retired vehicle, a person who left. */
  facts: StandardSubject | null;
}

type PaperRow = PaperFacts & { certificationId: string };

async function papersOf(tx: Tx, certificationIds: string[]): Promise<Map<string, PaperRow[]>> {
  const rows = await tx.db
    .select({
      certificationId: paper.certificationId,
      kind: paper.kind,
      expiresOn: paper.expiresOn,
      checked: paper.checked,
    })
    .from(paper)
    .where(
      and(
        eq(paper.regionId, tx.region.id),
        inArray(paper.certificationId, certificationIds),
        eq(paper.replaced, false),
      ),
    )
    .orderBy(paper.certificationId, paper.kind);
  return Map.groupBy(rows, (row) => row.certificationId);
}

function vehicleFacts(row: VehicleRow, papers: PaperFacts[]): StandardSubject {
  const { equipment, markings, thirdPartyCoverFen, seatCoverFen, registeredOn, odometerKm } = row;
  const { positioningDeviceId, ownedByOperator } = row;
  return {
    kind: "vehicle",
    facts: {
      class: row.class,
      equipment,
      papers,
      markings,
      thirdPartyCoverFen,
      seatCoverFen,
      registeredOn,
      odometerKm,
      positioningDeviceId,
      ownedByOperator,
    },
  };
}

function crewFacts(
  tx: Tx,
  row: CrewRow,
  training: TrainingSum | undefined,
  papers: PaperFacts[],
): StandardSubject {
  const servingSince = localDay(row.createdAt, tx.region.timeZone);
  return {
    kind: "crew",
    facts: {
      duties: row.duties,
      papers,
      trainingHoursThisYear: training?.hoursThisYear ?? 0,
      trainingCreditsThisYear: training?.creditsThisYear ?? 0,
      servingSince,
    },
  };
}

type FactsOf = (papers: PaperFacts[]) => StandardSubject;

async function vehiclesOf(tx: Tx, ids: string[]): Promise<[string, FactsOf][]> {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .select()
    .from(vehicle)
    .where(and(eq(vehicle.regionId, tx.region.id), inArray(vehicle.id, ids)));
  return rows.map((row) => [row.id, (papers) => vehicleFacts(row, papers)]);
}

async function crewsOf(tx: Tx, ids: string[]): Promise<[string, FactsOf][]> {
  if (ids.length === 0) return [];
  const rows = await tx.db
    .select()
    .from(crewMember)
    .where(and(eq(crewMember.regionId, tx.region.id), inArray(crewMember.id, ids)));
  const training = await trainingSums(tx, ids);
  return rows.map((row) => [row.id, (papers) => crewFacts(tx, row, training.get(row.id), papers)]);
}

async function operatorsOf(tx: Tx, ids: string[]): Promise<[string, FactsOf][]> {
  if (ids.length === 0) return [];
  const { id: region } = tx.region;
  const organizations = await tx.db
    .select({ id: organization.id, carriesCareTransfer: organization.medicalLicence })
    .from(organization)
    .where(and(eq(organization.regionId, region), inArray(organization.id, ids)));
  const vehicles = await tx.db
    .select({ orgId: vehicle.orgId, count: count() })
    .from(vehicle)
    .where(and(eq(vehicle.regionId, region), inArray(vehicle.orgId, ids), eq(vehicle.status, "active")))
    .groupBy(vehicle.orgId);
  const drivers = await tx.db
    .select({ orgId: crewMember.orgId, count: count() })
    .from(crewMember)
    .where(
      and(
        eq(crewMember.regionId, region),
        inArray(crewMember.orgId, ids),
        eq(crewMember.status, "active"),
        sql`${crewMember.duties} ? 'driver'`,
      ),
    )
    .groupBy(crewMember.orgId);
  const of = (rows: { orgId: string; count: number }[], id: string) =>
    rows.find(({ orgId }) => orgId === id)?.count ?? 0;
  return organizations.map(({ id, carriesCareTransfer }) => [
    id,
    (papers) => ({
      kind: "operator",
      facts: { papers, carriesCareTransfer, driverCount: of(drivers, id), vehicleCount: of(vehicles, id) },
    }),
  ]);
}

/**
 * Certifications that fulfil a condition, with the facts behind them read in a handful of queries: what certification,
 * plan, trips and previews hold against the standards, all of them the same.
 */
export async function loadSubjects(tx: Tx, condition: SQL | undefined): Promise<CertifiedSubject[]> {
  const found = await tx.db
    .select({ row: certification, lapsesOn })
    .from(certification)
    .where(and(eq(certification.regionId, tx.region.id), condition))
    .orderBy(certification.id);
  const rows = found.map(({ row }) => row);
  if (rows.length === 0) return [];
  const papers = await papersOf(
    tx,
    rows.map((row) => row.id),
  );
  const idsOf = (subject: CertificationRow["subject"]) =>
    rows.filter((row) => row.subject === subject).map((row) => row.subjectId);
  const facts = new Map([
    ...(await vehiclesOf(tx, idsOf("vehicle"))),
    ...(await crewsOf(tx, idsOf("crew"))),
    ...(await operatorsOf(tx, idsOf("operator"))),
  ]);
  return found.map(({ row, lapsesOn: first }) => {
    const its = papers.get(row.id) ?? [];
    const plain = its.map(({ kind, expiresOn, checked }) => ({ kind, expiresOn, checked }));
    return { row, span: spanOf(tx, row, first), facts: facts.get(row.subjectId)?.(plain) ?? null };
  });
}

/** Certifications of some subjects by subject id. */
export async function subjectsById(tx: Tx, subjectIds: string[]): Promise<Map<string, CertifiedSubject>> {
  if (subjectIds.length === 0) return new Map();
  const found = await loadSubjects(tx, inArray(certification.subjectId, subjectIds));
  return new Map(found.map((it) => [it.row.subjectId, it]));
}
