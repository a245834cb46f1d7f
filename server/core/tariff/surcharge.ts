import { applyRatio, sumFen } from "@/server/core/money";
import type { TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Tariff } from "./rules";

/** Night and holiday surcharges on start and mileage, by the pickup's local clock and day. */
export function surchargeLines(tariff: Tariff, facts: TripFacts, wayOut: readonly PriceLine[]): PriceLine[] {
  const pickup = facts.pickup;
  if (pickup === undefined) return [];
  const baseFen = sumFen(wayOut.map((line) => line.fen));
  return tariff.surcharges.flatMap((rule, index) => {
    const applies = rule.kind === "holiday" ? pickup.holiday : isWithin(pickup.clock, rule.from, rule.to);
    if (!applies) return [];
    const shareFen = rule.share ? applyRatio(baseFen, rule.share.numerator, rule.share.denominator) : 0;
    return [priceLine(tariff, rule.kind, rule.fixedFen + shareFen, `surcharges[${index}]`)];
  });
}

/** Equipment charged by use. */
export function equipmentLines(tariff: Tariff, facts: TripFacts): PriceLine[] {
  return tariff.equipment.flatMap((rule, index) => {
    const uses = facts.equipment?.[rule.item] ?? 0;
    if (uses === 0) return [];
    const detail = { item: rule.item, quantity: uses, unit: "use", unitFen: rule.perUseFen } as const;
    return [priceLine(tariff, "equipment", rule.perUseFen * uses, `equipment[${index}]`, detail)];
  });
}

function isWithin(clock: string, from: string | null, to: string | null): boolean {
  if (from === null || to === null) return false;
  // `HH:MM` sorts as text; a night that runs over midnight begins later than it ends.
  return from <= to ? clock >= from && clock < to : clock >= from || clock < to;
}
