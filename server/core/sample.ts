/** What makes a trip more likely to be drawn for an audit. Words in messages/<language>/sample.json. */
const riskKinds = [
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
