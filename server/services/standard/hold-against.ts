import { eq } from "drizzle-orm";
import { certification } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import { maskName } from "@/server/core/masking";
import { type Evaluation, evaluateStandards } from "@/server/core/standard/evaluate";
import type { StandardSet } from "@/server/core/standard/rules";
import { open } from "@/server/gateways/vault";
import { idsAtWork } from "./at-work";
import { type CertifiedSubject, loadSubjects } from "./subjects";

/** Everybody and everything certified now whose facts are there. */
export async function certifiedNow(tx: Tx): Promise<CertifiedSubject[]> {
  return loadSubjects(tx, eq(certification.status, "certified"));
}

/** Everybody and everything certified now that is at work. */
export async function certifiedAtWork(tx: Tx): Promise<CertifiedSubject[]> {
  const subjects = await certifiedNow(tx);
  const atWork = await idsAtWork(
    tx,
    subjects.map(({ row }) => row),
  );
  return subjects.filter(({ row }) => atWork.has(row.subjectId));
}

/** What a set of standards says of each of them at an instant, by subject id. */
export function holdAgainst(
  set: StandardSet,
  subjects: readonly CertifiedSubject[],
  at: Date,
): Map<string, Evaluation> {
  return new Map(
    subjects.flatMap(({ row, facts }) =>
      facts ? [[row.subjectId, evaluateStandards(set, facts, at.getTime())] as const] : [],
    ),
  );
}

export interface SubjectName {
  name: string;
  operatorZh: string;
  operatorEn: string;
}

/** What subjects are called: plate, masked name, organization. */
export async function namesOf(tx: Tx): Promise<Map<string, SubjectName>> {
  const { id: region } = tx.region;
  const orgs = await tx.db.select().from(organization).where(eq(organization.regionId, region));
  const orgOf = new Map(orgs.map((it) => [it.id, it]));
  const named = (orgId: string, name: string): SubjectName => ({
    name,
    operatorZh: orgOf.get(orgId)?.nameZh ?? "",
    operatorEn: orgOf.get(orgId)?.nameEn ?? "",
  });
  const vehicles = await tx.db
    .select({ id: vehicle.id, orgId: vehicle.orgId, plate: vehicle.plate })
    .from(vehicle)
    .where(eq(vehicle.regionId, region));
  const people = await tx.db
    .select({
      id: crewMember.id,
      orgId: crewMember.orgId,
      nameSealed: crewMember.nameSealed,
    })
    .from(crewMember)
    .where(eq(crewMember.regionId, region));
  return new Map([
    ...orgs.map((it) => [it.id, named(it.id, "")] as const),
    ...vehicles.map((it) => [it.id, named(it.orgId, it.plate)] as const),
    ...people.map((it) => {
      const name = maskName(open(it.nameSealed, `${region}/crew_member/name`));
      return [it.id, named(it.orgId, name)] as const;
    }),
  ]);
}
