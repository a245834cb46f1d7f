import { applyRatio } from "@/server/core/money";
import { secondsFromMinutes, type TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import { chargedMetres } from "./mileage";
import type { StaffRule, Tariff } from "./rules";

/** Doctor and nurse on board: each person's fee times how many; a role included in the price costs nothing. */
export function staffLines(tariff: Tariff, facts: TripFacts): PriceLine[] {
  return tariff.staff.flatMap((rule, index) => {
    const people = facts.staff?.[rule.role] ?? 0;
    if (people === 0 || tariff.staffIncluded.includes(rule.role)) return [];
    const unitFen = feePerPerson(rule, chargedMetres(tariff, facts), secondsFromMinutes(facts.staffMinutes));
    if (unitFen === 0) return [];
    const detail = { quantity: people, unit: "person", unitFen } as const;
    return [priceLine(tariff, `staff_${rule.role}`, unitFen * people, `staff[${index}]`, detail)];
  });
}

function feePerPerson(rule: StaffRule, distanceMetres: number, careSeconds: number): number {
  const beyondMetres = Math.max(0, distanceMetres - rule.includedMetres);
  const hoursFen =
    rule.hourRounding === "up"
      ? Math.ceil(careSeconds / 3600) * rule.perHourFen
      : applyRatio(careSeconds, rule.perHourFen, 3600);
  return rule.perTripFen + applyRatio(beyondMetres, rule.perKmFen, 1000) + hoursFen;
}
