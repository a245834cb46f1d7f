import { vehicleClasses } from "../vehicle";
import type { StandardRule, StandardSet } from "./rules";

export interface StandardProblem {
  /** The rule it is about; a vehicle class where a rule is missing. */
  at: string;
  problem:
    | "validity_reversed"
    | "nothing_in_force"
    | "class_without_staffing"
    | "marking_contradiction"
    | "said_twice"
    | "unknown_blank"
    | "item_twice";
  data: Record<string, string | number | null>;
}

/** Facts that the check of a kind answers with: what `{…}` in its words may name. */
const blanks: Record<StandardRule["kind"], readonly string[]> = {
  equipment: ["item", "need", "required", "found"],
  vehicle_paper: ["paper", "state", "expiresOn"],
  marking: ["item", "seen"],
  marking_photo: ["missing", "expiresOn"],
  third_party_cover: ["requiredYuan", "foundYuan"],
  seat_cover: ["requiredYuan", "foundYuan"],
  vehicle_age: ["registeredOn", "maxYears", "lastDay"],
  odometer: ["maxKm", "found"],
  positioning_device: ["deviceId"],
  own_vehicle: ["ownedByOperator"],
  crew_paper: ["paper", "state", "expiresOn"],
  training_hours: ["required", "found", "quarters"],
  training_credits: ["required", "found", "quarters"],
  class_staffing: ["vehicleClass", "grade", "missing", "found"],
  grade_staffing: ["vehicleClass", "grade", "missing", "found", "classFits"],
  protective_training: ["vehicleClass", "untrained"],
  two_drivers: ["kilometres", "required", "found"],
  driving_rest: ["minutes", "maxMinutes", "restMinutes"],
  driver_licence: ["needed", "drivers", "unfit"],
  pre_shift_inspection: ["state", "goodForHours", "hoursAgo", "defects", "defectsZh", "defectsEn"],
  operator_paper: ["paper", "state", "expiresOn"],
  driver_ratio: ["vehicleCount", "required", "found"],
};

/** What two rules would both settle; null where several of a kind may stand beside each other. */
function settles(rule: StandardRule): string | null {
  switch (rule.kind) {
    case "equipment":
      return `equipment ${rule.requirement.item}`;
    case "marking":
      return `marking ${rule.requirement.item}`;
    case "vehicle_paper":
    case "operator_paper":
      return `${rule.kind} ${rule.requirement.paper}`;
    case "grade_staffing":
      return `grade_staffing ${rule.requirement.grade}`;
    case "class_staffing":
    case "crew_paper":
    case "protective_training":
      return null;
    default:
      return rule.kind;
  }
}

function classesMeet(a: StandardRule, b: StandardRule): boolean {
  if (a.kind !== "equipment" || b.kind !== "equipment") return true;
  const others = b.requirement.classes;
  return Object.keys(a.requirement.classes).some((it) => it in others);
}

const overlaps = (a: StandardRule, b: StandardRule): boolean =>
  a.validFrom <= (b.validTo ?? "9999") &&
  b.validFrom <= (a.validTo ?? "9999") &&
  classesMeet(a, b) &&
  (!a.appliesTo || !b.appliesTo || a.appliesTo.some((it) => b.appliesTo?.includes(it)));

function checkPairs(rules: readonly StandardRule[]): StandardProblem[] {
  return rules.flatMap((rule, index) =>
    rules.slice(0, index).flatMap((earlier): StandardProblem[] => {
      const about = settles(rule);
      if (about === null || about !== settles(earlier) || !overlaps(rule, earlier)) return [];
      const contradicts = rule.kind === "marking";
      const problem = contradicts ? "marking_contradiction" : "said_twice";
      return [{ at: rule.id, problem, data: { other: earlier.id } }];
    }),
  );
}

function checkRule(rule: StandardRule): StandardProblem[] {
  const found: StandardProblem[] = [];
  if (rule.validTo !== undefined && rule.validTo < rule.validFrom)
    found.push({ at: rule.id, problem: "validity_reversed", data: {} });
  for (const [, name = ""] of `${rule.failZh}${rule.failEn}`.matchAll(/\{(\w+)\}/g))
    if (!blanks[rule.kind].includes(name))
      found.push({ at: rule.id, problem: "unknown_blank", data: { blank: name } });
  if (rule.kind === "pre_shift_inspection") {
    const ids = rule.requirement.items.map(({ id }) => id);
    const twice = ids.find((id, index) => ids.indexOf(id) < index);
    if (twice !== undefined) found.push({ at: rule.id, problem: "item_twice", data: { item: twice } });
  }
  return found;
}

/**
 * What is wrong with a set of standards beyond its shape; a set with problems cannot be published: nothing in force, a
 * vehicle class that nobody has to staff, one thing settled by two rules at once, words with a blank that no fact fills.
 */
export function checkStandardSet(set: StandardSet): StandardProblem[] {
  const on = set.rules.filter((rule) => !rule.off);
  const staffed = on.flatMap((rule) => (rule.kind === "class_staffing" ? rule.requirement.classes : []));
  const unstaffed = vehicleClasses.filter((it) => !staffed.includes(it));
  return [
    ...(on.length === 0 ? [{ at: set.id, problem: "nothing_in_force" as const, data: {} }] : []),
    ...unstaffed.map(
      (at): StandardProblem => ({
        at,
        problem: "class_without_staffing",
        data: { vehicleClass: at },
      }),
    ),
    ...checkPairs(on),
    ...set.rules.flatMap(checkRule),
  ];
}
