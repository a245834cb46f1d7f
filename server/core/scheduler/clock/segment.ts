import { type ClockRoom, delays, type Hand } from "@/server/core/scheduler/clock/room";
import { legalRestSeconds, restsNeeded, wheelAfter } from "@/server/core/scheduler/rest";

/** Takes breaks `from`…`to`−1 one after another, as early as their windows allow; answers in `room.pause`. */
export function takeBreaks(room: ClockRoom, hand: Hand, from: number, to: number): void {
  const { pause, breakFrom, breakUntil, breakLength, breakStart } = room;
  pause.free = hand.free;
  pause.late = hand.late;
  pause.total = 0;
  pause.rested = false;
  for (let index = from; index < to; index++) {
    const length = breakLength[index] as number;
    const start = Math.max(pause.free, breakFrom[index] as number);
    pause.late += Math.max(0, start + length - (breakUntil[index] as number));
    pause.free = start + length;
    pause.total += length;
    if (length >= legalRestSeconds) pause.rested = true;
    breakStart[index] = start;
  }
}

/** Drives to stop `to` with the rests that the law asks for. */
function drive(room: ClockRoom, hand: Hand, out: Hand, to: number): void {
  const { takesTurns } = room;
  const seconds = room.hop[to] as number;
  const rest = restsNeeded(takesTurns, hand.wheel, seconds) * legalRestSeconds;
  room.way[to] = seconds + rest;
  out.free = hand.free + seconds + rest;
  out.wheel = wheelAfter(takesTurns, hand.wheel, seconds);
  out.late = hand.late;
  out.rest = hand.rest + rest;
}

/** Drives to stop `to`, with breaks `breakFrom`…`breakTo`−1 on the way (rules 3 and 4 of `run.ts`). */
export function cross(
  room: ClockRoom,
  hand: Hand,
  out: Hand,
  to: number,
  breakFrom: number,
  breakTo: number,
): void {
  const { pause, takesTurns } = room;
  if (breakFrom === breakTo) {
    drive(room, hand, out, to);
    return;
  }
  takeBreaks(room, hand, breakFrom, breakTo);
  const seconds = room.hop[to] as number;
  if (restsNeeded(takesTurns, hand.wheel, seconds) === 0) {
    room.way[to] = seconds;
    out.free = Math.max(hand.free + seconds + pause.total, pause.free);
    out.wheel = pause.rested && !takesTurns ? seconds : wheelAfter(takesTurns, hand.wheel, seconds);
    out.late = pause.late;
    out.rest = hand.rest;
    return;
  }
  pause.wheel = pause.rested ? 0 : hand.wheel;
  pause.rest = hand.rest;
  drive(room, pause, out, to);
}

/** Sets the bare starts of a segment; `ready` becomes what the hand carries out of it, but for lateness and hour. */
function runForward(
  room: ClockRoom,
  hand: Hand,
  ready: Hand,
  first: number,
  last: number,
  startsEmpty: boolean,
): void {
  const { takesTurns, hop, open, service, way, pace, arrive, start, bare, delayedBy } = room;
  for (let stop = first; stop <= last; stop++) {
    let reached = ready.free;
    if (stop === first) pace[stop] = ready.free - hand.free;
    else {
      const seconds = hop[stop] as number;
      const rest = restsNeeded(takesTurns, ready.wheel, seconds) * legalRestSeconds;
      const busy = service[stop - 1] as number;
      ready.wheel = wheelAfter(takesTurns, ready.wheel, seconds);
      ready.rest += rest;
      way[stop] = seconds + rest;
      pace[stop] = (pace[stop - 1] as number) + busy + seconds + rest;
      reached = (start[stop - 1] as number) + busy + seconds + rest;
    }
    const begin = Math.max(reached, open[stop] as number);
    if (stop === first && startsEmpty && begin - reached >= legalRestSeconds) ready.wheel = 0;
    arrive[stop] = reached;
    start[stop] = begin;
    bare[stop] = begin;
    delayedBy[stop] = delays.none;
  }
}

/** Puts a pickup off to `needed`, and all that follows with it. */
function putOff(room: ClockRoom, pickup: number, last: number, needed: number): void {
  const { service, way, arrive, start } = room;
  start[pickup] = needed;
  for (let stop = pickup + 1; stop <= last; stop++) {
    const reached = (start[stop - 1] as number) + (service[stop - 1] as number) + (way[stop] as number);
    arrive[stop] = reached;
    if (reached > (start[stop] as number)) start[stop] = reached;
  }
}

/** Puts pickups off until nobody waits or rides longer than allowed, as far as pure driving time permits (rule 1). */
function delayPickups(room: ClockRoom, first: number, last: number): void {
  const { pickupAt, pace, service, ride, wait, start, delayedBy } = room;
  for (let changed = true; changed; ) {
    changed = false;
    for (let drop = first + 1; drop <= last; drop++) {
      const pickup = pickupAt[drop] as number;
      if (pickup < first) continue;
      const pure = (pace[drop] as number) - (pace[pickup] as number);
      const byWait = pure + (wait[drop] as number);
      const byRide = Math.max(pure, (service[pickup] as number) + (ride[drop] as number));
      const needed = (start[drop] as number) - Math.min(byWait, byRide);
      if (needed <= (start[pickup] as number)) continue;
      changed = true;
      delayedBy[pickup] = byRide < byWait ? delays.ride : delays.wait;
      putOff(room, pickup, last, needed);
    }
  }
}

/** How much later than allowed a stop begins, a ride lasts, a patient waits. */
function lateAt(room: ClockRoom, hand: Hand, first: number, stop: number): number {
  const begin = room.start[stop] as number;
  const late = Math.max(0, begin - (room.close[stop] as number));
  const pickup = room.pickupAt[stop] as number;
  if (pickup < -1) return late;
  const isInside = pickup >= first;
  const boarded = isInside ? (room.start[pickup] as number) : hand.free;
  const left =
    pickup >= 0 ? (room.start[pickup] as number) + (room.service[pickup] as number) : room.since[stop];
  const pure = (room.pace[stop] as number) - (isInside ? (room.pace[pickup] as number) : 0);
  const rideOver = begin - (left as number) - (room.ride[stop] as number);
  const waitOver = begin - boarded - pure - (room.wait[stop] as number);
  return late + Math.max(0, rideOver) + Math.max(0, waitOver);
}

/** Times one segment, stops `first`…`last`, with its breaks before it; `out` is the vehicle at its end. */
export function timeSegment(
  room: ClockRoom,
  hand: Hand,
  out: Hand,
  first: number,
  last: number,
  breakFrom: number,
  breakTo: number,
): void {
  const { ready, isStrict } = room;
  cross(room, hand, ready, first, breakFrom, breakTo);
  out.late = ready.late;
  if (isStrict && ready.late > 0) return;
  runForward(room, hand, ready, first, last, first > 0 || room.aboard === 0);
  if (last > first) delayPickups(room, first, last);
  let late = ready.late;
  for (let stop = first; stop <= last; stop++) late += lateAt(room, hand, first, stop);
  out.free = (room.start[last] as number) + (room.service[last] as number);
  out.wheel = ready.wheel;
  out.rest = ready.rest;
  out.late = late;
}
