import { z } from "zod";

/** What a rule may look at: a word, a number, yes or no, or a list of words. */
type FactValue = string | number | boolean | readonly string[];
export type Facts = Readonly<Record<string, FactValue | undefined>>;

/**
 * A branching expression as data. A comparison with a fact that is not known is false, so that a missing answer
 * never fulfils a rule; only `known: false` asks for absence. There is no negation for the same reason.
 */
export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { fact: string; is: string | number | boolean }
  | { fact: string; in: string[] }
  | { fact: string; includesAny: string[] }
  | { fact: string; atLeast: number }
  | { fact: string; below: number }
  | { fact: string; known: boolean };

const fact = z.string().min(1);

export const condition: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    z.strictObject({ all: z.array(condition) }),
    z.strictObject({ any: z.array(condition).min(1) }),
    z.strictObject({ fact, is: z.union([z.string(), z.number(), z.boolean()]) }),
    z.strictObject({ fact, in: z.array(z.string()).min(1) }),
    z.strictObject({ fact, includesAny: z.array(z.string()).min(1) }),
    z.strictObject({ fact, atLeast: z.number() }),
    z.strictObject({ fact, below: z.number() }),
    z.strictObject({ fact, known: z.boolean() }),
  ]),
);

/** Whether the facts fulfil the condition. `all: []` always holds. */
export function holds(rule: Condition, facts: Facts): boolean {
  if ("all" in rule) return rule.all.every((part) => holds(part, facts));
  if ("any" in rule) return rule.any.some((part) => holds(part, facts));
  const value = facts[rule.fact];
  if ("known" in rule) return (value !== undefined) === rule.known;
  if (value === undefined) return false;
  if ("is" in rule) return value === rule.is;
  if ("in" in rule) return typeof value === "string" && rule.in.includes(value);
  if ("includesAny" in rule)
    return Array.isArray(value) && rule.includesAny.some((word) => value.includes(word));
  if (typeof value !== "number") return false;
  return "atLeast" in rule ? value >= rule.atLeast : value < rule.below;
}

/** Every fact a condition looks at, with the words it compares it to: for checking a rule before it is published. */
export function comparisons(rule: Condition): { fact: string; words: string[] }[] {
  if ("all" in rule) return rule.all.flatMap(comparisons);
  if ("any" in rule) return rule.any.flatMap(comparisons);
  if ("is" in rule) return [{ fact: rule.fact, words: typeof rule.is === "string" ? [rule.is] : [] }];
  if ("in" in rule) return [{ fact: rule.fact, words: rule.in }];
  if ("includesAny" in rule) return [{ fact: rule.fact, words: rule.includesAny }];
  return [{ fact: rule.fact, words: [] }];
}
