import { metresFromKm, type TripFacts } from "./facts";
import { chargedMetres } from "./mileage";
import type { Tariff } from "./rules";

/** The distance a price was made for. */
export interface PriceBasis {
  origin: Tariff["mileage"]["origin"];
  legs: Tariff["mileage"]["legs"];
  /** Origin to destination of the patient, one way. */
  patientMetres: number;
  /** From where the tariff counts, one way, before rounding. */
  countedMetres: number;
  /** What is charged over all legs, rounded as the tariff says. */
  chargedMetres: number;
}

/** The distance that a price by this tariff was made for, in metres. */
export function basisOf(tariff: Tariff, facts: TripFacts): PriceBasis {
  const { origin, legs } = tariff.mileage;
  const counted = {
    patient: facts.patientKm,
    vehicle_base: facts.vehicleKm,
    zone_boundary: facts.beyondZoneKm,
  };
  return {
    origin,
    legs,
    patientMetres: metresFromKm(facts.patientKm),
    countedMetres: metresFromKm(counted[origin]),
    chargedMetres: chargedMetres(tariff, facts),
  };
}
