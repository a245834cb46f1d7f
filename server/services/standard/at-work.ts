import { and, eq, inArray } from "drizzle-orm";
import type { certification } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { CertificationSubject } from "@/server/core/certification";

type Subject = Pick<typeof certification.$inferSelect, "subject" | "subjectId">;

const tables = { operator: organization, vehicle, crew: crewMember };

async function activeOf(tx: Tx, subject: CertificationSubject, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { regionId, id, status } = tables[subject];
  const rows = await tx.db
    .select({ id })
    .from(tables[subject])
    .where(and(eq(regionId, tx.region.id), inArray(id, [...ids]), eq(status, "active")));
  return rows.map((row) => row.id);
}

/**
 * Which of some certifications' subjects are at work: operators that were not closed, vehicles that are not retired, people who
 * have not left. Nobody renews the papers of the others.
 */
export async function idsAtWork(tx: Tx, subjects: readonly Subject[]): Promise<Set<string>> {
  const active: string[] = [];
  for (const [kind, its] of Map.groupBy(subjects, ({ subject }) => subject))
    active.push(
      ...(await activeOf(
        tx,
        kind,
        its.map(({ subjectId }) => subjectId),
      )),
    );
  return new Set(active);
}

/** Whether a certification's subject is at work. */
export async function isAtWork(tx: Tx, of: Subject): Promise<boolean> {
  return (await idsAtWork(tx, [of])).has(of.subjectId);
}
