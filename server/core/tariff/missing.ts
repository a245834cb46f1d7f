import type { TripFacts } from "./facts";
import type { Tariff } from "./rules";

/**
 * Facts a binding quote by this tariff must not leave out. `priceTrip` takes what is left out as zero (contracts.md), so
 * a forgotten distance would become a cheap promise: whoever quotes asks here first.
 * @returns names of facts in contracts.md's words, empty when the quote may be made
 */
export function missingFacts(tariff: Tariff, facts: TripFacts): string[] {
  const missing: string[] = [];
  if (tariff.zones.length > 0 && facts.zone === undefined) missing.push("zone");
  const distance = distanceFact(tariff);
  const charged = tariff.bands.some(
    (band) =>
      (facts.zone === undefined || band.zone === null || band.zone === facts.zone) &&
      (band.perKmFen > 0 || band.upToMetres !== null),
  );
  if (charged && facts[distance] === undefined) missing.push(distance);
  const stairs = tariff.carry?.stairs;
  if (stairs && isCarriedUp(stairs, facts) && facts.carry?.bearers === undefined && stairs.perBearer) {
    missing.push("carry.bearers");
  }
  return missing;
}

/** The fact that holds the distance from where this tariff counts. */
export function distanceFact(tariff: Tariff): "patientKm" | "vehicleKm" | "beyondZoneKm" {
  return ({ patient: "patientKm", vehicle_base: "vehicleKm", zone_boundary: "beyondZoneKm" } as const)[
    tariff.mileage.origin
  ];
}

function isCarriedUp(
  stairs: NonNullable<NonNullable<Tariff["carry"]>["stairs"]>,
  { carry }: TripFacts,
): boolean {
  const storeys = stairs.counts === "floor" ? (carry?.floor ?? 0) : (carry?.floors ?? 0);
  return storeys > 0 && !(stairs.liftExempt && carry?.lift);
}
