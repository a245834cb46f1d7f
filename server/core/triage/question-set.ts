import { z } from "zod";
import { gradeFactor, transferTimeRule } from "../grade";
import { careGrade, careNeed, isolation } from "../patient";
import { condition } from "./condition";

/** What triage may decide (domain.md, M4). */
export const triageOutcomes = [
  "accessible_ride",
  "care_transfer",
  "clinician_review",
  "handoff_120",
] as const;
export const triageOutcome = z.enum(triageOutcomes);
export type TriageOutcome = z.infer<typeof triageOutcome>;

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]*$/);
const text = z.string().min(1);
const bilingual = { textZh: text, textEn: text };
const help = { helpZh: z.string().optional(), helpEn: z.string().optional() };

const choice = z.strictObject({
  id,
  ...bilingual,
  ...help,
  /** Stands alone, as "none of these": choosing it clears the others. */
  exclusive: z.boolean().optional(),
});
const questionBase = { id, ...bilingual, ...help, askWhen: condition.optional() };

const question = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("yes_no"), ...questionBase }),
  z.strictObject({ kind: z.literal("choice"), ...questionBase, choices: z.array(choice).min(2) }),
  z.strictObject({ kind: z.literal("multi"), ...questionBase, choices: z.array(choice).min(2) }),
  z.strictObject({
    kind: z.literal("number"),
    ...questionBase,
    min: z.number(),
    max: z.number(),
    unitZh: text,
    unitEn: text,
  }),
]);
export type Question = z.infer<typeof question>;

/** Where the person goes from here: a ride leads to the slots, everything else to a number, a person, a time. */
const nextStep = z.strictObject({
  kind: z.enum(["slots", "call_120", "await_clinician"]),
  phone: z.string().optional(),
  ...bilingual,
});
export type NextStep = z.infer<typeof nextStep>;

const rule = { id, when: condition, ...bilingual };
const guardText = z.strictObject({ id, ...bilingual });

/** Reasons of the guards that no data can switch off (see `assess`). */
const guardIds = [
  "incomplete",
  "away",
  "no_vitals",
  "needs_care",
  "ungraded",
  "unreviewed",
  "grade_one",
  "grade_one_by_time",
  "no_rule",
] as const;
export type GuardId = (typeof guardIds)[number];

/** A region's versioned triage: its questions, and what follows from the answers (domain.md, Triage). */
export const questionSet = z.strictObject({
  id,
  regionId: z.string().regex(/^\d{6}$/),
  version: z.number().int().min(1),
  /** Thresholds confirmed by a regulator; until then only a clear grade III passes by itself. */
  reviewed: z.boolean(),
  validFrom: z.iso.date(),
  source: text,
  questions: z.array(question).min(1),
  /** New, worsening or uncontrolled: any of them hands over to 120. */
  redFlags: z.array(z.strictObject(rule)).min(1),
  needs: z.array(z.strictObject({ ...rule, needs: z.array(careNeed).min(1) })),
  /** In order, the first that holds counts. */
  isolation: z.array(z.strictObject({ ...rule, isolation })),
  grading: z.strictObject({
    when: condition,
    factors: z.record(
      gradeFactor,
      /** `null` stands for "not measured". */
      z.strictObject({ question: id, grades: z.record(id, careGrade.nullable()) }),
    ),
    transferTime: transferTimeRule,
  }),
  /** In order, the first that holds decides. */
  outcomes: z
    .array(z.strictObject({ ...rule, outcome: triageOutcome, nextStep: nextStep.optional() }))
    .min(1),
  nextSteps: z.record(triageOutcome, nextStep),
  guards: z.record(z.enum(guardIds), guardText),
});
export type QuestionSet = z.infer<typeof questionSet>;

/** A person's answers by question id: yes or no, a choice, several choices, a number. */
export const triageAnswers = z.record(
  z.string(),
  z.union([z.boolean(), z.string(), z.array(z.string()), z.number()]),
);
export type TriageAnswers = z.infer<typeof triageAnswers>;
