import type { Tx } from "@/server/context";
import { type Evaluation, evaluateStandards } from "@/server/core/standard/evaluate";
import { ruleInForce } from "@/server/services/rule";
import { type CertificationRow, subjectFacts } from "./subject";

export interface CertificationEvaluation extends Evaluation {
  /** The version of the standards that was applied. */
  ruleVersionId: string;
  at: string;
}

/** Evaluate a subject against the standards in force now; the result carries the facts used. */
export async function evaluateCertification(tx: Tx, row: CertificationRow): Promise<CertificationEvaluation> {
  const standard = await ruleInForce(tx, "standard");
  const evaluation = evaluateStandards(standard.content, await subjectFacts(tx, row), tx.now.getTime());
  return { ...evaluation, ruleVersionId: standard.view.id, at: tx.now.toISOString() };
}
