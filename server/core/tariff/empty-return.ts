import { applyRatio, sumFen } from "@/server/core/money";
import type { TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Tariff } from "./rules";

/** What a discount for an empty return takes off so much of start price and mileage, in fen; 0 where there is none. */
export function emptyReturnFen({ emptyReturn }: Tariff, startAndMileageFen: number): number {
  if (emptyReturn === null) return 0;
  const { numerator, denominator } = emptyReturn.share;
  return applyRatio(startAndMileageFen, numerator, denominator);
}

/** Its own line, below zero; none where nothing is taken off. */
export function emptyReturnLines(tariff: Tariff, facts: TripFacts, base: readonly PriceLine[]): PriceLine[] {
  if (!facts.emptyReturn) return [];
  const fen = emptyReturnFen(tariff, sumFen(base.map((line) => line.fen)));
  return fen > 0 ? [priceLine(tariff, "empty_return", -fen, "emptyReturn")] : [];
}

/**
 * Whether a slot's vehicle would have driven enough of this way empty anyhow. `savedMetres`: empty metres that its day has
 * less of with this patient than without; `distanceMetres`: the patient's way.
 */
export function isEmptyReturn(
  { emptyReturn }: Tariff,
  way: { savedMetres: number; distanceMetres: number },
): boolean {
  if (emptyReturn === null || way.savedMetres <= 0) return false;
  const { numerator, denominator } = emptyReturn.atLeast;
  return way.savedMetres * denominator >= way.distanceMetres * numerator;
}
