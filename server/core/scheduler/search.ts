import { at } from "@/server/core/scheduler/at";
import { fitViolations, routeViolations } from "@/server/core/scheduler/constraints/all";
import { nearestReasons } from "@/server/core/scheduler/insertion";
import { type Line, lineOf } from "@/server/core/scheduler/line";
import { relocate } from "@/server/core/scheduler/moves/relocate";
import { swap } from "@/server/core/scheduler/moves/swap";
import { emptyPlan, type Plan } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";
import { seededRandom } from "@/server/core/scheduler/random";
import { toPlannedRoute } from "@/server/core/scheduler/route";
import { isFixed, readPlan, withoutRequest } from "@/server/core/scheduler/state";
import { driveSeconds } from "@/server/core/scheduler/stop";
import { insertBest, scoreOf, setLine, type Work } from "@/server/core/scheduler/work";

/** When to stop: after so many moves looked at, or when the caller's clock says so. Without gain it stops by itself. */
export type Stop = { iterations: number; isOver?: () => boolean };
export type SolveOptions = { seed: number; stop: Stop; start?: Plan };

/** How many near requests each one is tried to be exchanged with. */
const neighbourCount = 12;

function beginWork(problem: Problem, lines: Line[], stop: Stop): Work {
  const lineOfRequest = new Int32Array(problem.requests.length).fill(-1);
  for (const [number, line] of lines.entries()) {
    for (const code of line.route.codes) lineOfRequest[code >> 1] = number;
  }
  const fits = new Uint8Array(problem.requests.length * problem.shifts.length);
  let left = stop.iterations;
  const isOver = (): boolean => left-- <= 0 || (stop.isOver?.() ?? false);
  return { problem, lines, lineOfRequest, fits, isOver };
}

/** Whose leaving makes a late line least late; undefined when nobody may leave. */
function mostHarmful(work: Work, line: Line): number | undefined {
  const { shift, codes } = line.route;
  let best: { index: number; late: number } | undefined;
  for (const index of new Set(codes.map((code) => code >> 1))) {
    if (isFixed(line, index)) continue;
    const late = lineOf(work.problem, shift, withoutRequest(codes, index)).route.timing.lateSeconds;
    if (!best || late < best.late) best = { index, late };
  }
  return best?.index;
}

/** Takes out of a start plan what the problem no longer allows: wrong carriers first, then whoever makes a route late. */
function mend(work: Work): void {
  for (const [number, start] of work.lines.entries()) {
    const { shift } = start.route;
    let line = start;
    for (const index of new Set(start.route.codes.map((code) => code >> 1))) {
      const mayStay = fitViolations(work.problem, at(work.problem.requests, index), shift).length === 0;
      if (mayStay || isFixed(line, index)) continue;
      line = lineOf(work.problem, shift, withoutRequest(line.route.codes, index));
    }
    while (isBroken(line)) {
      const index = mostHarmful(work, line);
      if (index === undefined) break;
      line = lineOf(work.problem, shift, withoutRequest(line.route.codes, index));
    }
    if (line !== start) setLine(work, number, line);
  }
}

const isBroken = ({ route }: Line): boolean =>
  route.timing.lateSeconds > 0 || routeViolations(route).length > 0;

/** The unserved, those first who matter most: priority, price of being left, then window; equals by lot. */
function unservedInOrder(work: Work, random: (bound: number) => number): number[] {
  const { requests } = work.problem;
  const lot = requests.map(() => random(1_000_000));
  return requests
    .map((_, index) => index)
    .filter((index) => at(work.lineOfRequest, index) < 0)
    .toSorted((a, b) => {
      const [one, other] = [at(requests, a), at(requests, b)];
      return (
        one.priority - other.priority ||
        other.unservedFen - one.unservedFen ||
        one.pickupWindow.toSeconds - other.pickupWindow.toSeconds ||
        at(lot, a) - at(lot, b)
      );
    });
}

/** For each request those that begin near in time and place: the only exchanges worth a look. */
function neighbours(problem: Problem): number[][] {
  const { requests } = problem;
  return requests.map((one, index) =>
    requests
      .map((other, number) => {
        const apart = Math.abs(one.pickupWindow.fromSeconds - other.pickupWindow.fromSeconds);
        return { number, far: apart + driveSeconds(problem, one.pickupPlace, other.pickupPlace) };
      })
      .filter((it) => it.number !== index)
      .toSorted((a, b) => a.far - b.far || a.number - b.number)
      .slice(0, neighbourCount)
      .map((it) => it.number),
  );
}

/** Relocate and swap, round after round, until a round gains nothing or time is up. */
function improve(work: Work, random: (bound: number) => number): void {
  const near = neighbours(work.problem);
  for (let gained = true; gained; ) {
    gained = false;
    for (const index of shuffled(work.problem.requests.length, random)) {
      if (work.isOver()) return;
      gained = relocate(work, index) || gained;
      for (const other of at(near, index)) {
        if (work.isOver()) return;
        gained = swap(work, index, other) || gained;
      }
    }
    for (const index of unservedInOrder(work, random)) gained = insertBest(work, index) || gained;
  }
}

function shuffled(count: number, random: (bound: number) => number): number[] {
  const order = Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = random(last + 1);
    [order[last], order[other]] = [at(order, other), at(order, last)];
  }
  return order;
}

/** How many of the nearest shifts give their reasons for an unserved request in a plan. */
const reasonsFrom = 5;

/**
 * Plans a region: best insertion over all shifts in the order of what matters most, then relocate and swap. The same
 * problem, seed, start and iteration count give the same plan. `start` is a plan to begin from; of it stays what the
 * problem still allows. Stops driven or locked are never moved.
 */
export function solve(problem: Problem, { seed, stop, start }: SolveOptions): Plan {
  const random = seededRandom(seed);
  const work = beginWork(problem, readPlan(problem, start ?? emptyPlan), stop);
  mend(work);
  for (const index of unservedInOrder(work, random)) {
    if (stop.isOver?.()) break;
    insertBest(work, index);
  }
  improve(work, random);
  const unserved = problem.requests.flatMap((request, index) => {
    if (at(work.lineOfRequest, index) >= 0) return [];
    return [{ requestId: request.id, reasons: nearestReasons(problem, work.lines, index, reasonsFrom) }];
  });
  return { routes: work.lines.map((line) => toPlannedRoute(line.route)), unserved, score: scoreOf(work) };
}
