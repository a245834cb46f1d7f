import type { SeenEvent, SeenFix, SeenTrip, VehicleDay } from "@/server/core/detect/facts";
import type { TripEventKind } from "@/server/core/trip";
import type { Dice } from "./dice";
import { around, awayKm, canteens, hospitals, onEarth, type Spot } from "./town";

const minute = 60_000;
/** What really happened: a vehicle stood at a spot, or drove from one to another. Epoch milliseconds. */
interface Piece {
  from: Spot;
  to: Spot;
  start: number;
  end: number;
}

/** A patient carried in truth, and what the crew's device said of it. */
export interface Ride {
  id: string;
  from: Spot;
  to: Spot;
  leave: number;
  atDoor: number;
  aboard: number;
  arrived: number;
  done: number;
}

/** A day as it really was. */
export interface TrueDay {
  vehicleId: string;
  orgId: string;
  day: string;
  yard: Spot;
  begins: number;
  ends: number;
  rides: Ride[];
  pieces: Piece[];
}

/** Kilometres an hour in town and over land, with the day's luck. */
const pace = (dice: Dice, km: number) => (km < 6 ? 24 : km < 15 ? 36 : 52) * dice.between(0.75, 1.2);
const driveMs = (dice: Dice, a: Spot, b: Spot) =>
  Math.max(2 * minute, (awayKm(a, b) * 1.3 * 60 * minute) / pace(dice, awayKm(a, b)));

interface Who {
  vehicleId: string;
  orgId: string;
  yard: Spot;
  day: string;
  begins: number;
}

function home(dice: Dice): Spot {
  return around(dice, dice.pick(hospitals), 1.2, dice.hits(0.2) ? 22 : 9);
}

/** A working day: rides between hospitals and homes, waiting, a meal, the way back to the yard now and then. */
export function liveDay(dice: Dice, who: Who): TrueDay {
  const pieces: Piece[] = [];
  const rides: Ride[] = [];
  let here = who.yard;
  let clock = who.begins;
  const stand = (ms: number) => {
    pieces.push({ from: here, to: here, start: clock, end: clock + ms });
    clock += ms;
  };
  const drive = (to: Spot) => {
    const ms = driveMs(dice, here, to);
    pieces.push({ from: here, to, start: clock, end: clock + ms });
    clock += ms;
    here = to;
  };
  stand(dice.between(5, 40) * minute);
  const count = dice.whole(3, 7);
  for (let at = 0; at < count && clock < who.begins + 9 * 60 * minute; at++) {
    const hospital = dice.pick(hospitals);
    const outward = dice.hits(0.5);
    const other = dice.hits(0.25) ? dice.pick(hospitals.filter((it) => it !== hospital)) : home(dice);
    const [from, to] = outward ? [hospital, other] : [other, hospital];
    const leave = clock;
    drive(from);
    const atDoor = clock;
    stand(dice.between(4, dice.hits(0.2) ? 40 : 14) * minute);
    const aboard = clock;
    drive(to);
    const arrived = clock;
    stand(dice.between(5, 15) * minute);
    rides.push({
      id: `${who.vehicleId}/${who.day}/${at}`,
      from,
      to,
      leave,
      atDoor,
      aboard,
      arrived,
      done: clock,
    });
    if (dice.hits(0.35)) stand(dice.between(3, 30) * minute);
    if (at === 2 || dice.hits(0.06)) {
      drive(dice.pick(canteens));
      stand(dice.between(15, 45) * minute);
    }
    if (dice.hits(0.3)) {
      drive(who.yard);
      stand(dice.between(10, 50) * minute);
    }
  }
  if (here !== who.yard) drive(who.yard);
  stand(10 * minute);
  return { ...who, ends: clock, rides, pieces };
}

/** The device's fixes of a true day: jitter, poor ones, a broken one now and then, tunnels, a battery that dies. */
export function fixesOf(dice: Dice, pieces: readonly Piece[]): SeenFix[] {
  const fixes: SeenFix[] = [];
  const dies = dice.hits(0.02) ? dice.next() : 1;
  const [first, last] = [pieces[0]?.start ?? 0, pieces.at(-1)?.end ?? 0];
  const diesAt = first + (last - first) * dies;
  let darkUntil = 0;
  for (const { from, to, start, end } of pieces) {
    const step = from === to ? 60_000 : 20_000;
    for (let at = start; at < end && at < diesAt; at += step) {
      if (dice.hits(0.003)) darkUntil = at + dice.between(1, 5) * minute;
      if (at < darkUntil) continue;
      const share = (at - start) / (end - start);
      const spot = {
        east: from.east + (to.east - from.east) * share,
        north: from.north + (to.north - from.north) * share,
      };
      const isPoor = dice.hits(0.02);
      const isBroken = dice.hits(0.0015);
      const off = isBroken ? around(dice, spot, 5, 40) : around(dice, spot, 0, isPoor ? 0.9 : 0.025);
      fixes.push({ at, ...onEarth(off), accuracyMetres: isPoor ? dice.whole(210, 900) : dice.whole(4, 40) });
    }
  }
  return fixes;
}

/** A door as the booking keeps it: to three decimals. */
const door = (spot: Spot) => {
  const { lat, lon } = onEarth(spot);
  return { lat: Math.round(lat * 1000) / 1000, lon: Math.round(lon * 1000) / 1000 };
};

/** A ride as its crew confirmed it: buttons pressed a little late, some devices say where. */
export function recordOf(dice: Dice, ride: Ride, of: { vehicleId: string; orgId: string }): SeenTrip {
  const late = (at: number, until: number) =>
    Math.min(until, at + (dice.hits(0.12) ? dice.between(1, 9) : dice.between(0, 0.7)) * minute);
  const departedAt = late(ride.leave, ride.atDoor);
  const arrivedPickupAt = Math.max(departedAt, late(ride.atDoor, ride.aboard));
  const boardedAt = Math.max(arrivedPickupAt, late(ride.aboard - minute, ride.arrived - 2 * minute));
  const arrivedDropoffAt = Math.max(boardedAt, late(ride.arrived, ride.done));
  const endedAt = Math.max(arrivedDropoffAt, ride.done);
  const tells = dice.hits(0.7);
  const event = (kind: TripEventKind, at: number, spot: Spot): SeenEvent => ({
    kind,
    at,
    ...(tells ? onEarth(around(dice, spot, 0, 0.08)) : { lat: null, lon: null }),
  });
  return {
    id: ride.id,
    bookingId: `booking/${ride.id}`,
    ...of,
    status: "completed",
    from: door(ride.from),
    to: door(ride.to),
    plannedPickupAt: ride.aboard - dice.between(-20, 20) * minute,
    departedAt,
    arrivedPickupAt,
    boardedAt,
    arrivedDropoffAt,
    endedAt,
    events: [
      event("arrive_pickup", arrivedPickupAt, ride.from),
      event("board", boardedAt, ride.from),
      event("arrive_dropoff", arrivedDropoffAt, ride.to),
      event("hand_over", endedAt, ride.to),
    ],
  };
}

/** A trip that was called off by the booker before anybody left: the record stops there. */
export function calledOff(trip: SeenTrip, at: number): SeenTrip {
  return {
    ...trip,
    status: "cancelled",
    departedAt: null,
    arrivedPickupAt: null,
    boardedAt: null,
    arrivedDropoffAt: null,
    endedAt: at,
    events: [{ kind: "cancel", at, lat: null, lon: null }],
  };
}

/** An honest day as the platform has it, with trips that others called off before they began. */
export function honestDay(dice: Dice, day: TrueDay): VehicleDay {
  const { vehicleId, orgId } = day;
  const carried = day.rides.map((ride) => recordOf(dice, ride, { vehicleId, orgId }));
  const off = dice.hits(0.25)
    ? [calledOff({ ...recordOf(dice, strangeRide(dice, day), { vehicleId, orgId }) }, day.begins)]
    : [];
  return {
    vehicleId,
    orgId,
    day: day.day,
    base: onEarth(day.yard),
    fixes: fixesOf(dice, day.pieces),
    trips: [...carried, ...off],
  };
}

/** A ride that somebody asked for and called off: it never took place. */
function strangeRide(dice: Dice, day: TrueDay): Ride {
  const at = dice.between(day.begins, day.ends);
  const [from, to] = [dice.pick(hospitals), home(dice)];
  return {
    id: `${day.vehicleId}/${day.day}/off`,
    from,
    to,
    leave: at,
    atDoor: at + 15 * minute,
    aboard: at + 25 * minute,
    arrived: at + 55 * minute,
    done: at + 65 * minute,
  };
}
