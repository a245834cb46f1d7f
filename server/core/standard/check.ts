import type { StandardRule } from "./rules";

export type CheckFacts = Record<string, string | number | boolean | null>;

/** One rule looked at: whether it holds, the facts behind it, and the day it lapses if it holds for a time only. */
export interface Check {
  holds: boolean;
  facts: CheckFacts;
  lastDay: string | null;
}

export type RuleOf<K extends StandardRule["kind"]> = Extract<StandardRule, { kind: K }>;

export const check = (holds: boolean, facts: CheckFacts, lastDay: string | null = null): Check => ({
  holds,
  facts,
  lastDay: holds ? lastDay : null,
});
