import type { ShiftSeed } from "@/server/core/day-generator/fleet";
import type { RequestSeed } from "@/server/core/day-generator/needs";
import type { Town } from "@/server/core/day-generator/town";

/**
 * A plain plan that grows with the day: everyone is put at the end of one vehicle's route, alone. It shows that what is
 * asked can be served, gives promises something to stand on, and is the plan in force when a vehicle breaks down. Its
 * hours are its own, never earlier than the rules of the format give; the verifier's simulation is held against it.
 */

const fourHours = 14_400;
const twentyMinutes = 1_200;

export type WitnessStop = {
  request: RequestSeed;
  kind: "pickup" | "drop";
  place: number;
  /** When the vehicle sets out for it, arrives, begins and is free. */
  leaveSeconds: number;
  arriveSeconds: number;
  startSeconds: number;
  departSeconds: number;
  /** Whether the crew rests 20 minutes before it sets out for it. */
  restsBefore: boolean;
  /** At the wheel since the last rest, on arriving. */
  wheelSeconds: number;
};

export type WitnessVehicle = {
  shift: ShiftSeed;
  place: number;
  freeSeconds: number;
  wheelSeconds: number;
  stops: WitnessStop[];
  /** The break, once taken: before which stop, from when to when. */
  pause: { beforeStop: number; startSeconds: number; endSeconds: number } | undefined;
};

type Trial = { vehicle: WitnessVehicle; stops: WitnessStop[]; pauseAt: number | undefined; score: number };

export const setOut = (shift: ShiftSeed): WitnessVehicle => ({
  shift,
  place: shift.startPlace,
  freeSeconds: shift.window.fromSeconds,
  wheelSeconds: 0,
  stops: [],
  pause: undefined,
});

/** Driving with the rests that four hours at the wheel ask for; two drivers take turns. */
export function drive(shift: ShiftSeed, wheel: number, seconds: number): { seconds: number; wheel: number } {
  if (shift.drivers > 1) return { seconds, wheel: 0 };
  const total = wheel + seconds;
  const rests = seconds > 0 && total > fourHours ? Math.floor((total - 1) / fourHours) : 0;
  return { seconds: seconds + rests * twentyMinutes, wheel: total - rests * fourHours };
}

/** Whether the vehicle can still be home in time, its break taken there at the latest. */
function comesHome(town: Town, vehicle: WitnessVehicle, last: WitnessStop, pauseTaken: boolean): boolean {
  const { shift } = vehicle;
  const way = town.seconds(last.place, shift.endPlace);
  const home = last.departSeconds + drive(shift, last.wheelSeconds, way).seconds;
  if (home > shift.window.toSeconds) return false;
  const rule = pauseTaken ? undefined : shift.breaks?.[0];
  if (!rule) return true;
  const end = Math.max(home, rule.window.fromSeconds) + rule.durationSeconds;
  return end <= rule.window.toSeconds && end <= shift.window.toSeconds;
}

function pickupAt(town: Town, vehicle: WitnessVehicle, request: RequestSeed, pauseAt: number | undefined) {
  const { shift, place } = vehicle;
  const pauseSeconds = pauseAt === undefined ? 0 : (shift.breaks?.[0]?.durationSeconds ?? 0);
  const leave = pauseAt === undefined ? vehicle.freeSeconds : pauseAt + pauseSeconds;
  const wheel = pauseSeconds >= twentyMinutes ? 0 : vehicle.wheelSeconds;
  const way = drive(shift, wheel, town.seconds(place, request.pickupPlace));
  const arrive = leave + way.seconds;
  const opens = Math.max(arrive, request.pickupWindow.fromSeconds);
  // An empty wait of 20 minutes is a rest; the crew takes it before setting out.
  const rests = opens - arrive >= twentyMinutes;
  const rested = rests ? drive(shift, 0, town.seconds(place, request.pickupPlace)) : way;
  return { way, arrive, opens, rests, wheel: rested.wheel };
}

/** The request at the end of a vehicle's route, or undefined where a rule stands against it. */
function attempt(
  town: Town,
  vehicle: WitnessVehicle,
  request: RequestSeed,
  pauseAt: number | undefined,
): Trial | undefined {
  const { shift } = vehicle;
  const { way, arrive, opens, rests, wheel } = pickupAt(town, vehicle, request, pauseAt);
  if (opens > request.pickupWindow.toSeconds) return;
  const ride = drive(shift, wheel, town.seconds(request.pickupPlace, request.dropPlace));
  if (ride.seconds > request.maxRideSeconds) return;
  // Nobody waits on board: whoever would be too early is fetched later.
  const start = Math.max(opens, request.dropWindow.fromSeconds - ride.seconds - request.pickupServiceSeconds);
  const depart = start + request.pickupServiceSeconds;
  const there = depart + ride.seconds;
  if (start > request.pickupWindow.toSeconds || there > request.dropWindow.toSeconds) return;
  const cleaning = request.isolation
    ? Math.max(request.disinfectionSeconds ?? 0, shift.disinfectionSeconds ?? 0)
    : 0;
  const up: WitnessStop = {
    request,
    kind: "pickup",
    place: request.pickupPlace,
    leaveSeconds: start - way.seconds,
    arriveSeconds: start,
    startSeconds: start,
    departSeconds: depart,
    restsBefore: rests,
    wheelSeconds: wheel,
  };
  const down: WitnessStop = {
    request,
    kind: "drop",
    place: request.dropPlace,
    leaveSeconds: depart,
    arriveSeconds: there,
    startSeconds: there,
    departSeconds: there + request.dropServiceSeconds + cleaning,
    restsBefore: false,
    wheelSeconds: ride.wheel,
  };
  if (!comesHome(town, vehicle, down, vehicle.pause !== undefined || pauseAt !== undefined)) return;
  // Two drivers are kept for the ways that need them.
  const kept = shift.drivers > 1 && request.distanceMetres <= 400_000 ? 3_600 : 0;
  return { vehicle, stops: [up, down], pauseAt, score: way.seconds + (start - arrive) / 4 + kept };
}

function attemptWithPause(town: Town, vehicle: WitnessVehicle, request: RequestSeed): Trial | undefined {
  const rule = vehicle.shift.breaks?.[0];
  if (!rule || vehicle.pause) return;
  const start = Math.max(vehicle.freeSeconds, rule.window.fromSeconds);
  if (start + rule.durationSeconds > rule.window.toSeconds) return;
  return attempt(town, vehicle, request, start);
}

/** Puts a request where it costs least, or says that nobody has room. */
export function serve(
  town: Town,
  vehicles: readonly WitnessVehicle[],
  request: RequestSeed,
): WitnessVehicle | undefined {
  let best: Trial | undefined;
  for (const vehicle of vehicles) {
    if (vehicle.freeSeconds > request.pickupWindow.toSeconds) continue;
    const trial = attempt(town, vehicle, request, undefined) ?? attemptWithPause(town, vehicle, request);
    if (trial && (!best || trial.score < best.score)) best = trial;
  }
  const last = best?.stops.at(-1);
  if (!best || !last) return;
  const { vehicle, pauseAt, stops } = best;
  if (pauseAt !== undefined) {
    const endSeconds = pauseAt + (vehicle.shift.breaks?.[0]?.durationSeconds ?? 0);
    vehicle.pause = { beforeStop: vehicle.stops.length, startSeconds: pauseAt, endSeconds };
  }
  vehicle.stops.push(...stops);
  vehicle.place = last.place;
  vehicle.freeSeconds = last.departSeconds;
  vehicle.wheelSeconds = last.wheelSeconds;
  return vehicle;
}

/** Whether class, equipment, crew, berth, licence and weight allow it (isolation and grade are in class and crew). */
export function mayCarry(shift: ShiftSeed, request: RequestSeed): boolean {
  const crew = [...(shift.crew ?? [])];
  const staffed = (request.crew ?? []).every((duty) => {
    const found = crew.indexOf(duty);
    if (found >= 0) crew.splice(found, 1);
    return found >= 0;
  });
  return (
    staffed &&
    request.vehicleClasses.includes(shift.vehicleClass) &&
    (request.equipment ?? []).every((it) => shift.equipment?.includes(it)) &&
    shift.berths[request.berth] > 0 &&
    shift.berths.escort + (request.berth === "seat" ? shift.berths.seat - 1 : shift.berths.seat) >=
      (request.escorts ?? 0) &&
    (shift.medicalLicence || request.serviceLevel !== "care_transfer") &&
    shift.bariatricLimitKg >= (request.patientKg ?? 0) &&
    (request.distanceMetres <= 400_000 || shift.drivers > 1) &&
    !request.excludedOperators?.includes(shift.operatorId) &&
    (request.lockShiftId ?? shift.id) === shift.id
  );
}
