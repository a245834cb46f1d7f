import type { StandardRule, StandardSet } from "./rules";

export interface FieldChange {
  /** Dotted path inside the rule, e.g. `requirement.quantity`. */
  path: string;
  before: unknown;
  after: unknown;
}
export interface StandardDiff {
  added: StandardRule[];
  removed: StandardRule[];
  changed: { ruleId: string; fields: FieldChange[] }[];
}

function isBranch(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function compareFields(
  before: Record<string, unknown>,
  after: Record<string, unknown>,
  prefix: string,
): FieldChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names.flatMap((name): FieldChange[] => {
    const [a, b] = [before[name], after[name]];
    if (isBranch(a) && isBranch(b)) return compareFields(a, b, `${prefix}${name}.`);
    return JSON.stringify(a) === JSON.stringify(b) ? [] : [{ path: prefix + name, before: a, after: b }];
  });
}

/** What a new version of the standards changes, rule by rule and field by field: shown before it is published. */
export function diffStandards(before: StandardSet, after: StandardSet): StandardDiff {
  const old = new Map(before.rules.map((rule) => [rule.id, rule]));
  const next = new Map(after.rules.map((rule) => [rule.id, rule]));
  const changed = before.rules.flatMap((rule) => {
    const other = next.get(rule.id);
    const fields = other ? compareFields(rule, other, "") : [];
    return fields.length > 0 ? [{ ruleId: rule.id, fields }] : [];
  });
  return {
    added: after.rules.filter((rule) => !old.has(rule.id)),
    removed: before.rules.filter((rule) => !next.has(rule.id)),
    changed,
  };
}
