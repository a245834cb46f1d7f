/** Planning in the background: over the day while it runs, and once an evening for tomorrow. */
export const planRunKinds = ["improve", "night"] as const;
export type PlanRunKind = (typeof planRunKinds)[number];

/** `refused`: the verifier held something against the plan, so it was not written. */
export const planRunOutcomes = ["committed", "no_gain", "refused"] as const;
export type PlanRunOutcome = (typeof planRunOutcomes)[number];

/** What a plan costs and needs, as the verifier counts it. */
export interface PlanFigures {
  /** Vehicles with somebody on their route. */
  vehicles: number;
  trips: number;
  costFen: number;
  drivenMetres: number;
  emptyMetres: number;
}
