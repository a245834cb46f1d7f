import { applyRatio, sumFen } from "@/server/core/money";
import type { TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Tariff } from "./rules";

interface WayOut {
  startAndMileage: readonly PriceLine[];
  staff: readonly PriceLine[];
  carry: readonly PriceLine[];
}

/**
 * The way back on the same task: a share of start and mileage, never of waiting (decisions.md, Price). A tariff that
 * publishes no such share charges the way back like the way out: what is not published as cheaper is not cheaper.
 */
export function returnLines(tariff: Tariff, facts: TripFacts, out: WayOut): PriceLine[] {
  if (!facts.returnTrip) return [];
  const rule = tariff.returnJourney;
  if (rule === null) return again(tariff, [...out.startAndMileage, ...out.staff, ...out.carry]);
  const baseFen = sumFen(out.startAndMileage.map((line) => line.fen));
  const fen = applyRatio(baseFen, rule.share.numerator, rule.share.denominator);
  return [
    priceLine(tariff, "return", fen, "returnJourney", { part: "return" }),
    ...again(
      tariff,
      rule.chargedAgain.flatMap((what) => out[what]),
    ),
  ];
}

function again(tariff: Tariff, lines: readonly PriceLine[]): PriceLine[] {
  return lines.map(({ code, fen, rule, label: _, ...detail }) =>
    priceLine(tariff, code, fen, rule.slice(rule.indexOf("#") + 1), { ...detail, part: "return" }),
  );
}
