import {
  previewRuleInput,
  publishRuleInput,
  ruleVersionOf,
  saveDraftInput,
  withdrawRuleInput,
} from "@/server/core/rule-input";
import { saveDraft, startDraft } from "@/server/services/rule-version/draft";
import { previewRule } from "@/server/services/rule-version/preview";
import { publishRule } from "@/server/services/rule-version/publish";
import { getRule, listRules, publishedRule, publishedRules } from "@/server/services/rule-version/read";
import { withdrawRule } from "@/server/services/rule-version/withdraw";
import { procedure, router } from "@/server/trpc";

export const ruleRouter = router({
  list: procedure("rule.list").query(({ ctx }) => listRules(ctx)),
  get: procedure("rule.get")
    .input(ruleVersionOf)
    .query(({ ctx, input }) => getRule(ctx, input)),
  startDraft: procedure("rule.startDraft")
    .input(ruleVersionOf)
    .mutation(({ ctx, input }) => startDraft(ctx, input)),
  saveDraft: procedure("rule.saveDraft")
    .input(saveDraftInput)
    .mutation(({ ctx, input }) => saveDraft(ctx, input)),
  preview: procedure("rule.preview")
    .input(previewRuleInput)
    .query(({ ctx, input }) => previewRule(ctx, input)),
  publish: procedure("rule.publish")
    .input(publishRuleInput)
    .mutation(({ ctx, input }) => publishRule(ctx, input)),
  withdraw: procedure("rule.withdraw")
    .input(withdrawRuleInput)
    .mutation(({ ctx, input }) => withdrawRule(ctx, input)),
  published: procedure("rule.published").query(({ ctx }) => publishedRules(ctx)),
  publishedOne: procedure("rule.publishedOne")
    .input(ruleVersionOf)
    .query(({ ctx, input }) => publishedRule(ctx, input)),
});
