import type { Tx } from "@/server/context";
import { type Evaluation, evaluateStandards } from "@/server/core/standard/evaluate";
import { findInForce } from "@/server/services/rule";
import { recordChecks } from "@/server/services/standard/record";
import { type CertificationRow, subjectFacts } from "./subject";

export interface CertificationEvaluation extends Evaluation {
  /** The version of the standards that was applied. */
  ruleVersionId: string;
  at: string;
}

/** Evaluate a subject against the standards in force now, with the facts used; null in a region that has none in force. */
export async function evaluateCertification(
  tx: Tx,
  row: CertificationRow,
): Promise<CertificationEvaluation | null> {
  const standard = await findInForce(tx, "standard");
  if (!standard) return null;
  const evaluation = evaluateStandards(standard.content, await subjectFacts(tx, row), tx.now.getTime());
  return { ...evaluation, ruleVersionId: standard.view.id, at: tx.now.toISOString() };
}

/** Keep what the evaluator said about a certification's subject, with the moment at which it was asked. */
export async function recordEvaluation(
  tx: Tx,
  row: CertificationRow,
  evaluation: CertificationEvaluation,
  moment: "certification" | "audit",
): Promise<void> {
  const { ruleVersionId, at: _at, ...said } = evaluation;
  const { subject, subjectId } = row;
  await recordChecks(tx, { moment, ruleVersionId }, [{ subject, subjectId, evaluation: said }]);
}
