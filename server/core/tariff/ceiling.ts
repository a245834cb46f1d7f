import type { ServiceLevel } from "@/server/core/patient";
import type { RegionSettings } from "@/server/core/region-settings";
import { lineLabels, type PriceLine, type TripPart } from "./line";
import { type PricedTrip, partOf } from "./price";

/** The most that one trip may cost, and the rule that says so. */
export interface PriceCeiling {
  fen: number;
  /** Cites the region's settings: `settings@3#ceiling.careTransfer`. */
  rule: string;
}

const names = { accessible_ride: "accessibleRide", care_transfer: "careTransfer" } as const;

/**
 * The region's ceiling for one trip (decisions.md, Price: regional data): a sum, and so much for each kilometre of the
 * patient's way. Null where the region has none.
 */
export function ceilingOf(
  { ceiling }: Pick<RegionSettings, "ceiling">,
  settingsName: string,
  trip: { serviceLevel: ServiceLevel; distanceMetres: number },
): PriceCeiling | null {
  const name = names[trip.serviceLevel];
  const { baseFen, perKmFen } = ceiling[name];
  if (baseFen === null) return null;
  const fen = baseFen + Math.ceil((trip.distanceMetres * perKmFen) / 1000);
  return { fen, rule: `${settingsName}#ceiling.${name}` };
}

/** The line that takes off what is above a ceiling; null where nothing is. */
export function ceilingLine(
  totalFen: number,
  ceiling: PriceCeiling | null,
  part: TripPart,
): PriceLine | null {
  if (ceiling === null || totalFen <= ceiling.fen) return null;
  return {
    code: "ceiling",
    part,
    label: lineLabels.ceiling,
    fen: ceiling.fen - totalFen,
    rule: ceiling.rule,
  };
}

/** One part of a price, under the ceiling of its own trip. */
export function underCeiling(priced: PricedTrip, part: TripPart, ceiling: PriceCeiling | null): PricedTrip {
  const mine = partOf(priced, part);
  const line = ceilingLine(mine.totalFen, ceiling, part);
  return line ? { ...mine, lines: [...mine.lines, line], totalFen: mine.totalFen + line.fen } : mine;
}
