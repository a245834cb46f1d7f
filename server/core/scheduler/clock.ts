import { at } from "@/server/core/scheduler/at";
import { makeClockRoom } from "@/server/core/scheduler/clock/room";
import { runClock } from "@/server/core/scheduler/clock/run";
import type { PlannedBreak } from "@/server/core/scheduler/plan";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import {
  driveSeconds,
  earliestSeconds,
  isDrop,
  latestSeconds,
  originOf,
  placeOf,
  requestOf,
  type StopCode,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

type DelayReason = "ride_time" | "waiting_on_board";

/** The hours of one route, by the rules of `clock/run.ts`; stops already driven keep what really happened. */
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

/** Kept between calls, which never overlap: timing a route is asked for millions of times. */
let room = makeClockRoom(64);

function layShift(problem: Problem, shift: Shift): void {
  const origin = originOf(problem, shift);
  room.from = origin.fromSeconds;
  room.until = shift.window.toSeconds;
  room.wheel = origin.wheelSeconds;
  room.takesTurns = shift.drivers > 1;
  room.isUnderWay = shift.position !== undefined || shift.driven.length > 0;
  room.breaks = shift.breaks.length;
  room.taken = Math.min(shift.breaksTaken, shift.breaks.length);
  for (const [index, { window, durationSeconds }] of shift.breaks.entries()) {
    room.breakFrom[index] = window.fromSeconds;
    room.breakUntil[index] = window.toSeconds;
    room.breakLength[index] = durationSeconds;
  }
}

/** The stops still ahead; for a drop where its pickup is. */
function layStops(problem: Problem, shift: Shift, codes: readonly StopCode[]): void {
  const driven = shift.driven.length;
  room.size = codes.length - driven;
  room.aboard = 0;
  let here = originOf(problem, shift).place;
  for (let number = 0; number < codes.length; number++) {
    const code = at(codes, number);
    const stop = number - driven;
    if (number < driven) {
      room.aboard += isDrop(code) ? -1 : 1;
      continue;
    }
    const request = requestOf(problem, code);
    const there = placeOf(problem, code);
    room.hop[stop] = driveSeconds(problem, here, there);
    room.open[stop] = earliestSeconds(problem, code);
    room.close[stop] = latestSeconds(problem, code);
    room.service[stop] = serviceSeconds(problem, shift, code);
    here = there;
    if (!isDrop(code)) {
      room.pickupAt[stop] = -2;
      continue;
    }
    const before = codes.lastIndexOf(code - 1, number);
    const pickup = before < 0 ? number : before;
    room.pickupAt[stop] = Math.max(-1, pickup - driven);
    room.since[stop] = shift.driven[pickup]?.departSeconds ?? 0;
    room.ride[stop] = request.maxRideSeconds;
    room.wait[stop] = request.maxWaitOnBoardSeconds;
  }
  room.hop[room.size] = driveSeconds(problem, here, shift.endPlace);
}

const delayNames: readonly (DelayReason | undefined)[] = [undefined, "ride_time", "waiting_on_board"];

function readBreaks({ driven, breaksTaken }: Shift): PlannedBreak[] {
  const breaks: PlannedBreak[] = [];
  if (room.size === 0 && !room.isUnderWay) return breaks;
  for (let index = breaksTaken; index < room.breaks; index++) {
    const startSeconds = at(room.breakStart, index);
    breaks.push({
      breakIndex: index,
      beforeStop: driven.length + at(room.breakBefore, index),
      startSeconds,
      endSeconds: startSeconds + at(room.breakLength, index),
    });
  }
  return breaks;
}

function readTiming(shift: Shift): Timing {
  const timing: Timing = {
    arrive: [],
    start: [],
    depart: [],
    bareStart: [],
    delayedBy: [],
    breaks: readBreaks(shift),
    leaveSeconds: room.leave,
    returnSeconds: room.back,
    endSeconds: room.end,
    restSeconds: room.rest,
    lateSeconds: room.late,
  };
  for (const { startSeconds, departSeconds } of shift.driven) {
    timing.arrive.push(startSeconds);
    timing.start.push(startSeconds);
    timing.bareStart.push(startSeconds);
    timing.depart.push(departSeconds);
    timing.delayedBy.push(undefined);
  }
  for (let stop = 0; stop < room.size; stop++) {
    const start = at(room.start, stop);
    timing.arrive.push(at(room.arrive, stop));
    timing.start.push(start);
    timing.bareStart.push(at(room.bare, stop));
    timing.depart.push(start + at(room.service, stop));
    timing.delayedBy.push(delayNames[at(room.delayedBy, stop)]);
  }
  return timing;
}

function run(problem: Problem, shift: Shift, codes: readonly StopCode[], isStrict: boolean): void {
  if (codes.length >= room.hop.length) room = makeClockRoom(2 * codes.length);
  room.isStrict = isStrict;
  layShift(problem, shift);
  layStops(problem, shift, codes);
  runClock(room);
}

/**
 * By how much a route comes late in all, 0 = in time. With `isStrict` the first lateness ends the question: the answer is then only
 * whether it is 0.
 */
export function lateSeconds(
  problem: Problem,
  shift: Shift,
  codes: readonly StopCode[],
  isStrict: boolean,
): number {
  run(problem, shift, codes, isStrict);
  return room.late;
}

/** Gives every stop of a route its times by the rules of `clock/run.ts`. */
export function timeRoute(problem: Problem, shift: Shift, codes: readonly StopCode[]): Timing {
  run(problem, shift, codes, false);
  return readTiming(shift);
}
