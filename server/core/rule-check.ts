import { overlappingCombinations } from "./needs";
import type { RuleKind } from "./rule";
import { type DraftContent, ruleShapes } from "./rule-content";
import { checkStandardSet } from "./standard/check-set";
import { checkTariff } from "./tariff/check";
import { checkQuestionSet } from "./triage/check-set";

/** What is wrong with a content, and where. A waivable one may be published with the regulator's note that accepts it. */
export interface RuleProblem {
  /** The word of the problem in `rule.problems`. */
  code: string;
  /** Steps to the place: fields and rows as `rule-diff.ts` names them. */
  path: string[];
  waivable: boolean;
  data: Record<string, string | number | null>;
}

const problem = (code: string, path: string[], data: RuleProblem["data"] = {}): RuleProblem => ({
  code,
  path,
  waivable: false,
  data,
});

/** The step of a zod path in words a reader can follow: a row's own id instead of its place. */
function named(content: unknown, path: readonly PropertyKey[]): string[] {
  const steps: string[] = [];
  let at: unknown = content;
  for (const step of path) {
    at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
    const id = (at as { id?: unknown } | undefined)?.id;
    if (typeof step !== "number") steps.push(String(step));
    else steps.push(typeof id === "string" && id !== "" ? id : String(step + 1));
  }
  return steps;
}

function checkShape(kind: RuleKind, content: DraftContent): RuleProblem[] {
  const read = ruleShapes[kind].safeParse(content);
  if (read.success) return [];
  return read.error.issues.map((issue) =>
    issue.message === "duplicate rule id"
      ? problem("duplicate_id", ["rules"])
      : problem("unreadable", named(content, issue.path), { detail: issue.code }),
  );
}

function ownChecks(kind: RuleKind, content: DraftContent): RuleProblem[] {
  switch (kind) {
    case "standard":
      return checkStandardSet(ruleShapes.standard.parse(content)).map(({ at, problem: code, data }) =>
        problem(code, ["rules", at], data),
      );
    case "triage":
      return checkQuestionSet(ruleShapes.triage.parse(content)).map(({ at, problem: code }) =>
        problem(code, [at]),
      );
    case "needs":
      return overlappingCombinations(ruleShapes.needs.parse(content)).map(([a, b]) =>
        problem("overlap", ["combinations", a], { other: b }),
      );
    case "tariff":
      return checkPrice(content);
    case "region":
      return [];
  }
}

/**
 * Everything that keeps a content from being published: first its shape, then the checks of its kind. Empty: it may be
 * published. Tariff findings that the regulator's note accepts are no problem any more.
 */
export function checkRuleContent(kind: RuleKind, content: DraftContent): RuleProblem[] {
  const shape = checkShape(kind, content);
  if (shape.length > 0) return shape;
  return ownChecks(kind, content);
}

function checkPrice(content: DraftContent): RuleProblem[] {
  const price = ruleShapes.tariff.parse(content);
  const { findings } = checkTariff(price);
  const standing = findings.filter(({ waivable }) => !waivable || price.regulatorNote === null);
  return distinct(
    standing.map(({ code, waivable, data }) => {
      const path = data.example ? ["examples", String(data.example)] : [];
      return { code, path, waivable, data };
    }),
  );
}

/** The first of a kind and place is enough: the crews it was found with do not matter to a reader. */
function distinct(problems: RuleProblem[]): RuleProblem[] {
  const keyed = problems.map(
    (it) =>
      [
        `${it.code} ${it.data.zone ?? ""} ${it.data.atMetres ?? ""} ${it.data.example ?? ""} ${it.data.more ?? ""}`,
        it,
      ] as const,
  );
  return [...new Map(keyed.toReversed()).values()].toReversed();
}
