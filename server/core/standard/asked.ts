import type { VehicleClass } from "../vehicle";
import type { StandardRule } from "./rules";

/** What a rule asks for, under the names of `{…}` in its words; what only a check can find has no place here. */
function askedFacts(rule: StandardRule): Record<string, number> {
  switch (rule.kind) {
    case "equipment":
      return { required: rule.requirement.quantity };
    case "third_party_cover":
    case "seat_cover":
      return { requiredYuan: rule.requirement.minFen / 100 };
    case "vehicle_age":
      return { maxYears: rule.requirement.maxYears };
    case "odometer":
      return { maxKm: rule.requirement.maxKm };
    case "pre_shift_inspection": {
      const { goodForHours, items } = rule.requirement;
      return { goodForHours, items: items.length };
    }
    case "two_drivers":
      return { kilometres: rule.requirement.overMetres / 1000, required: rule.requirement.drivers };
    case "driving_rest": {
      const { maxDrivingSeconds, restSeconds } = rule.requirement;
      return { maxMinutes: maxDrivingSeconds / 60, restMinutes: restSeconds / 60 };
    }
    default:
      return {};
  }
}

/** A rule's words as a reader of the standard sees them: what it asks is filled in, what a check would find is left open. */
export function askedText(rule: StandardRule, language: "zh" | "en"): string {
  const facts = askedFacts(rule);
  const text = language === "zh" ? rule.failZh : rule.failEn;
  return text.replace(/\{(\w+)\}/g, (_blank, name: string) => String(facts[name] ?? "…"));
}

/** Vehicle classes that a rule is for and that must keep it; null: all of them, or no matter of vehicles. */
export function classesAsked(rule: StandardRule): VehicleClass[] | null {
  if (rule.kind === "equipment")
    return Object.entries(rule.requirement.classes).flatMap(([name, asked]) =>
      asked === "required" ? [name as VehicleClass] : [],
    );
  if ("classes" in rule.requirement) return rule.requirement.classes;
  return rule.appliesTo ?? null;
}
