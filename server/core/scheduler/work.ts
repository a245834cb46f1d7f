import { at } from "@/server/core/scheduler/at";
import { mayCarry } from "@/server/core/scheduler/constraints/all";
import { bestSpot, type Trial } from "@/server/core/scheduler/insertion";
import { type Line, makeLine } from "@/server/core/scheduler/line";
import type { Score } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";

/** What the search changes: one line per shift, and where each request rides (−1 = nowhere). */
export type Work = {
  problem: Problem;
  lines: Line[];
  lineOfRequest: Int32Array;
  /** Whether a shift may ever carry a request: 0 unknown, 1 yes, 2 no; requests × shifts. */
  fits: Uint8Array;
  /** Spent one per move looked at; the search ends when `isOver` says so. */
  isOver: () => boolean;
};

/** Whether no timeless rule keeps a request off a shift; worked out once per pair. */
export function fitsLine(work: Work, index: number, line: number): boolean {
  const cell = index * work.lines.length + line;
  if (at(work.fits, cell) === 0) {
    const { problem } = work;
    work.fits[cell] = mayCarry(problem, at(problem.requests, index), at(problem.shifts, line)) ? 1 : 2;
  }
  return at(work.fits, cell) === 1;
}

/** Puts a timed route in the place of a line and notes who rides there. */
export function setLine(work: Work, line: number, prepared: Line): void {
  for (const code of at(work.lines, line).route.codes) {
    // A request that an exchange has already put elsewhere stays there.
    if (at(work.lineOfRequest, code >> 1) === line) work.lineOfRequest[code >> 1] = -1;
  }
  work.lines[line] = prepared;
  for (const code of prepared.route.codes) work.lineOfRequest[code >> 1] = line;
}

/** The best spot for a request over some lines, adding less than `bound`. */
export function bestOver(
  work: Work,
  index: number,
  lines: readonly Line[],
  bound: number,
): { line: number; trial: Trial } | undefined {
  let best: { line: number; trial: Trial } | undefined;
  for (const [number, line] of lines.entries()) {
    if (!fitsLine(work, index, number)) continue;
    const trial = bestSpot(work.problem, line, index, best?.trial.addedValue ?? bound);
    if (trial) best = { line: number, trial };
  }
  return best;
}

/** Best insertion: puts a request where it adds least; false when no shift keeps every rule. */
export function insertBest(work: Work, index: number): boolean {
  const best = bestOver(work, index, work.lines, Number.POSITIVE_INFINITY);
  if (!best) return false;
  setLine(work, best.line, makeLine(best.trial.route));
  return true;
}

/** The score of the present lines, by the formula of `objective.ts`. */
export function scoreOf(work: Work): Score {
  const unservedFen = new Array<number>(9).fill(0);
  for (const [index, request] of work.problem.requests.entries()) {
    if (at(work.lineOfRequest, index) >= 0) continue;
    unservedFen[request.priority - 1] = (unservedFen[request.priority - 1] ?? 0) + request.unservedFen;
  }
  const promisesMoved = work.lines.reduce((sum, it) => sum + it.route.promisesMoved, 0);
  const costFen = work.lines.reduce((sum, it) => sum + it.route.figures.costFen, 0);
  return { unservedFen, promisesMoved, costFen };
}
