import { at } from "@/server/core/scheduler/at";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import {
  cross,
  type Hand,
  type Run,
  type Segment,
  type Timing,
  takeBreaks,
  timeSegment,
} from "@/server/core/scheduler/segment";
import { isDrop, originOf, requestIndexOf, type StopCode } from "@/server/core/scheduler/stop";

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
