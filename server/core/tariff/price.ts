import { sumFen } from "@/server/core/money";
import { carryLines } from "./carry";
import { emptyReturnLines } from "./empty-return";
import type { TripFacts } from "./facts";
import type { PriceLine, TripPart } from "./line";
import { driversNeeded, mileageLines } from "./mileage";
import { returnLines } from "./return-journey";
import type { Tariff } from "./rules";
import { staffLines } from "./staff";
import { equipmentLines, surchargeLines } from "./surcharge";
import { tollLines } from "./tolls";
import { waitingLines } from "./waiting";

/** A price by one tariff: its lines add up to `totalFen`, exactly. */
export interface PricedTrip {
  tariff: string;
  totalFen: number;
  drivers: number;
  lines: PriceLine[];
}

/**
 * Prices a trip, and its way back where `facts.returnTrip`, by one tariff. Pure: the same tariff and facts give the same
 * lines for ever. Any status is priced (a draft for preview); who may be charged by it is not decided here.
 * @throws DomainError bad_input `tariff.zone_unknown` or `tariff.distance_without_price`
 */
export function priceTrip(tariff: Tariff, facts: TripFacts): PricedTrip {
  const startAndMileage = mileageLines(tariff, facts);
  const staff = staffLines(tariff, facts);
  const carry = carryLines(tariff, facts);
  const lines = [
    ...startAndMileage,
    ...emptyReturnLines(tariff, facts, startAndMileage),
    ...surchargeLines(tariff, facts, startAndMileage),
    ...staff,
    ...carry,
    ...equipmentLines(tariff, facts),
    ...waitingLines(tariff, facts),
    ...tollLines(tariff, facts),
    ...returnLines(tariff, facts, { startAndMileage, staff, carry }),
  ];
  return {
    tariff: tariff.id,
    totalFen: sumFen(lines.map((line) => line.fen)),
    drivers: driversNeeded(tariff, facts),
    lines,
  };
}

/** One part of a quote of two: the way out or the way back, each billed on its own trip. */
export function partOf(priced: PricedTrip, part: TripPart): PricedTrip {
  const lines = priced.lines.filter((line) => line.part === part);
  return { ...priced, lines, totalFen: sumFen(lines.map((line) => line.fen)) };
}
