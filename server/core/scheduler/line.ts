import { at } from "@/server/core/scheduler/at";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import { fixedStops, makeRoute, type Route } from "@/server/core/scheduler/route";
import {
  driveSeconds,
  earliestSeconds,
  isDrop,
  latestSeconds,
  originOf,
  placeOf,
  type StopCode,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

/**
 * A route with what makes a question about it answerable in constant time. The bounds are optimistic (breaks and rests
 * left out), so a spot they refuse is impossible, and one they let pass is timed in full before it is believed.
 */
export type Line = {
  route: Route;
  /** First index at which something may be inserted. */
  fixed: number;
  /** Before stop i (i up to the stop count): where the vehicle stands, and from when it is free at the earliest. */
  placeBefore: number[];
  freeBefore: number[];
  aboardBefore: number[];
  /** Whether everyone on board before stop i may share. */
  sharedBefore: boolean[];
  /** Latest start of stop i that all later stops allow; past the last: latest arrival at the end place. */
  latestStart: number[];
  placeAt: number[];
};

function backward(
  problem: Problem,
  shift: Shift,
  codes: readonly StopCode[],
  placeAt: readonly number[],
): number[] {
  const latest: number[] = [];
  latest[codes.length] = shift.window.toSeconds;
  for (let stop = codes.length - 1; stop >= shift.driven.length; stop--) {
    const code = at(codes, stop);
    const onward = driveSeconds(problem, at(placeAt, stop), at(placeAt, stop + 1));
    const byNext = at(latest, stop + 1) - onward - serviceSeconds(problem, shift, code);
    latest[stop] = Math.min(latestSeconds(problem, code), byNext);
  }
  return latest;
}

/** Prepares one route for insertion. */
export function makeLine(route: Route): Line {
  const { problem, shift, codes } = route;
  const origin = originOf(problem, shift);
  const placeAt = [...codes.map((code) => placeOf(problem, code)), shift.endPlace];
  const line: Line = {
    route,
    fixed: fixedStops(shift),
    placeBefore: [],
    freeBefore: [],
    aboardBefore: [],
    sharedBefore: [],
    latestStart: backward(problem, shift, codes, placeAt),
    placeAt,
  };
  const aboard = new Set<number>();
  let place = origin.place;
  let free = origin.fromSeconds;
  for (let stop = 0; stop <= codes.length; stop++) {
    line.placeBefore[stop] = place;
    line.freeBefore[stop] = free;
    line.aboardBefore[stop] = aboard.size;
    line.sharedBefore[stop] = [...aboard].every((index) => at(problem.requests, index).shareable);
    if (stop === codes.length) break;
    const code = at(codes, stop);
    if (isDrop(code)) aboard.delete(code >> 1);
    else aboard.add(code >> 1);
    if (stop < shift.driven.length) continue;
    const arrive = free + driveSeconds(problem, place, at(placeAt, stop));
    free = Math.max(arrive, earliestSeconds(problem, code)) + serviceSeconds(problem, shift, code);
    place = at(placeAt, stop);
  }
  return line;
}

/** Times an order of stops and prepares it. */
export const lineOf = (problem: Problem, shift: Shift, codes: readonly StopCode[]): Line =>
  makeLine(makeRoute(problem, shift, codes));
