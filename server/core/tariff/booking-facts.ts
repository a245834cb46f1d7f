import type { BookingExtras, BookingNeeds } from "@/server/core/booking-needs";
import type { Mobility } from "@/server/core/patient";
import type { Place } from "@/server/core/place";
import type { EquipmentItem } from "@/server/core/vehicle";
import { isEmptyReturn } from "./empty-return";
import type { TripFacts } from "./facts";
import { zoneFor } from "./mileage";
import type { Tariff } from "./rules";

/** What a booking and its slot say about the price. */
export interface BookedWay {
  mobility: Mobility;
  extras: BookingExtras;
  needs: BookingNeeds;
  from: Pick<Place, "district" | "floor" | "hasLift">;
  to: Pick<Place, "district" | "floor" | "hasLift">;
  distanceMetres: number;
  rideSeconds: number;
  /** From the vehicle's base over the pickup to the destination. */
  vehicleMetres: number;
  /** Empty metres that the vehicle's day has less of with this patient than without. */
  savedEmptyMetres: number;
  returnTrip: boolean;
  /** Local clock of the planned pickup ("08:30") and whether the day is a public holiday. */
  pickup: { clock: string; holiday: boolean };
  tolls: { freeMetres: number; fenPerKm: number };
}

/**
 * The facts of a binding quote (contracts.md, Price). What is not charged by this tariff is left out; what is quoted "at
 * actual" is a ceiling.
 */
export function bookingFacts(tariff: Tariff, way: BookedWay): TripFacts {
  const zone = zoneFor(tariff, [way.from.district, way.to.district]);
  const tolls = tollsFen(tariff, way);
  const equipment = chargedEquipment(tariff, way.needs.equipment);
  const carry = carryFacts(tariff, way);
  return {
    ...(zone === null ? {} : { zone }),
    patientKm: way.distanceMetres / 1000,
    vehicleKm: way.vehicleMetres / 1000,
    ...(way.returnTrip ? { returnTrip: true } : {}),
    ...(isEmptyReturn(tariff, { ...way, savedMetres: way.savedEmptyMetres }) ? { emptyReturn: true } : {}),
    staff: { doctor: way.needs.crew.doctor ?? 0, nurse: way.needs.crew.nurse ?? 0 },
    staffMinutes: Math.ceil(way.rideSeconds / 60),
    ...(carry ? { carry } : {}),
    ...(equipment ? { equipment } : {}),
    pickup: way.pickup,
    ...(tolls ? { tollsFen: tolls } : {}),
  };
}

/**
 * Stairs only where carrying was asked for. Two ends carried are one base fee and the storeys of both: an end with a lift
 * adds none where the tariff lets a lift count.
 */
function carryFacts(tariff: Tariff, { mobility, extras, needs, from, to }: BookedWay): TripFacts["carry"] {
  const stretcher = mobility === "stretcher" || mobility === "bariatric_stretcher";
  const ends = [...(extras.carryFrom ? [from] : []), ...(extras.carryTo ? [to] : [])];
  if (ends.length === 0) return stretcher ? { stretcher } : undefined;
  const onFoot = ends.filter((end) => !end.hasLift);
  const counted = onFoot.length > 0 ? onFoot : ends;
  const floors = counted.reduce((sum, end) => sum + Math.abs(end.floor > 0 ? end.floor - 1 : end.floor), 0);
  const first = tariff.carry?.stairs?.firstChargedFloor ?? 1;
  const storeys = counted.reduce((sum, end) => sum + Math.max(0, end.floor - first + 1), 0);
  // One storey number that charges the storeys of all carried ends; a cellar keeps its own, which charges the base alone.
  const floor = storeys > 0 ? storeys + first - 1 : (counted[0]?.floor ?? 1);
  return { stretcher, floor, floors, lift: onFoot.length === 0, bearers: needs.crew.bearer ?? 1 };
}

function chargedEquipment(tariff: Tariff, needed: readonly EquipmentItem[]): TripFacts["equipment"] {
  const charged = tariff.equipment.map(({ item }) => item).filter((item) => needed.includes(item));
  return charged.length > 0 ? Object.fromEntries(charged.map((item) => [item, 1])) : undefined;
}

/** A ceiling per kilometre beyond the free roads, rounded up to whole yuan; only where tolls are charged at actual. */
function tollsFen(tariff: Tariff, { distanceMetres, tolls }: BookedWay): TripFacts["tollsFen"] {
  if (tariff.tolls !== "one_way_actual" && tariff.tolls !== "round_trip_actual") return undefined;
  const metres = Math.max(0, distanceMetres - tolls.freeMetres);
  const fen = Math.ceil((metres * tolls.fenPerKm) / 1000 / 100) * 100;
  return { outbound: fen, return: fen };
}
