/** Kinds of versioned regional rules; they share one lifecycle (decisions.md, Price). */
export const ruleKinds = ["tariff", "standard", "triage", "needs", "region"] as const;
export type RuleKind = (typeof ruleKinds)[number];
export const ruleStatuses = ["draft", "notice", "in_force", "superseded", "withdrawn"] as const;
export type RuleStatus = (typeof ruleStatuses)[number];

/** What happens to a version, as its history keeps it. */
export const ruleEvents = [
  "drafted",
  "announced",
  "put_in_force",
  "superseded",
  "withdrawn",
  "restored",
] as const;
