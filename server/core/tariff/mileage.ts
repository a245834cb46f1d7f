import { DomainError } from "@/server/core/domain-error";
import { applyRatio } from "@/server/core/money";
import { metresFromKm, type TripFacts } from "./facts";
import { type PriceLine, priceLine } from "./line";
import type { Band, Tariff } from "./rules";

/** One-way metres from where this tariff starts counting, rounded as it says. */
export function chargedOneWayMetres(tariff: Tariff, facts: TripFacts): number {
  const km = {
    patient: facts.patientKm,
    vehicle_base: facts.vehicleKm,
    zone_boundary: facts.beyondZoneKm,
  }[tariff.mileage.origin];
  return roundMetres(metresFromKm(km), tariff.mileage.rounding);
}

/** Metres charged over all legs: the rounded one-way distance, twice where both ways are charged. */
export function chargedMetres(tariff: Tariff, facts: TripFacts): number {
  return chargedOneWayMetres(tariff, facts) * (tariff.mileage.legs === "round_trip" ? 2 : 1);
}

/**
 * Start price and mileage of the first band that fits. The start line is always there, even at 0 fen, so that a relief
 * price shows what is free.
 */
export function mileageLines(tariff: Tariff, facts: TripFacts): PriceLine[] {
  const index = bandIndex(tariff, facts);
  const band = tariff.bands[index] as Band;
  const withMedic = band.startWithMedicFen !== null && hasMedic(facts);
  const startFen = withMedic ? (band.startWithMedicFen ?? 0) : band.startFen;
  const clause = `bands[${index}]`;
  const lines = [
    priceLine(tariff, "start", startFen, `${clause}.${withMedic ? "startWithMedicFen" : "startFen"}`),
  ];
  const beyondMetres = Math.max(0, chargedMetres(tariff, facts) - band.includedMetres);
  const fen = applyRatio(beyondMetres, band.perKmFen, 1000);
  if (fen > 0) {
    const detail = { quantity: beyondMetres / 1000, unit: "km", unitFen: band.perKmFen } as const;
    lines.push(priceLine(tariff, "mileage", fen, `${clause}.perKmFen`, detail));
  }
  return lines;
}

/** Drivers this tariff asks for over the one-way distance; the law's own rule stands in the staffing standards. */
export function driversNeeded(tariff: Tariff, facts: TripFacts): number {
  const oneWayMetres = chargedOneWayMetres(tariff, facts);
  const rules = tariff.drivers.filter((rule) => oneWayMetres > rule.overMetres);
  return Math.max(1, ...rules.map((rule) => rule.drivers));
}

/**
 * The zone of a trip from the division codes (GB/T 2260) of its ends: the first zone that holds every end.
 * @returns null when the tariff has no zones, or its boundary is drawn on a map and no division tells it
 */
export function zoneFor(tariff: Tariff, endCodes: readonly string[]): string | null {
  if (tariff.zones.some((zone) => zone.codePrefixes === null)) return null;
  const found = tariff.zones.find(({ codePrefixes }) => {
    const prefixes = codePrefixes ?? [];
    return prefixes.length === 0 || endCodes.every((code) => prefixes.some((it) => code.startsWith(it)));
  });
  return found?.id ?? null;
}

function bandIndex(tariff: Tariff, facts: TripFacts): number {
  // A binding price is never guessed: a tariff with zones needs one it knows.
  if (tariff.zones.length > 0 && !tariff.zones.some((zone) => zone.id === facts.zone)) {
    throw new DomainError("bad_input", "tariff.zone_unknown", {
      tariff: tariff.id,
      zone: facts.zone ?? null,
      zones: tariff.zones.map((zone) => zone.id).join(", "),
    });
  }
  const metres = chargedMetres(tariff, facts);
  const index = tariff.bands.findIndex(
    (band) =>
      (band.zone === null || band.zone === facts.zone) &&
      (band.upToMetres === null || metres <= band.upToMetres),
  );
  if (index < 0) {
    throw new DomainError("bad_input", "tariff.distance_without_price", { tariff: tariff.id, metres });
  }
  return index;
}

function hasMedic(facts: TripFacts): boolean {
  return (facts.staff?.doctor ?? 0) + (facts.staff?.nurse ?? 0) > 0;
}

function roundMetres(metres: number, rounding: Tariff["mileage"]["rounding"]): number {
  if (rounding === null) return metres;
  const { stepMetres, direction } = rounding;
  const round = { up: Math.ceil, nearest: Math.round, down: Math.floor }[direction];
  return round(metres / stepMetres) * stepMetres;
}
