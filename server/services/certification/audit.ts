import { and, desc, eq } from "drizzle-orm";
import { standardCheck, standardResult } from "@/db/schema/certification";
import { ruleVersion } from "@/db/schema/rule";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { evaluateCertification, recordEvaluation } from "./evaluate";
import { findCertification } from "./find";

/**
 * A regulator's audit: hold a subject against the standards of this moment and keep the result as evidence.
 * @throws DomainError not_found `certification.not_found`; unavailable `certification.no_standards`
 */
export async function auditCertification(
  ctx: Context,
  input: { certificationId: string },
): Promise<{ passes: boolean; fails: string[] }> {
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    const evaluation = await evaluateCertification(tx, row);
    if (!evaluation) throw new DomainError("unavailable", "certification.no_standards");
    await recordEvaluation(tx, row, evaluation, "audit");
    const fails = evaluation.fails.map(({ ruleId }) => ruleId);
    await writeAudit(tx, {
      verb: "certification.audit",
      noun: "certification",
      nounId: row.id,
      after: { ruleVersionId: evaluation.ruleVersionId, passes: evaluation.passes, fails },
    });
    return { passes: evaluation.passes, fails };
  });
}

const shown = 50;

/** What the standards said of a subject at every match, departure, boarding and audit, newest first, with the facts used. */
export async function standardChecks(ctx: Context, input: { certificationId: string }) {
  return inTransaction(ctx, async (tx) => {
    const row = await findCertification(tx, input.certificationId);
    return tx.db
      .select({
        id: standardCheck.id,
        moment: standardCheck.moment,
        at: standardCheck.at,
        passes: standardCheck.passes,
        bookingId: standardCheck.bookingId,
        version: ruleVersion.version,
        evaluation: standardResult.evaluation,
      })
      .from(standardCheck)
      .innerJoin(
        standardResult,
        and(
          eq(standardResult.regionId, standardCheck.regionId),
          eq(standardResult.hash, standardCheck.resultHash),
        ),
      )
      .innerJoin(
        ruleVersion,
        and(
          eq(ruleVersion.regionId, standardCheck.regionId),
          eq(ruleVersion.id, standardCheck.ruleVersionId),
        ),
      )
      .where(and(eq(standardCheck.regionId, tx.region.id), eq(standardCheck.subjectId, row.subjectId)))
      .orderBy(desc(standardCheck.at), desc(standardCheck.id))
      .limit(shown);
  });
}
