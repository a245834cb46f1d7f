import type { SeenFix, SeenTrip, VehicleDay } from "@/server/core/detect/facts";
import { type Dice, diceOf } from "./dice";
import { fleet, trueDay } from "./honest-month";
import { around, awayKm, canteens, hospitals, onEarth, type Spot } from "./town";
import { calledOff, fixesOf, honestDay, type Ride, recordOf, type TrueDay } from "./vehicle-day";

const minute = 60_000;

/** A day with a swindle in it: what the platform has of it, and which trip it is about. */
export interface Swindle {
  vehicle: VehicleDay;
  tripId: string;
}

/** Trips that a detector of anything could tell from standing about: the two doors lie some way apart. */
const isWorthwhile = (ride: Ride) => awayKm(ride.from, ride.to) > 1.5;

function pickDay(seed: number, dice: Dice): { day: TrueDay; ride: Ride } {
  for (let at = 0; ; at++) {
    const day = trueDay(seed * 31 + at, dice.pick(fleet), dice.whole(0, 29));
    const ride = day.rides.filter(isWorthwhile).at(-1);
    if (ride) return { day, ride };
  }
}

/** The record of a day without that of one ride, from what the devices saw. */
function recorded(dice: Dice, day: TrueDay, without: string, fixes: SeenFix[]): VehicleDay {
  const honest = honestDay(dice, day);
  return { ...honest, fixes, trips: honest.trips.filter(({ id }) => id !== without) };
}

/** The last ride of the day is only pressed on the phone: the vehicle waits, eats, or is about something else. */
export function ghost(seed: number): Swindle {
  const dice = diceOf(seed);
  const { day, ride } = pickDay(seed, dice);
  const before = day.pieces.filter(({ end }) => end <= ride.leave);
  const here = before.at(-1)?.to ?? day.yard;
  const trick = dice.pick(["waits", "eats", "errand", "dark"] as const);
  const away: Spot =
    trick === "eats"
      ? dice.pick(canteens)
      : trick === "errand"
        ? around(dice, { east: (ride.from.east + ride.to.east) / -2, north: ride.to.north - 9 }, 4, 12)
        : here;
  const there = ride.leave + (away === here ? 0 : Math.min(12 * minute, (ride.done - ride.leave) / 3));
  const pieces = [
    ...before,
    ...(away === here ? [] : [{ from: here, to: away, start: ride.leave, end: there }]),
    { from: away, to: away, start: there, end: ride.done + 5 * minute },
    { from: away, to: day.yard, start: ride.done + 5 * minute, end: ride.done + 30 * minute },
    { from: day.yard, to: day.yard, start: ride.done + 30 * minute, end: ride.done + 50 * minute },
  ];
  const fixes = fixesOf(dice, pieces);
  const kept = trick === "dark" ? fixes.filter(({ at }) => at < ride.leave || at > ride.done) : fixes;
  const trip = recordOf(dice, ride, day);
  const tells = trick !== "dark" && dice.hits(0.5);
  const events = trip.events.map((it) => ({ ...it, ...(tells ? onEarth(away) : { lat: null, lon: null }) }));
  const vehicle = recorded(dice, day, ride.id, kept);
  return { vehicle: { ...vehicle, trips: [...vehicle.trips, { ...trip, events }] }, tripId: ride.id };
}

/** Two devices in two places as one vehicle, a device carried off in no time, or buttons pressed at one table. */
export function twoPlaces(seed: number): Swindle {
  const dice = diceOf(seed);
  const { day, ride } = pickDay(seed, dice);
  const honest = honestDay(dice, day);
  const trick = dice.pick(["second device", "carried off", "table"] as const);
  const [east, north] = [dice.between(9, 30), dice.between(-25, 25)];
  const moved = (fix: SeenFix): SeenFix => {
    const [a, b] = [onEarth({ east: 0, north: 0 }), onEarth({ east, north })];
    return { ...fix, lat: fix.lat + b.lat - a.lat, lon: fix.lon + b.lon - a.lon };
  };
  if (trick === "table") {
    const far: Ride = { ...ride, to: around(dice, ride.from, 8, 40) };
    const board = ride.aboard;
    const shut: SeenTrip = { ...recordOf(dice, far, day), boardedAt: board };
    const arrivedDropoffAt = board + dice.between(10, 110) * 1000;
    const trip = {
      ...shut,
      arrivedPickupAt: Math.min(shut.arrivedPickupAt ?? board, board),
      arrivedDropoffAt,
      endedAt: arrivedDropoffAt + minute,
      events: [],
    };
    return { vehicle: { ...honest, fixes: [], trips: [trip] }, tripId: ride.id };
  }
  const turn = dice.between(0.3, 0.7);
  const since = day.begins + (day.ends - day.begins) * turn;
  const all = fixesOf(dice, day.pieces).map((fix, at) => {
    if (fix.at < since) return fix;
    if (trick === "carried off") return moved(fix);
    return at % dice.whole(2, 4) === 0 ? moved(fix) : fix;
  });
  return { vehicle: { ...honest, fixes: all }, tripId: ride.id };
}

/** The booking is called off at the phone or at the door, and the patient rides all the same. */
export function calledOffAndCarried(seed: number): Swindle {
  const dice = diceOf(seed);
  const { day, ride } = pickDay(seed, dice);
  const honest = honestDay(dice, { ...day, rides: day.rides.filter(({ id }) => id !== ride.id) });
  const trip = recordOf(dice, ride, day);
  const atDoor = dice.hits(0.5);
  const at = atDoor ? ride.atDoor + minute : ride.leave - dice.between(1, 25) * minute;
  const failed: SeenTrip = {
    ...calledOff(trip, at),
    ...(atDoor ? { status: "failed", departedAt: trip.departedAt, arrivedPickupAt: ride.atDoor } : {}),
  };
  return {
    vehicle: { ...honest, fixes: fixesOf(dice, day.pieces), trips: [...honest.trips, failed] },
    tripId: ride.id,
  };
}

/** A vehicle that for a month takes patients home from hospitals for cash: rides that no booking knows. */
export function cashRides(seed: number): VehicleDay[] {
  const dice = diceOf(seed);
  const of = dice.pick(fleet);
  const wanted = dice.whole(6, 10);
  let taken = 0;
  return Array.from({ length: 30 }, (_, at) => {
    const day = trueDay(seed, of, at);
    const isHome = ({ to, from }: Ride) =>
      hospitals.includes(from) && !hospitals.includes(to) && awayKm(from, to) > 3.5;
    const cash = taken < wanted && dice.hits(0.6) ? day.rides.find(isHome) : undefined;
    if (cash) taken++;
    return honestDay(dice, { ...day, rides: day.rides.filter((ride) => ride !== cash) });
  });
}
