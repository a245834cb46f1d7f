import type { Context } from "@/server/context";
import type { RuleView } from "@/server/core/booking-view";
import type { QuestionSet } from "@/server/core/triage/question-set";
import { inTransaction } from "@/server/scope";
import { ruleInForce } from "../rule";

/** The question set in force, for the form; `rule.reviewed` false is said on the page. */
export async function currentTriageSet(ctx: Context): Promise<{ set: QuestionSet; rule: RuleView }> {
  const { content, view } = await inTransaction(ctx, (tx) => ruleInForce(tx, "triage"));
  return { set: content, rule: view };
}
