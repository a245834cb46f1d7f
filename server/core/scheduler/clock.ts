import { at } from "@/server/core/scheduler/at";
import type { PlannedBreak } from "@/server/core/scheduler/plan";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import { legalRestSeconds, restsNeeded, wheelAfter } from "@/server/core/scheduler/rest";
import {
  driveSeconds,
  earliestSeconds,
  isDrop,
  latestSeconds,
  originOf,
  placeOf,
  requestIndexOf,
  requestOf,
  type StopCode,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

/**
 * The rules of the clock, for a given order of stops (the verifier implements them again on its own):
 *
 * 1. A stop begins at the earliest instant that all rules allow. An empty vehicle waits; with a patient on board it may
 *    stand still for at most `maxWaitOnBoardSeconds`, so the pickup is delayed instead (as in the forward slack of
 *    Cordeau and Laporte 2003, solved here as least solution of the difference constraints of one segment).
 *    A segment reaches from the empty vehicle to the next time it is empty.
 * 2. A ride lasts from leaving the pickup to the beginning of unloading.
 * 3. Breaks are taken in order with an empty vehicle, anywhere on the way between two stops (or before leaving the
 *    base, or back at it), as early as their window allows. Where the leg would pass four hours at the wheel, the break
 *    is taken before setting out.
 * 4. With one driver, four hours at the wheel are followed by 20 minutes' rest, on the leg. An empty wait or break of 20
 *    minutes is such a rest. With two drivers they take turns.
 *
 * Breaks are placed by dynamic programming over (segment, breaks taken); nothing is ever refused here: what comes too
 * late is summed in `lateSeconds`, and a timing is kept exactly when that is 0.
 */
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

type Hand = { freeSeconds: number; wheelSeconds: number; lateSeconds: number; restSeconds: number };
type Segment = { first: number; last: number; startsEmpty: boolean };
type Run = {
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
function takeBreaks(shift: Shift, hand: Hand, from: number, to: number) {
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
function cross(run: Run, hand: Hand, to: number, breakFrom: number, breakTo: number): Hand {
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
function timeSegment(run: Run, hand: Hand, segment: Segment, breakFrom: number, breakTo: number): Hand {
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

/** Home after the last stop; what is left of the breaks is taken there. */
function goHome(run: Run, hand: Hand, breakFrom: number): Hand & { returnSeconds: number } {
  const { shift, codes } = run;
  const home = cross(run, hand, codes.length, breakFrom, breakFrom);
  const taken = takeBreaks(shift, home, breakFrom, shift.breaks.length);
  const late = taken.lateSeconds + Math.max(0, taken.freeSeconds - shift.window.toSeconds);
  return { ...home, freeSeconds: taken.freeSeconds, lateSeconds: late, returnSeconds: home.freeSeconds };
}

/** The stops still to be driven, cut wherever the vehicle is empty; fills `pickupOf`. */
function cutSegments(run: Run): Segment[] {
  const { shift, codes } = run;
  const driven = shift.driven.length;
  const pickups = new Map<number, number>();
  const segments: Segment[] = [];
  let first = driven;
  let aboard = 0;
  let startsEmpty = true;
  for (let stop = 0; stop < codes.length; stop++) {
    const code = at(codes, stop);
    if (stop === driven) startsEmpty = aboard === 0;
    if (isDrop(code)) {
      run.pickupOf[stop] = pickups.get(requestIndexOf(code)) ?? stop;
      aboard--;
    } else {
      pickups.set(requestIndexOf(code), stop);
      aboard++;
    }
    if (stop < driven || (aboard > 0 && stop < codes.length - 1)) continue;
    segments.push({ first, last: stop, startsEmpty });
    first = stop + 1;
    startsEmpty = true;
  }
  return segments;
}

const isBetter = (a: Hand, b: Hand | undefined): boolean =>
  !b ||
  a.lateSeconds < b.lateSeconds ||
  (a.lateSeconds === b.lateSeconds &&
    (a.freeSeconds < b.freeSeconds || (a.freeSeconds === b.freeSeconds && a.wheelSeconds < b.wheelSeconds)));

/** For each segment, how many breaks to have taken before it: the best way through by dynamic programming. */
function placeBreaks(run: Run, segments: readonly Segment[], begin: Hand): number[] {
  const { shift } = run;
  const total = shift.breaks.length;
  if (shift.breaksTaken >= total) return segments.map(() => total);
  let labels: (Hand | undefined)[] = [];
  labels[shift.breaksTaken] = begin;
  const cameFrom: number[][] = [];
  for (const segment of segments) {
    const next: (Hand | undefined)[] = [];
    const from: number[] = [];
    for (let taken = shift.breaksTaken; taken <= total; taken++) {
      const hand = labels[taken];
      if (!hand) continue;
      for (let now = taken; now <= (segment.startsEmpty ? total : taken); now++) {
        const out = timeSegment(run, hand, segment, taken, now);
        if (!isBetter(out, next[now])) continue;
        next[now] = out;
        from[now] = taken;
      }
    }
    labels = next;
    cameFrom.push(from);
  }
  let best: { hand: Hand; taken: number } | undefined;
  for (let taken = total; taken >= shift.breaksTaken; taken--) {
    const hand = labels[taken];
    const end = hand && goHome(run, hand, taken);
    if (end && isBetter(end, best?.hand)) best = { hand: end, taken };
  }
  const chosen: number[] = [];
  for (let index = segments.length - 1, taken = best?.taken ?? total; index >= 0; index--) {
    chosen[index] = taken;
    taken = cameFrom[index]?.[taken] ?? taken;
  }
  return chosen;
}

/** Adds the breaks taken before stop `beforeStop` to the timing. */
function noteBreaks(run: Run, hand: Hand, beforeStop: number, from: number, to: number): void {
  for (const [offset, startSeconds] of takeBreaks(run.shift, hand, from, to).starts.entries()) {
    const breakIndex = from + offset;
    const endSeconds = startSeconds + at(run.shift.breaks, breakIndex).durationSeconds;
    run.timing.breaks.push({ breakIndex, beforeStop, startSeconds, endSeconds });
  }
}

/** When the vehicle must leave for its first stop: no earlier than that stop and the breaks on the way ask for. */
function leaveTime(run: Run): number {
  const { shift, timing, origin, codes } = run;
  const first = shift.driven.length;
  if (first > 0 || shift.position || first >= codes.length) return origin.fromSeconds;
  let leave = at(timing.start, first) - at(run.way, first);
  for (const pause of timing.breaks.filter((it) => it.beforeStop === first).toReversed()) {
    if (pause.endSeconds > leave) leave -= pause.endSeconds - pause.startSeconds;
  }
  return leave;
}

function beginRun(problem: Problem, shift: Shift, codes: readonly StopCode[]): Run {
  const driven = shift.driven;
  const starts = driven.map((it) => it.startSeconds);
  const timing: Timing = {
    arrive: [...starts],
    start: [...starts],
    depart: driven.map((it) => it.departSeconds),
    bareStart: [...starts],
    delayedBy: driven.map(() => undefined),
    breaks: [],
    leaveSeconds: 0,
    returnSeconds: 0,
    endSeconds: 0,
    restSeconds: 0,
    lateSeconds: 0,
  };
  return { problem, shift, codes, origin: originOf(problem, shift), pickupOf: [], way: [], pace: [], timing };
}

/** Gives every stop of a route its times by the rules above. Stops already driven keep what really happened. */
export function timeRoute(problem: Problem, shift: Shift, codes: readonly StopCode[]): Timing {
  const run = beginRun(problem, shift, codes);
  const { timing } = run;
  const origin = originOf(problem, shift);
  const begin: Hand = {
    freeSeconds: origin.fromSeconds,
    wheelSeconds: origin.wheelSeconds,
    lateSeconds: 0,
    restSeconds: 0,
  };
  if (codes.length === 0 && !shift.position) {
    return {
      ...timing,
      leaveSeconds: origin.fromSeconds,
      returnSeconds: origin.fromSeconds,
      endSeconds: origin.fromSeconds,
    };
  }
  const segments = cutSegments(run);
  const chosen = placeBreaks(run, segments, begin);
  let hand = begin;
  let taken = Math.min(shift.breaksTaken, shift.breaks.length);
  for (const [index, segment] of segments.entries()) {
    const now = at(chosen, index);
    noteBreaks(run, hand, segment.first, taken, now);
    hand = timeSegment(run, hand, segment, taken, now);
    taken = now;
  }
  const end = goHome(run, hand, taken);
  noteBreaks(run, { ...hand, freeSeconds: end.returnSeconds }, codes.length, taken, shift.breaks.length);
  timing.leaveSeconds = leaveTime(run);
  timing.returnSeconds = end.returnSeconds;
  timing.endSeconds = end.freeSeconds;
  timing.restSeconds = end.restSeconds;
  timing.lateSeconds = end.lateSeconds;
  return timing;
}
