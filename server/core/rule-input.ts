import { z } from "zod";
import { fewest } from "./said";

export const ruleVersionOf = z.object({ ruleVersionId: z.uuid() });

/** A draft's words and content as typed so far; what is wrong with it is told, and kept. */
export const saveDraftInput = ruleVersionOf.extend({
  /** The revision that was on the screen. */
  revision: z.number().int().min(1),
  titleZh: z.string().trim().min(1, { error: "rule.title_missing" }).max(100),
  titleEn: z.string().trim().min(1, { error: "rule.title_missing" }).max(160),
  /** The document that the change rests on. */
  source: z.string().trim().min(fewest.words, { error: "rule.source_missing" }).max(300),
  /** Why there is a new version; empty while the draft is being written. */
  reason: z.string().trim().max(1000),
  trial: z.boolean(),
  content: z
    .record(z.string(), z.unknown())
    .refine((content) => JSON.stringify(content).length <= 400_000, { error: "rule.too_long" }),
});
export type SaveDraftInput = z.infer<typeof saveDraftInput>;

export const previewRuleInput = ruleVersionOf.extend({
  /** First day in the region's zone; null: at once. */
  effectiveOn: z.iso.date().nullable(),
});
export type PreviewRuleInput = z.infer<typeof previewRuleInput>;

export const publishRuleInput = previewRuleInput.extend({
  revision: z.number().int().min(1),
  /** Number of the public notice. */
  noticeRef: z.string().trim().max(120),
  /** A regulator has looked at every threshold. */
  reviewed: z.boolean(),
  /** Needed where thresholds are not reviewed: why it is published all the same. */
  note: z.string().trim().max(1000),
});
export type PublishRuleInput = z.infer<typeof publishRuleInput>;

export const withdrawRuleInput = ruleVersionOf.extend({
  reason: z.string().trim().min(fewest.words, { error: "rule.reason_missing" }).max(1000),
});
export type WithdrawRuleInput = z.infer<typeof withdrawRuleInput>;
