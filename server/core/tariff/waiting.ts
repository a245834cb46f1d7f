import { applyRatio } from "@/server/core/money";
import { secondsFromMinutes, type TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Tariff } from "./rules";

/** Waiting beyond the free minutes, in blocks; a begun block counts whole where the tariff says so. */
export function waitingLines(tariff: Tariff, facts: TripFacts): PriceLine[] {
  const rule = tariff.waiting;
  if (rule === null) return [];
  const chargedSeconds = secondsFromMinutes(facts.waitMinutes) - rule.freeMinutes * 60;
  if (chargedSeconds <= 0) return [];
  const blockSeconds = rule.blockMinutes * 60;
  const blocks = chargedSeconds / blockSeconds;
  const fen =
    rule.rounding === "up"
      ? Math.ceil(blocks) * rule.blockFen
      : applyRatio(chargedSeconds, rule.blockFen, blockSeconds);
  const quantity = rule.rounding === "up" ? Math.ceil(blocks) : blocks;
  return [priceLine(tariff, "waiting", fen, "waiting", { quantity, unit: "block", unitFen: rule.blockFen })];
}
