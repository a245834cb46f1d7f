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
  requestIndexOf,
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
  const pickups = new Map<number, number>();
  room.size = codes.length - driven;
  room.aboard = 0;
  let here = originOf(problem, shift).place;
  for (const [number, code] of codes.entries()) {
    const index = requestIndexOf(code);
    const stop = number - driven;
    if (!isDrop(code)) pickups.set(index, number);
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
    const pickup = pickups.get(index) ?? number;
    room.pickupAt[stop] = Math.max(-1, pickup - driven);
    room.since[stop] = shift.driven[pickup]?.departSeconds ?? 0;
    room.ride[stop] = request.maxRideSeconds;
    room.wait[stop] = request.maxWaitOnBoardSeconds;
  }
  room.hop[room.size] = driveSeconds(problem, here, shift.endPlace);
}

const delayNames: readonly (DelayReason | undefined)[] = [undefined, "ride_time", "waiting_on_board"];

function readTiming({ driven, breaksTaken }: Shift): Timing {
  const { size, start, service } = room;
  const before = driven.map((it) => it.startSeconds);
  const ahead = (times: Float64Array): number[] => Array.from(times.subarray(0, size));
  const breaks: PlannedBreak[] = [];
  if (size > 0 || room.isUnderWay) {
    for (let index = breaksTaken; index < room.breaks; index++) {
      const startSeconds = at(room.breakStart, index);
      breaks.push({
        breakIndex: index,
        beforeStop: driven.length + at(room.breakBefore, index),
        startSeconds,
        endSeconds: startSeconds + at(room.breakLength, index),
      });
    }
  }
  return {
    arrive: [...before, ...ahead(room.arrive)],
    start: [...before, ...ahead(start)],
    depart: [
      ...driven.map((it) => it.departSeconds),
      ...ahead(start).map((it, stop) => it + at(service, stop)),
    ],
    bareStart: [...before, ...ahead(room.bare)],
    delayedBy: [
      ...driven.map(() => undefined),
      ...Array.from(room.delayedBy.subarray(0, size), (it) => delayNames[it]),
    ],
    breaks,
    leaveSeconds: room.leave,
    returnSeconds: room.back,
    endSeconds: room.end,
    restSeconds: room.rest,
    lateSeconds: room.late,
  };
}

/** Gives every stop of a route its times by the rules of `clock/run.ts`. */
export function timeRoute(problem: Problem, shift: Shift, codes: readonly StopCode[]): Timing {
  if (codes.length >= room.hop.length) room = makeClockRoom(2 * codes.length);
  layShift(problem, shift);
  layStops(problem, shift, codes);
  runClock(room);
  return readTiming(shift);
}
