import { type ClockRoom, makeClockRoom, mostBreaks } from "@/server/core/scheduler/clock/room";
import { runClock } from "@/server/core/scheduler/clock/run";
import { company, type DayRules, promiseFen } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { Route } from "@/server/core/scheduler/engine/route";
import { serviceOf } from "@/server/core/scheduler/engine/service";

/** Room to judge one route in; kept by the search, so that a trial allocates nothing. */
export type StrictRoom = {
  clock: ClockRoom;
  node: Int32Array;
  metres: Float64Array;
  /** By request the stop of its pickup. */
  pickupAt: Int32Array;
  /** Who is on board, at one stop after another. */
  riders: Int32Array;
  /** What the distance alone costs; an answer beside the value. */
  distanceFen: number;
};

export function makeStrictRoom(requestCount: number): StrictRoom {
  const stops = 2 * requestCount + 2;
  const clock = makeClockRoom(stops);
  clock.isStrict = true;
  return {
    clock,
    node: new Int32Array(stops),
    metres: new Float64Array(stops + 1),
    pickupAt: new Int32Array(requestCount),
    riders: new Int32Array(requestCount),
    distanceFen: 0,
  };
}

function layVehicle(model: Model, day: DayRules, clock: ClockRoom, vehicle: number): void {
  clock.from = model.from[vehicle] as number;
  clock.until = model.until[vehicle] as number;
  clock.wheel = day.wheel[vehicle] as number;
  clock.takesTurns = day.takesTurns[vehicle] === 1;
  clock.isUnderWay = day.isUnderWay[vehicle] === 1;
  clock.aboard = day.aboard[vehicle] as number;
  clock.breaks = day.breaks[vehicle] as number;
  clock.taken = day.taken[vehicle] as number;
  for (let index = 0; index < clock.breaks; index++) {
    const cell = vehicle * mostBreaks + index;
    clock.breakFrom[index] = day.breakFrom[cell] as number;
    clock.breakUntil[index] = day.breakUntil[cell] as number;
    clock.breakLength[index] = day.breakLength[cell] as number;
  }
}

/** Puts one stop behind those that are there already. */
function push(
  model: Model,
  day: DayRules,
  room: StrictRoom,
  vehicle: number,
  node: number,
  hop: number,
  metres: number,
): void {
  const { clock, pickupAt } = room;
  const stop = clock.size++;
  const request = node >> 1;
  room.node[stop] = node;
  room.metres[stop] = metres;
  clock.hop[stop] = hop;
  clock.open[stop] = model.open[node] as number;
  clock.close[stop] = model.close[node] as number;
  clock.service[stop] = serviceOf(model, day, vehicle, node);
  if ((node & 1) === 0) {
    pickupAt[request] = stop;
    clock.pickupAt[stop] = -2;
    return;
  }
  clock.pickupAt[stop] = day.isAboard[request] === 1 ? -1 : (pickupAt[request] as number);
  clock.since[stop] = day.since[request] as number;
  clock.ride[stop] = day.ride[request] as number;
  clock.wait[stop] = model.maxWait[request] as number;
}

/** The route with a request's pickup and drop after positions of the old one; as it stands when `request` is −1. */
function layOut(
  model: Model,
  day: DayRules,
  route: Route,
  room: StrictRoom,
  request: number,
  pickupAfter: number,
  dropAfter: number,
): void {
  const { time, cost, placeCount } = model;
  const { vehicle, length } = route;
  room.clock.size = 0;
  let here = route.place[0] as number;
  let isFresh = false;
  for (let at = 0; at <= length; at++) {
    if (at > 0) {
      const there = route.place[at] as number;
      const cell = here * placeCount + there;
      const hop = (isFresh ? time[cell] : route.hop[at - 1]) as number;
      push(
        model,
        day,
        room,
        vehicle,
        route.node[at] as number,
        hop,
        (isFresh ? cost[cell] : route.step[at - 1]) as number,
      );
      here = there;
      isFresh = false;
    }
    if (request < 0) continue;
    for (let node = request * 2; node <= request * 2 + 1; node++) {
      if (at !== ((node & 1) === 0 ? pickupAfter : dropAfter)) continue;
      const there = model.place[node] as number;
      const cell = here * placeCount + there;
      push(model, day, room, vehicle, node, time[cell] as number, cost[cell] as number);
      here = there;
      isFresh = true;
    }
  }
  const home = here * placeCount + (route.place[length + 1] as number);
  room.clock.hop[room.clock.size] = time[home] as number;
  room.metres[room.clock.size] = cost[home] as number;
}

function mayRideTogether(day: DayRules, { riders }: StrictRoom, count: number, vehicle: number): boolean {
  const { sets, need, berths, foes, firstFoe } = day;
  for (let set = 0; set < sets; set++) {
    let sum = 0;
    for (let index = 0; index < count; index++) sum += need[(riders[index] as number) * sets + set] as number;
    if (sum > (berths[vehicle * sets + set] as number)) return false;
  }
  for (let index = 0; index < count; index++) {
    const request = riders[index] as number;
    const end = firstFoe[request + 1] as number;
    for (let foe = firstFoe[request] as number; foe < end; foe++) {
      for (let other = 0; other < count; other++) if (riders[other] === foes[foe]) return false;
    }
  }
  return true;
}

/** Those loaded before the route begins: their drops are in it, their pickups are not. */
function loadRiders({ riders, node, clock }: StrictRoom): number {
  let count = 0;
  if (clock.aboard === 0) return 0;
  for (let stop = 0; stop < clock.size; stop++)
    if (clock.pickupAt[stop] === -1) riders[count++] = (node[stop] as number) >> 1;
  return count;
}

function dropRider({ riders }: StrictRoom, count: number, request: number): number {
  let kept = 0;
  for (let index = 0; index < count; index++)
    if (riders[index] !== request) riders[kept++] = riders[index] as number;
  return kept;
}

/** Who rides with whom, and how far the vehicle goes empty for somebody; sums up what the distance costs. */
function ridesWell(model: Model, day: DayRules, route: Route, room: StrictRoom): boolean {
  const { clock, node, metres, riders } = room;
  const { vehicle } = route;
  const home = (route.place[route.length + 1] as number) * model.placeCount;
  const perMetre = day.perMetre[vehicle] as number;
  const perEmpty = perMetre + (day.perEmptyMetre[vehicle] as number);
  const head = day.head[vehicle] as number;
  let count = loadRiders(room);
  let load = day.boardLoad[vehicle] as number;
  let sum = 0;
  let isFit = true;
  for (let stop = 0; stop <= clock.size; stop++) {
    const way = metres[stop] as number;
    sum += way * (count === 0 ? perEmpty : perMetre);
    if (stop === clock.size) break;
    const here = node[stop] as number;
    const request = here >> 1;
    load += model.load[here] as number;
    if ((here & 1) === 1) {
      count = dropRider(room, count, request);
      continue;
    }
    if (
      count === 0 &&
      stop >= head &&
      way > (day.emptyLimit[request] as number) &&
      day.settledOn[request] !== vehicle
    ) {
      const fromHome = model.cost[home + (model.place[here] as number)] as number;
      if (fromHome > (day.emptyLimit[request] as number)) isFit = false;
    }
    riders[count++] = request;
    if (load > company || (count > 1 && !mayRideTogether(day, room, count, vehicle))) isFit = false;
  }
  room.distanceFen = sum;
  return isFit;
}

function promisesMoved({ promiseFrom, promiseUntil }: DayRules, { clock, node }: StrictRoom): number {
  let moved = 0;
  for (let stop = 0; stop < clock.size; stop++) {
    const here = node[stop] as number;
    if ((here & 1) === 1) continue;
    const start = clock.start[stop] as number;
    if (start < (promiseFrom[here >> 1] as number) || start > (promiseUntil[here >> 1] as number)) moved++;
  }
  return moved;
}

/** Paid seconds: from leaving to the return, without the unpaid breaks on the way. */
function dutySeconds(day: DayRules, { clock }: StrictRoom, vehicle: number): number {
  let seconds = clock.back - clock.leave;
  for (let index = clock.taken; index < clock.breaks; index++) {
    if ((clock.breakStart[index] as number) < clock.leave || clock.breakBefore[index] === clock.size)
      continue;
    if (day.breakIsPaid[vehicle * mostBreaks + index] === 0) seconds -= clock.breakLength[index] as number;
  }
  return seconds;
}

/**
 * What a route costs in fen, promises moved included, when a request is put into it after the positions given (−1: as
 * it stands): the published formula of `objective.ts`, unrounded. `Infinity` where any rule of the day is broken.
 */
export function routeFen(
  model: Model,
  day: DayRules,
  room: StrictRoom,
  route: Route,
  request: number,
  pickupAfter: number,
  dropAfter: number,
): number {
  const { vehicle } = route;
  const { clock } = room;
  room.distanceFen = 0;
  if (request < 0 && route.length === 0 && day.isUnderWay[vehicle] === 0) return 0;
  layVehicle(model, day, clock, vehicle);
  layOut(model, day, route, room, request, pickupAfter, dropAfter);
  if (!ridesWell(model, day, route, room)) return Number.POSITIVE_INFINITY;
  runClock(clock);
  if (clock.late > 0) return Number.POSITIVE_INFINITY;
  const moved = day.movesPromises ? promisesMoved(day, room) : 0;
  return (
    room.distanceFen +
    dutySeconds(day, room, vehicle) * (day.perSecond[vehicle] as number) +
    moved * promiseFen
  );
}
