import type { ExtraFacts } from "./billing-input";
import type { TripFacts } from "./tariff/facts";
import type { WaitingCause } from "./trip-input";

/** What the crew and the device recorded of a trip, as far as a price can depend on it. */
export interface DrivenTrip {
  waiting: readonly { minutes: number; causedBy: WaitingCause }[];
  carry: readonly { floors: number; bearers: number; flatMetres: number }[];
  tolls: readonly { fen: number; way: "outbound" | "return" }[];
  /** With the patient on board, by positions; null: not measured, then the quoted way counts. */
  drivenMetres: number | null;
  /** To the patient and with the patient; null as above. */
  vehicleMetres: number | null;
  /** Who rode along as doctor and nurse. */
  staff: { doctor: number; nurse: number };
  /** From boarding to arrival; null: not known. */
  careMinutes: number | null;
  /** Local clock at the door ("08:30"), null: not known. */
  pickupClock: string | null;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const km = (metres: number) => metres / 1000;

/**
 * What was carried, in the terms of `bookingFacts`: one storey number that charges the storeys of all carried ends. A note
 * without a bearer says that nobody was carried after all.
 */
function carried(
  quoted: TripFacts["carry"],
  notes: DrivenTrip["carry"],
  firstChargedFloor: number,
): TripFacts["carry"] {
  if (notes.length === 0) return quoted;
  const ends = notes.filter((note) => note.bearers > 0);
  const floors = sum(ends.map((note) => note.floors));
  const storeys = sum(ends.map((note) => (note.floors > 0 ? note.floors + 2 - firstChargedFloor : 0)));
  const ground = ends.length > 0 ? 1 : 0;
  return {
    ...quoted,
    floors,
    floor: storeys > 0 ? storeys + firstChargedFloor - 1 : ground,
    // Storeys were walked: a lift that was there was no help.
    ...(floors > 0 ? { lift: false } : {}),
    bearers: Math.max(0, ...ends.map((note) => note.bearers)),
    flatMetres: sum(ends.map((note) => note.flatMetres)),
  };
}

/**
 * The facts a bill is recomputed from: the quoted ones, replaced by what was recorded. Waiting and tolls count only as
 * recorded; the way only where it was measured; carrying as quoted unless the crew noted otherwise. `firstChargedFloor`:
 * of the tariff, 1 where it charges no stairs.
 */
export function drivenFacts(
  quoted: TripFacts,
  trip: DrivenTrip,
  firstChargedFloor = 1,
): { actual: TripFacts; facilityWaitMinutes: number } {
  const minutes = (cause: WaitingCause) =>
    sum(trip.waiting.filter((note) => note.causedBy === cause).map((note) => note.minutes));
  const tolls = (way: "outbound" | "return") =>
    sum(trip.tolls.filter((note) => note.way === way).map((note) => note.fen));
  const facilityWaitMinutes = minutes("facility");
  const carry = carried(quoted.carry, trip.carry, firstChargedFloor);
  const actual: TripFacts = {
    ...quoted,
    waitMinutes: facilityWaitMinutes + minutes("payer"),
    tollsFen: { outbound: tolls("outbound"), return: tolls("return") },
    ...(carry ? { carry } : {}),
    ...(quoted.staff ? { staff: trip.staff } : {}),
    ...(quoted.patientKm !== undefined && trip.drivenMetres !== null
      ? { patientKm: km(trip.drivenMetres) }
      : {}),
    ...(quoted.vehicleKm !== undefined && trip.vehicleMetres !== null
      ? { vehicleKm: km(trip.vehicleMetres) }
      : {}),
    ...(quoted.staffMinutes !== undefined && trip.careMinutes !== null
      ? { staffMinutes: trip.careMinutes }
      : {}),
    ...(quoted.pickup && trip.pickupClock ? { pickup: { ...quoted.pickup, clock: trip.pickupClock } } : {}),
  };
  return { actual, facilityWaitMinutes };
}

/** The facts with one thing more that the payer asked for. */
export function withExtra(facts: TripFacts, extra: ExtraFacts): TripFacts {
  const { carry, staff, equipment } = facts;
  switch (extra.code) {
    case "waiting":
      return { ...facts, waitMinutes: (facts.waitMinutes ?? 0) + extra.minutes };
    case "stairs":
      return {
        ...facts,
        carry: {
          ...carry,
          floors: extra.floors,
          floor: extra.floors + 1,
          bearers: extra.bearers,
          lift: false,
        },
      };
    case "flat_carry":
      return { ...facts, carry: { ...carry, flatMetres: (carry?.flatMetres ?? 0) + extra.metres } };
    case "stretcher":
      return { ...facts, carry: { ...carry, stretcher: true } };
    case "equipment":
      return {
        ...facts,
        equipment: { ...equipment, [extra.item]: (equipment?.[extra.item] ?? 0) + extra.uses },
      };
    case "staff_nurse":
      return { ...facts, staff: { ...staff, nurse: (staff?.nurse ?? 0) + 1 } };
    case "staff_doctor":
      return { ...facts, staff: { ...staff, doctor: (staff?.doctor ?? 0) + 1 } };
  }
}

/** Extras whose use is not noted as an event: what was confirmed is what was used. */
export function usedAsConfirmed(extra: ExtraFacts): boolean {
  return (
    extra.code === "stretcher" ||
    extra.code === "equipment" ||
    extra.code === "staff_nurse" ||
    extra.code === "staff_doctor"
  );
}
