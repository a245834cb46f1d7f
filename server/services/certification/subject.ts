import { and, eq } from "drizzle-orm";
import { certification, paper } from "@/db/schema/certification";
import { crewMember, vehicle } from "@/db/schema/fleet";
import { organization } from "@/db/schema/organization";
import type { Tx } from "@/server/context";
import type { CertificationSpan, CertificationSubject } from "@/server/core/certification";
import { DomainError } from "@/server/core/domain-error";
import type { StandardSubject } from "@/server/core/standard/facts";
import { loadSubjects } from "@/server/services/standard/subjects";

export type CertificationRow = typeof certification.$inferSelect;

/** The papers that count for a certification: those not replaced. */
export async function papersOf(tx: Tx, certificationId: string) {
  const rows = await tx.db
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
  return rows.map(({ numberSealed: _sealed, ...row }) => row);
}

/**
 * A subject's facts as the standards' evaluator asks for them, and what its papers and dates cover.
 * @throws DomainError not_found where it is gone
 */
export async function factsAndSpan(
  tx: Tx,
  row: CertificationRow,
): Promise<{ facts: StandardSubject; span: CertificationSpan }> {
  const [found] = await loadSubjects(tx, eq(certification.id, row.id));
  if (!found?.facts) throw new DomainError("not_found", `${row.subject}.not_found`);
  return { facts: found.facts, span: found.span };
}

/** The facts of a subject as the standards' evaluator asks for them. @throws DomainError not_found where it is gone */
export async function subjectFacts(tx: Tx, row: CertificationRow): Promise<StandardSubject> {
  return (await factsAndSpan(tx, row)).facts;
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
