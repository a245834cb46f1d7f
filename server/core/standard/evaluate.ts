import type { Check, CheckFacts } from "./check";
import { checkCrew, checkOperator, checkStaffing } from "./check-people";
import { checkShift } from "./check-shift";
import { checkVehicle } from "./check-vehicle";
import { dayOf, endOfDay } from "./day";
import type { StandardSubject } from "./facts";
import { type StandardRule, type StandardSet, subjectOfKind } from "./rules";

export interface RuleHeld {
  ruleId: string;
  version: number;
  facts: CheckFacts;
}
export interface RuleFailed extends RuleHeld {
  textZh: string;
  textEn: string;
}

/** Which rules of which version hold and fail; `expiresAt` is the first instant at which a paper behind it lapses. */
export interface Evaluation {
  standardId: string;
  version: number;
  passes: boolean;
  holds: RuleHeld[];
  fails: RuleFailed[];
  /** Epoch milliseconds; null when nothing that holds has an end. */
  expiresAt: number | null;
}

function checkRule(rule: StandardRule, subject: StandardSubject, day: string): Check | null {
  switch (subject.kind) {
    case "vehicle":
      return checkVehicle(rule, subject.facts, day);
    case "crew":
      return checkCrew(rule, subject.facts, day);
    case "staffing":
      return checkStaffing(rule, subject.facts);
    case "operator":
      return checkOperator(rule, subject.facts, day);
    case "shift":
      return checkShift(rule, subject.facts);
  }
}

function isInForce(rule: StandardRule, day: string): boolean {
  return !rule.off && rule.validFrom <= day && (rule.validTo === undefined || day <= rule.validTo);
}

/** Fills `{name}` of a text from the facts; a fact that is empty reads as a dash. */
function fillText(text: string, facts: CheckFacts): string {
  return text.replace(/\{(\w+)\}/g, (_blank, name: string) => {
    const value = facts[name];
    return value === null || value === undefined || value === "" ? "–" : String(value);
  });
}

/**
 * Checks a subject against a region's standards at an instant (epoch milliseconds): at certification, at shift
 * start and at every match (mission.md, M7). Only rules in force on that day of the region's zone count. A paper
 * that is absent, not looked at or lapsed fails its rule; more equipment never does.
 */
export function evaluateStandards(set: StandardSet, subject: StandardSubject, atInstant: number): Evaluation {
  const day = dayOf(atInstant, set.timeZone);
  const holds: RuleHeld[] = [];
  const fails: RuleFailed[] = [];
  const lastDays: string[] = [];
  for (const rule of set.rules) {
    const concerns = subjectOfKind[rule.kind] === subject.kind && isInForce(rule, day);
    const checked = concerns ? checkRule(rule, subject, day) : null;
    if (!checked) continue;
    const held = { ruleId: rule.id, version: set.version, facts: checked.facts };
    if (checked.lastDay) lastDays.push(checked.lastDay);
    if (checked.holds) holds.push(held);
    else {
      const texts = {
        textZh: fillText(rule.failZh, checked.facts),
        textEn: fillText(rule.failEn, checked.facts),
      };
      fails.push({ ...held, ...texts });
    }
  }
  const firstDay = lastDays.sort()[0];
  const expiresAt = firstDay === undefined ? null : endOfDay(firstDay, set.timeZone);
  return { standardId: set.id, version: set.version, passes: fails.length === 0, holds, fails, expiresAt };
}
