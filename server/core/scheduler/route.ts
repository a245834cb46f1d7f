import { at } from "@/server/core/scheduler/at";
import { type Timing, timeRoute } from "@/server/core/scheduler/clock";
import { routeCostFen } from "@/server/core/scheduler/objective";
import type { PlannedRoute, RouteFigures } from "@/server/core/scheduler/plan";
import type { Problem, Shift } from "@/server/core/scheduler/problem";

import {
  driveMetres,
  isDrop,
  originOf,
  placeOf,
  requestOf,
  type StopCode,
} from "@/server/core/scheduler/stop";

/** One shift's stops with their times and figures. */
export type Route = {
  problem: Problem;
  shift: Shift;
  codes: readonly StopCode[];
  timing: Timing;
  figures: RouteFigures;
  promisesMoved: number;
};

/** How many stops at the head of a shift's route may not move any more. */
export const fixedStops = (shift: Shift): number => shift.driven.length + shift.locked.length;

function measure(problem: Problem, shift: Shift, codes: readonly StopCode[], timing: Timing): RouteFigures {
  let aboard = shift.driven.reduce((sum, it) => sum + (it.kind === "drop" ? -1 : 1), 0);
  let drivenMetres = 0;
  let emptyMetres = 0;
  if (codes.length > 0 || shift.position) {
    let place = originOf(problem, shift).place;
    for (let stop = shift.driven.length; stop <= codes.length; stop++) {
      const next = stop < codes.length ? placeOf(problem, at(codes, stop)) : shift.endPlace;
      const metres = driveMetres(problem, place, next);
      drivenMetres += metres;
      if (aboard === 0) emptyMetres += metres;
      if (stop < codes.length) aboard += isDrop(at(codes, stop)) ? -1 : 1;
      place = next;
    }
  }
  let dutySeconds = timing.returnSeconds - timing.leaveSeconds;
  for (const taken of timing.breaks) {
    if (taken.startSeconds < timing.leaveSeconds || taken.beforeStop === codes.length) continue;
    const pause = at(shift.breaks, taken.breakIndex);
    if (!pause.paid) dutySeconds -= pause.durationSeconds;
  }
  const figures = { drivenMetres, emptyMetres, dutySeconds, restSeconds: timing.restSeconds };
  return { ...figures, costFen: routeCostFen(shift, figures) };
}

function countMoved(problem: Problem, codes: readonly StopCode[], timing: Timing): number {
  if (problem.rules.promises === "frozen") return 0;
  let moved = 0;
  for (const [stop, code] of codes.entries()) {
    const promise = isDrop(code) ? undefined : requestOf(problem, code).promise;
    const start = at(timing.start, stop);
    if (promise && (start < promise.fromSeconds || start > promise.toSeconds)) moved++;
  }
  return moved;
}

/** Times and measures one order of stops. */
export function makeRoute(problem: Problem, shift: Shift, codes: readonly StopCode[]): Route {
  const timing = timeRoute(problem, shift, codes);
  const figures = measure(problem, shift, codes, timing);
  return { problem, shift, codes, timing, figures, promisesMoved: countMoved(problem, codes, timing) };
}

const alone: readonly number[] = [];

/** The indexes of the requests that ride together after each stop; none where fewer than two are on board. */
export function togetherAfter(codes: readonly StopCode[]): (readonly number[])[] {
  const aboard: number[] = [];
  return codes.map((code) => {
    if (!isDrop(code)) aboard.push(code >> 1);
    else if (aboard.includes(code >> 1)) aboard.splice(aboard.indexOf(code >> 1), 1);
    return aboard.length < 2 ? alone : [...aboard];
  });
}

/** The form of a route that leaves the engine. */
export function toPlannedRoute(route: Route): PlannedRoute {
  const { problem, shift, codes, timing, figures } = route;
  return {
    shiftId: shift.id,
    stops: codes.map((code, stop) => ({
      requestId: requestOf(problem, code).id,
      kind: isDrop(code) ? "drop" : "pickup",
      arriveSeconds: at(timing.arrive, stop),
      startSeconds: at(timing.start, stop),
      departSeconds: at(timing.depart, stop),
    })),
    breaks: timing.breaks,
    leaveSeconds: timing.leaveSeconds,
    returnSeconds: timing.returnSeconds,
    figures,
  };
}
