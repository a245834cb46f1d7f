import type { Context } from "@/server/context";
import type { RuleView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type { QuestionSet } from "@/server/core/triage/question-set";

export async function currentTriageSet(_ctx: Context): Promise<{ set: QuestionSet; rule: RuleView }> {
  throw new DomainError("unavailable", "unexpected");
}
