import { at } from "@/server/core/scheduler/at";
import type { Line } from "@/server/core/scheduler/line";
import type { Problem, TimeRange } from "@/server/core/scheduler/problem";
import {
  driveMetres,
  driveSeconds,
  dropCode,
  earliestSeconds,
  latestSeconds,
  pickupCode,
  placeOf,
  type StopCode,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

/** A place in a route: the pickup goes before stop `pickup`, the drop-off before stop `drop` (old numbering). */
export type Spot = { pickup: number; drop: number };

/** A guest rides past at most this many stops of others; more never kept a ride limit in practice. */
const longestPassage = 8;

/** What stays the same about one request on one shift while its spots are tried. */
export type Guest = {
  index: number;
  pickupPlace: number;
  dropPlace: number;
  pickupService: number;
  dropService: number;
  rideSeconds: number;
  pickupWindow: TimeRange;
  dropWindow: TimeRange;
  shareable: boolean;
};

/** Prepares a request (by its index in the problem) for one line. */
export function guestOf(problem: Problem, line: Line, index: number): Guest {
  const request = at(problem.requests, index);
  const { shift } = line.route;
  const window = (code: StopCode): TimeRange => ({
    fromSeconds: earliestSeconds(problem, code),
    toSeconds: latestSeconds(problem, code),
  });
  return {
    index,
    pickupPlace: request.pickupPlace,
    dropPlace: request.dropPlace,
    pickupService: serviceSeconds(problem, shift, pickupCode(index)),
    dropService: serviceSeconds(problem, shift, dropCode(index)),
    rideSeconds: driveSeconds(problem, request.pickupPlace, request.dropPlace),
    pickupWindow: window(pickupCode(index)),
    dropWindow: window(dropCode(index)),
    shareable: request.shareable && request.isolation === "none",
  };
}

/** All spots where the sharing marks allow the guest, hopeless hours included. */
export function allSpots(line: Line, guest: Guest): Spot[] {
  const spots: Spot[] = [];
  const count = line.route.codes.length;
  for (let pickup = line.fixed; pickup <= count; pickup++) {
    if (at(line.aboardBefore, pickup) > 0 && !(guest.shareable && at(line.sharedBefore, pickup))) continue;
    spots.push({ pickup, drop: pickup });
    if (!guest.shareable) continue;
    for (let drop = pickup + 1; drop <= Math.min(count, pickup + longestPassage); drop++) {
      const code = at(line.route.codes, drop - 1);
      const rider = at(line.route.problem.requests, code >> 1);
      if (!rider.shareable || rider.isolation !== "none") break;
      spots.push({ pickup, drop });
    }
  }
  return spots;
}

/** Constant time: how late somebody would be at least, by the optimistic bounds. 0 = conceivable; above is certain. */
export function lateBound(
  problem: Problem,
  line: Line,
  guest: Guest,
  spot: Spot,
  pickupWindow: TimeRange = guest.pickupWindow,
): number {
  const reach = driveSeconds(problem, at(line.placeBefore, spot.pickup), guest.pickupPlace);
  const start = Math.max(at(line.freeBefore, spot.pickup) + reach, pickupWindow.fromSeconds);
  const late = Math.max(0, start - pickupWindow.toSeconds);
  const free = start + guest.pickupService;
  if (spot.drop > spot.pickup) {
    const onward = driveSeconds(problem, guest.pickupPlace, at(line.placeAt, spot.pickup));
    return late + Math.max(0, free + onward - at(line.latestStart, spot.pickup));
  }
  const drop = Math.max(free + guest.rideSeconds, guest.dropWindow.fromSeconds);
  const onward = driveSeconds(problem, guest.dropPlace, at(line.placeAt, spot.drop));
  const next = drop + guest.dropService + onward - at(line.latestStart, spot.drop);
  return late + Math.max(0, drop - guest.dropWindow.toSeconds) + Math.max(0, next);
}

/** Metres more to drive for a spot, exactly; and how many of them are empty (for a vehicle that is empty there). */
export function addedMetres(
  problem: Problem,
  line: Line,
  guest: Guest,
  spot: Spot,
): { all: number; empty: number } {
  const before = at(line.placeBefore, spot.pickup);
  const next = at(line.placeAt, spot.pickup);
  const reach = driveMetres(problem, before, guest.pickupPlace);
  const old = driveMetres(problem, before, next);
  if (spot.drop === spot.pickup) {
    const ride = driveMetres(problem, guest.pickupPlace, guest.dropPlace);
    const onward = driveMetres(problem, guest.dropPlace, next);
    const isEmpty = at(line.aboardBefore, spot.pickup) === 0;
    const wasIdle = line.route.codes.length === 0 && !line.route.shift.position;
    const empty = reach + onward - (wasIdle ? 0 : old);
    return { all: empty + ride, empty: isEmpty ? empty : 0 };
  }
  const last = placeOf(problem, at(line.route.codes, spot.drop - 1));
  const after = at(line.placeAt, spot.drop);
  const detour = driveMetres(problem, last, guest.dropPlace) + driveMetres(problem, guest.dropPlace, after);
  const joined = driveMetres(problem, guest.pickupPlace, next);
  return { all: reach + joined - old + detour - driveMetres(problem, last, after), empty: 0 };
}

/** The distance part of a spot's added cost in fen; duty comes on top, so it ranks spots before they are timed. */
export function distanceFen(problem: Problem, line: Line, guest: Guest, spot: Spot): number {
  const { all, empty } = addedMetres(problem, line, guest, spot);
  const { drivingFenPerKm, emptyFenPerKm } = line.route.shift;
  return Math.floor((all * drivingFenPerKm + empty * emptyFenPerKm) / 1000);
}

/** The order of stops with the guest at a spot. */
export function withGuest(codes: readonly StopCode[], guest: Guest, spot: Spot): StopCode[] {
  return [
    ...codes.slice(0, spot.pickup),
    pickupCode(guest.index),
    ...codes.slice(spot.pickup, spot.drop),
    dropCode(guest.index),
    ...codes.slice(spot.drop),
  ];
}
