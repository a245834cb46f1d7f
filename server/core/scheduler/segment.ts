import { at } from "@/server/core/scheduler/at";
import type { PlannedBreak } from "@/server/core/scheduler/plan";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import { legalRestSeconds, restsNeeded, wheelAfter } from "@/server/core/scheduler/rest";
import {
  driveSeconds,
  earliestSeconds,
  isDrop,
  latestSeconds,
  placeOf,
  requestOf,
  type StopCode,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

/** The hours of one route, by the rules of `clock.ts`. */
export type Timing = {
  arrive: number[];
  start: number[];
  depart: number[];
  /** The start before it was delayed for the patients' sake, and for whose rule. */
  bareStart: number[];
  delayedBy: (DelayReason | undefined)[];
  breaks: PlannedBreak[];
  leaveSeconds: number;
  returnSeconds: number;
  /** The end of everything, breaks back at the base included. */
  endSeconds: number;
  restSeconds: number;
  lateSeconds: number;
};
type DelayReason = "ride_time" | "waiting_on_board";

/** The vehicle between two segments: free from when, hours at the wheel, lateness and rests so far. */
export type Hand = { freeSeconds: number; wheelSeconds: number; lateSeconds: number; restSeconds: number };
/** Stops `first`…`last`, from the empty vehicle until it is empty again. */
export type Segment = { first: number; last: number; startsEmpty: boolean };
/** One timing in the making. */
export type Run = {
  problem: Problem;
  shift: Shift;
  codes: readonly StopCode[];
  origin: { place: number; fromSeconds: number };
  /** For a drop, the number of its pickup stop. */
  pickupOf: number[];
  /** Driving and rests from the stop before. */
  way: number[];
  /** Pure driving, rest and service time from the segment's beginning. */
  pace: number[];
  timing: Timing;
};

/** Seconds at the wheel to stop number `to` (one past the last = to the end place). */
function legSeconds(run: Run, to: number): number {
  const { problem, shift, codes } = run;
  const from = to === shift.driven.length ? run.origin.place : placeOf(problem, at(codes, to - 1));
  return driveSeconds(problem, from, to < codes.length ? placeOf(problem, at(codes, to)) : shift.endPlace);
}

/** Takes breaks `from`…`to`−1 one after another. */
export function takeBreaks(shift: Shift, hand: Hand, from: number, to: number) {
  let { freeSeconds, lateSeconds } = hand;
  let totalSeconds = 0;
  let rested = false;
  const starts: number[] = [];
  for (let index = from; index < to; index++) {
    const pause = at(shift.breaks, index);
    const start = Math.max(freeSeconds, pause.window.fromSeconds);
    lateSeconds += Math.max(0, start + pause.durationSeconds - pause.window.toSeconds);
    freeSeconds = start + pause.durationSeconds;
    totalSeconds += pause.durationSeconds;
    rested ||= pause.durationSeconds >= legalRestSeconds;
    starts.push(start);
  }
  return { freeSeconds, lateSeconds, totalSeconds, rested, starts };
}

/** Drives to stop `to`, with breaks `breakFrom`…`breakTo`−1 on the way (rules 3 and 4). */
export function cross(run: Run, hand: Hand, to: number, breakFrom: number, breakTo: number): Hand {
  const { shift } = run;
  const drive = legSeconds(run, to);
  if (breakFrom === breakTo) {
    const rest = restsNeeded(shift, hand.wheelSeconds, drive) * legalRestSeconds;
    run.way[to] = drive + rest;
    return {
      freeSeconds: hand.freeSeconds + drive + rest,
      wheelSeconds: wheelAfter(shift, hand.wheelSeconds, drive),
      lateSeconds: hand.lateSeconds,
      restSeconds: hand.restSeconds + rest,
    };
  }
  const taken = takeBreaks(shift, hand, breakFrom, breakTo);
  if (restsNeeded(shift, hand.wheelSeconds, drive) === 0) {
    run.way[to] = drive;
    return {
      freeSeconds: Math.max(hand.freeSeconds + drive + taken.totalSeconds, taken.freeSeconds),
      wheelSeconds: taken.rested && shift.drivers === 1 ? drive : wheelAfter(shift, hand.wheelSeconds, drive),
      lateSeconds: taken.lateSeconds,
      restSeconds: hand.restSeconds,
    };
  }
  const after = { ...hand, freeSeconds: taken.freeSeconds, lateSeconds: taken.lateSeconds };
  return cross(run, { ...after, wheelSeconds: taken.rested ? 0 : hand.wheelSeconds }, to, breakTo, breakTo);
}

/** Sets the bare starts of a segment and returns what the hand carries out of it, lateness aside. */
function runForward(run: Run, hand: Hand, segment: Segment, ready: Hand): Hand {
  const { problem, shift, codes, timing, way, pace } = run;
  let { wheelSeconds, restSeconds } = ready;
  for (let stop = segment.first; stop <= segment.last; stop++) {
    let arrive = ready.freeSeconds;
    if (stop > segment.first) {
      const drive = legSeconds(run, stop);
      const rest = restsNeeded(shift, wheelSeconds, drive) * legalRestSeconds;
      const service = serviceSeconds(problem, shift, at(codes, stop - 1));
      wheelSeconds = wheelAfter(shift, wheelSeconds, drive);
      restSeconds += rest;
      way[stop] = drive + rest;
      pace[stop] = at(pace, stop - 1) + service + drive + rest;
      arrive = at(timing.start, stop - 1) + service + drive + rest;
    } else pace[stop] = ready.freeSeconds - hand.freeSeconds;
    const start = Math.max(arrive, earliestSeconds(problem, at(codes, stop)));
    if (stop === segment.first && segment.startsEmpty && start - arrive >= legalRestSeconds) wheelSeconds = 0;
    timing.arrive[stop] = arrive;
    timing.start[stop] = start;
    timing.bareStart[stop] = start;
    timing.delayedBy[stop] = undefined;
  }
  return { ...ready, wheelSeconds, restSeconds };
}

/** Delays pickups until nobody waits or rides longer than allowed, as far as pure driving time permits (rule 1). */
function delayPickups(run: Run, { first, last }: Segment): void {
  const { problem, shift, codes, timing, pace } = run;
  for (let changed = true; changed; ) {
    changed = false;
    for (let drop = first + 1; drop <= last; drop++) {
      const pickup = at(run.pickupOf, drop);
      if (!isDrop(at(codes, drop)) || pickup < first) continue;
      const request = requestOf(problem, at(codes, drop));
      const purePace = at(pace, drop) - at(pace, pickup);
      const byWait = purePace + request.maxWaitOnBoardSeconds;
      const byRide = Math.max(purePace, request.pickupServiceSeconds + request.maxRideSeconds);
      const needed = at(timing.start, drop) - Math.min(byWait, byRide);
      if (needed <= at(timing.start, pickup)) continue;
      changed = true;
      timing.start[pickup] = needed;
      timing.delayedBy[pickup] = byRide < byWait ? "ride_time" : "waiting_on_board";
      for (let stop = pickup + 1; stop <= last; stop++) {
        const before = at(timing.start, stop - 1) + serviceSeconds(problem, shift, at(codes, stop - 1));
        timing.arrive[stop] = before + at(run.way, stop);
        timing.start[stop] = Math.max(at(timing.start, stop), at(timing.arrive, stop));
      }
    }
  }
}

/** How much later than allowed a stop begins, a ride lasts, a patient waits. */
function lateAt(run: Run, hand: Hand, segment: Segment, stop: number): number {
  const { problem, codes, timing, pace } = run;
  const code = at(codes, stop);
  const start = at(timing.start, stop);
  const late = Math.max(0, start - latestSeconds(problem, code));
  if (!isDrop(code)) return late;
  const request = requestOf(problem, code);
  const pickup = at(run.pickupOf, stop);
  const ride = start - at(timing.depart, pickup);
  const aboard = pickup < segment.first ? hand.freeSeconds : at(timing.start, pickup);
  const pure = at(pace, stop) - (pickup < segment.first ? 0 : at(pace, pickup));
  const wait = start - aboard - pure - request.maxWaitOnBoardSeconds;
  return late + Math.max(0, ride - request.maxRideSeconds) + Math.max(0, wait);
}

/** Times one segment with its breaks before it, and hands over the vehicle at its end. */
export function timeSegment(
  run: Run,
  hand: Hand,
  segment: Segment,
  breakFrom: number,
  breakTo: number,
): Hand {
  const { problem, shift, codes, timing } = run;
  const ready = cross(run, hand, segment.first, breakFrom, breakTo);
  const out = runForward(run, hand, segment, ready);
  if (segment.last > segment.first) delayPickups(run, segment);
  let late = ready.lateSeconds;
  for (let stop = segment.first; stop <= segment.last; stop++) {
    timing.depart[stop] = at(timing.start, stop) + serviceSeconds(problem, shift, at(codes, stop));
    late += lateAt(run, hand, segment, stop);
  }
  return { ...out, freeSeconds: at(timing.depart, segment.last), lateSeconds: late };
}
