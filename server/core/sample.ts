import { z } from "zod";

/** What makes a trip more likely to be drawn for an audit. Words in messages/<language>/sample.json. */
export const riskKinds = [
  "finding_open",
  "finding_confirmed",
  "complaint",
  "adverse_event",
  "price_outlier",
] as const;
export type RiskKind = (typeof riskKinds)[number];
/** How often each risk was met on one trip. */
export type Risks = Partial<Record<RiskKind, number>>;

/** What an inspector found when the packet of a drawn trip was gone through. */
export const sampleOutcomes = ["in_order", "defect", "violation"] as const;
export type SampleOutcome = (typeof sampleOutcomes)[number];

const lots = z.number().int().min(0).max(100);

/**
 * How many lots each risk adds to the one that every trip has, as part of a region's settings. A region that says nothing starts
 * with these (assumed, no published rule was found): what an official found true and what hurt somebody weigh most. They stand
 * in each sample, so that a later change leaves earlier draws as they were.
 */
export const riskWeights = z.strictObject({
  finding_open: lots.default(4),
  finding_confirmed: lots.default(8),
  complaint: lots.default(4),
  adverse_event: lots.default(8),
  price_outlier: lots.default(6),
});
export type RiskWeights = z.infer<typeof riskWeights>;
