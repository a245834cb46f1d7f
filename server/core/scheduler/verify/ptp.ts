import type { Ptp, PtpPatient, PtpVehicle } from "@/server/core/formats/ptp";
import {
  conclude,
  type TripAnswer,
  type Verification,
  type Violation,
} from "@/server/core/scheduler/verify/answer";
import { readTripStops, type TripStop } from "@/server/core/scheduler/verify/ptp-stops";

/**
 * Checks an answer to a patient transportation instance (CSPLib 082). Unserved patients are no violation where they
 * are listed; a patient with only one of two trips is, as nobody may be left at the hospital.
 */
export function verifyPtp(instance: Ptp, answer: TripAnswer): Verification {
  const found: Violation[] = [];
  const seen = new Set<string>();
  const stopSeen = new Set<string>();
  const routes = answer.routes.filter(({ stops }) => stops.length > 0);
  const whole = new Set<string>();
  for (const route of routes) {
    const name = `vehicle ${route.vehicle} window ${route.window}`;
    const hold = (constraint: Violation["constraint"], detail: string): void => {
      found.push({ constraint, detail: `${name}: ${detail}` });
    };
    if (seen.has(name)) hold("vehicle", "drives two routes");
    seen.add(name);
    const stops = readTripStops(instance, route.stops, stopSeen, hold);
    for (const trip of wholeTrips(stops, hold)) whole.add(trip);
    const vehicle = instance.vehicles[route.vehicle];
    const window = vehicle?.windows[route.window];
    if (!vehicle || !window) {
      hold("vehicle", "does not exist");
      continue;
    }
    checkCarrying(vehicle, stops, hold);
    checkTimes(instance, vehicle, window, stops, hold);
  }
  const served = countServed(instance, whole, new Set(answer.unserved.map(({ request }) => request)), found);
  return conclude(answer, new Set(routes.map(({ vehicle }) => vehicle)).size, served, found);
}

type Hold = (constraint: Violation["constraint"], detail: string) => void;

/** Trips with pickup and drop on this route in order, as `f3`. */
function wholeTrips(stops: readonly TripStop[], hold: Hold): string[] {
  const names = stops.map(({ name }) => name);
  return [...new Set(names.map((name) => name.slice(0, -1)))].filter((trip) => {
    const [up, down] = [names.indexOf(`${trip}+`), names.indexOf(`${trip}-`)];
    if (up < 0 || down < 0) hold("structure", `${trip} has no ${up < 0 ? "pickup" : "drop"} on this route`);
    else if (up > down) hold("structure", `${trip} is dropped before its pickup`);
    return up >= 0 && down > up;
  });
}

function checkCarrying(vehicle: PtpVehicle, stops: readonly TripStop[], hold: Hold): void {
  let load = 0;
  for (const { name, patient, isPickup } of stops) {
    if (isPickup && !vehicle.canTake.includes(patient.category))
      hold("category", `${name} is of category ${patient.category}, not taken by this vehicle`);
    load += isPickup ? patient.load : -patient.load;
    if (load > vehicle.capacity) hold("capacity", `load ${load} of ${vehicle.capacity} after ${name}`);
  }
}

/** As early as possible is best: only earliest pickups and latest drops bind. To and from place -1 nothing is driven. */
function checkTimes(
  { distances, maxWait }: Ptp,
  vehicle: PtpVehicle,
  window: { from: number; to: number },
  stops: readonly TripStop[],
  hold: Hold,
): void {
  const travel = (from: number, to: number): number =>
    from < 0 || to < 0 ? 0 : (distances[from]?.[to] ?? 0);
  let [here, free] = [vehicle.start, window.from];
  for (const stop of stops) {
    const { earliest, latest } = windowOf(stop, maxWait);
    const start = Math.max(free + travel(here, stop.place), earliest);
    if (start > latest) hold("time_window", `${stop.name} starts at minute ${start}, latest ${latest}`);
    [here, free] = [stop.place, start + stop.patient.srvDuration];
  }
  const back = free + travel(here, vehicle.end);
  if (back > window.to) hold("depot_time", `ends at minute ${back}, available until ${window.to}`);
}

function windowOf(
  { patient, isForward, isPickup }: TripStop,
  maxWait: number,
): { earliest: number; latest: number } {
  const { rdvTime, rdvDuration, srvDuration } = patient;
  const none = Number.POSITIVE_INFINITY;
  if (isForward)
    return isPickup
      ? { earliest: rdvTime - maxWait, latest: none }
      : { earliest: 0, latest: rdvTime - srvDuration };
  const ready = rdvTime + rdvDuration;
  return isPickup ? { earliest: ready, latest: none } : { earliest: 0, latest: ready + maxWait };
}

/** Patients with all of their trips whole; the others must be listed, and none of their trips driven. */
function countServed(
  { patients }: Ptp,
  whole: ReadonlySet<string>,
  listed: ReadonlySet<number>,
  found: Violation[],
): number {
  const tripsOf = (patient: PtpPatient, index: number): string[] => [
    ...(patient.start < 0 ? [] : [`f${index}`]),
    ...(patient.end < 0 ? [] : [`b${index}`]),
  ];
  let served = 0;
  for (const [index, patient] of patients.entries()) {
    const trips = tripsOf(patient, index);
    const driven = trips.filter((trip) => whole.has(trip)).length;
    const isServed = driven === trips.length;
    if (isServed) served += 1;
    else if (driven > 0)
      found.push({ constraint: "half_served", detail: `patient ${index} has only one of two trips` });
    if (isServed === listed.has(index))
      found.push({
        constraint: "unserved",
        detail: `patient ${index} is ${isServed ? "served but listed as unserved" : "neither served nor listed"}`,
      });
  }
  for (const index of listed)
    if (!patients[index])
      found.push({ constraint: "structure", detail: `unserved patient ${index} does not exist` });
  return served;
}
