import { itemsFor } from "../inspection";
import { type Check, check } from "./check";
import type { ShiftFacts } from "./facts";
import type { StandardRule } from "./rules";

/**
 * The vehicle of a shift against the rule of its inspection; null where none is asked of its class. An open fault that blocks
 * fails it at any time; a missing or old inspection only when the vehicle sets out.
 */
export function checkShift(rule: StandardRule, facts: ShiftFacts): Check | null {
  if (rule.kind !== "pre_shift_inspection") return null;
  const { vehicleClass, isStarting, inspectedHoursAgo: hoursAgo, openDefects } = facts;
  if (rule.appliesTo && !rule.appliesTo.includes(vehicleClass)) return null;
  if (itemsFor(rule.requirement.items, vehicleClass).length === 0) return null;
  const { goodForHours } = rule.requirement;
  const titles = new Map(rule.requirement.items.map((it) => [it.id, it]));
  const state =
    openDefects.length > 0
      ? "blocked"
      : !isStarting
        ? "not_due"
        : hoursAgo === null
          ? "missing"
          : hoursAgo > goodForHours
            ? "too_old"
            : "done";
  return check(state === "done" || state === "not_due", {
    state,
    goodForHours,
    hoursAgo,
    defects: openDefects.join(" "),
    defectsZh: openDefects.map((it) => titles.get(it)?.titleZh ?? it).join("、"),
    defectsEn: openDefects.map((it) => titles.get(it)?.titleEn ?? it).join(", "),
  });
}
