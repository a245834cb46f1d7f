import { at } from "@/server/core/scheduler/at";
import { type Line, lineOf } from "@/server/core/scheduler/line";
import type { Plan } from "@/server/core/scheduler/plan";
import type { Problem, Shift } from "@/server/core/scheduler/problem";
import {
  codeOf,
  dropCode,
  indexRequests,
  isDrop,
  requestOf,
  type StopCode,
} from "@/server/core/scheduler/stop";

/** The stops of a shift by a plan: what is driven and locked comes first, whatever the plan says. */
function codesFor(shift: Shift, plan: Plan, indexById: ReadonlyMap<string, number>): StopCode[] {
  const codes: StopCode[] = [];
  const seen = new Set<StopCode>();
  const planned = plan.routes.find((it) => it.shiftId === shift.id)?.stops ?? [];
  for (const stop of [...shift.driven, ...shift.locked, ...planned]) {
    const code = codeOf(indexById, stop);
    if (code === undefined || seen.has(code)) continue;
    seen.add(code);
    codes.push(code);
  }
  return codes;
}

/** Drops stops without their pickup, and lets everybody off at the end whom the plan forgot on board. */
function pairStops(problem: Problem, codes: readonly StopCode[]): StopCode[] {
  const aboard = new Set<number>();
  const paired: StopCode[] = [];
  for (const code of codes) {
    if (isDrop(code) && !aboard.delete(code >> 1)) continue;
    if (!isDrop(code)) aboard.add(code >> 1);
    paired.push(code);
  }
  const byWindow = (index: number): number => at(problem.requests, index).dropWindow.toSeconds;
  const left = [...aboard].toSorted((a, b) => byWindow(a) - byWindow(b));
  return [...paired, ...left.map(dropCode)];
}

/** A plan read into lines, one per shift in the problem's order. Stops of requests the problem does not know vanish. */
export function readPlan(problem: Problem, plan: Plan): Line[] {
  const indexById = indexRequests(problem);
  const served = new Set<number>();
  const fixed = new Set(
    problem.shifts.flatMap((it) => [...it.driven, ...it.locked].map((stop) => stop.requestId)),
  );
  return problem.shifts.map((shift) => {
    const own = new Set([...shift.driven, ...shift.locked].map((it) => it.requestId));
    const codes = codesFor(shift, plan, indexById).filter((code) => {
      const { id } = requestOf(problem, code);
      return !served.has(code >> 1) && (own.has(id) || !fixed.has(id));
    });
    const paired = pairStops(problem, codes);
    for (const code of paired) served.add(code >> 1);
    return lineOf(problem, shift, paired);
  });
}

/** Whether a request has a stop at the head of the line that may not move. */
export const isFixed = (line: Line, index: number): boolean =>
  line.route.codes.some((code, stop) => code >> 1 === index && stop < line.fixed);

/** The order of stops without a request. */
export const withoutRequest = (codes: readonly StopCode[], index: number): StopCode[] =>
  codes.filter((code) => code >> 1 !== index);
