import { at } from "@/server/core/scheduler/at";
import { type CompiledDay, compileProblem } from "@/server/core/scheduler/compile/problem";
import { fitViolations, routeViolations } from "@/server/core/scheduler/constraints/all";
import { insertUnserved, searchDay } from "@/server/core/scheduler/engine/search-day";
import { nearestReasons } from "@/server/core/scheduler/insertion";
import { type Line, lineOf } from "@/server/core/scheduler/line";
import { compareScore } from "@/server/core/scheduler/objective";
import { emptyPlan, type Plan, type Score } from "@/server/core/scheduler/plan";
import type { Problem } from "@/server/core/scheduler/problem";
import { toPlannedRoute } from "@/server/core/scheduler/route";
import { isFixed, readPlan, withoutRequest } from "@/server/core/scheduler/state";

/** When to stop: after so many moves, or when the caller's clock says that all of the time is spent (0 to 1). */
export type Stop = { iterations: number; spent?: () => number };
export type SolveOptions = {
  seed: number;
  stop: Stop;
  start?: Plan;
  /** Nobody whom the start plan serves is left out for somebody else, whatever the price. */
  keepsServed?: boolean;
};

/** What is wrong with a line: how many rules it breaks, then by how much it is late. */
function harmOf({ route }: Line): [rules: number, late: number] {
  return [routeViolations(route).length, route.timing.lateSeconds];
}
const isBroken = (line: Line): boolean => harmOf(line).some((it) => it > 0);
const isLess = (a: readonly number[], b: readonly number[]): boolean =>
  a[0] === b[0] ? (a[1] ?? 0) < (b[1] ?? 0) : (a[0] ?? 0) < (b[0] ?? 0);

/** The line without the one whose leaving mends it most; undefined when nobody may leave. */
function withoutWorst(problem: Problem, line: Line): Line | undefined {
  const { shift, codes } = line.route;
  let best: Line | undefined;
  for (const index of new Set(codes.map((code) => code >> 1))) {
    if (isFixed(line, index)) continue;
    const without = lineOf(problem, shift, withoutRequest(codes, index));
    if (!best || isLess(harmOf(without), harmOf(best))) best = without;
  }
  return best;
}

/** Takes out of a start plan what the problem no longer allows: wrong carriers first, then whoever breaks a route. */
function mend(problem: Problem, lines: readonly Line[]): Line[] {
  return lines.map((start) => {
    const { shift } = start.route;
    let line = start;
    for (const index of new Set(start.route.codes.map((code) => code >> 1))) {
      const mayStay = fitViolations(problem, at(problem.requests, index), shift).length === 0;
      if (mayStay || isFixed(line, index)) continue;
      line = lineOf(problem, shift, withoutRequest(line.route.codes, index));
    }
    while (isBroken(line)) {
      const without = withoutWorst(problem, line);
      if (!without) break;
      line = without;
    }
    return isBroken(line) ? inBestOrder(problem, line) : line;
  });
}

/** More people on board than this are let off in the order given. */
const mostAboard = 4;

function* orders(codes: readonly number[]): Generator<number[]> {
  if (codes.length === 0) yield [];
  for (const code of codes)
    for (const rest of orders(codes.filter((it) => it !== code))) yield [code, ...rest];
}

/** Those on board let off in another order, where the order given breaks a rule and another breaks less. */
function inBestOrder(problem: Problem, line: Line): Line {
  const { shift, codes } = line.route;
  const boarded = new Set(codes.slice(0, shift.driven.length));
  const places = [...codes.keys()].filter((stop) => stop >= line.fixed && boarded.has(at(codes, stop) - 1));
  const drops = places.map((stop) => at(codes, stop)).filter((code) => (code & 1) === 1);
  if (drops.length !== places.length || drops.length < 2 || drops.length > mostAboard) return line;
  let best = line;
  for (const order of orders(drops)) {
    const changed = [...codes];
    for (const [index, stop] of places.entries()) changed[stop] = at(order, index);
    const other = lineOf(problem, shift, changed);
    if (isLess(harmOf(other), harmOf(best))) best = other;
  }
  return best;
}

/** A day made ready to be searched: what stands of the start plan, in the engine's form. */
export type OpenDay = { problem: Problem; lines: Line[]; compiled: CompiledDay; order: number[] };

/** Compiles a problem with what its rules still allow of a start plan. */
export function openDay(problem: Problem, start: Plan = emptyPlan, keepsServed = false): OpenDay {
  const given = readPlan(problem, start);
  const lines = mend(problem, given);
  const served = given.flatMap(({ route }) => route.codes.map((code) => at(problem.requests, code >> 1).id));
  const compiled = compileProblem(problem, lines, new Set(keepsServed ? served : []));
  return { problem, lines, compiled, order: inOrder(problem, compiled) };
}

/** The engine's requests, those first who matter most: priority, price of being left, then window. */
function inOrder(problem: Problem, { codes, model }: CompiledDay): number[] {
  const requestAt = (index: number) => at(problem.requests, at(codes, 2 * index) >> 1);
  const priorityOf = (index: number): number => model.day?.standing.priority[index] ?? 0;
  return Array.from({ length: model.requestCount }, (_, index) => index).toSorted((a, b) => {
    const [one, other] = [requestAt(a), requestAt(b)];
    return (
      priorityOf(a) - priorityOf(b) ||
      other.unservedFen - one.unservedFen ||
      one.pickupWindow.toSeconds - other.pickupWindow.toSeconds ||
      a - b
    );
  });
}

/** How many of the nearest shifts give their reasons for an unserved request in a plan. */
const reasonsFrom = 5;

/** The score of some lines, by the formula of `objective.ts`. */
export function scoreOf(problem: Problem, lines: readonly Line[]): Score {
  const served = new Set(lines.flatMap(({ route }) => route.codes.map((code) => code >> 1)));
  const unservedFen = new Array<number>(9).fill(0);
  for (const [index, { priority, unservedFen: fen }] of problem.requests.entries())
    if (!served.has(index)) unservedFen[priority - 1] = (unservedFen[priority - 1] ?? 0) + fen;
  const promisesMoved = lines.reduce((sum, it) => sum + it.route.promisesMoved, 0);
  const costFen = lines.reduce((sum, it) => sum + it.route.figures.costFen, 0);
  return { unservedFen, promisesMoved, costFen };
}

function linesOf({ problem, lines, compiled }: OpenDay, routes: readonly Int32Array[]): Line[] {
  return lines.map((line, vehicle) => {
    const { shift, codes } = line.route;
    const ahead = Array.from(at(routes, vehicle), (node) => at(compiled.codes, node));
    return lineOf(problem, shift, [...codes.slice(0, shift.driven.length), ...ahead]);
  });
}

/** The plan that the engine's routes stand for, with the reasons of whoever is left; what it began with where that was better. */
export function closeDay(day: OpenDay, routes: readonly Int32Array[]): Plan {
  const { problem } = day;
  const found = linesOf(day, routes);
  const isWorse = compareScore(scoreOf(problem, found), scoreOf(problem, day.lines)) > 0;
  const lines = isWorse ? day.lines : found;
  const served = new Set(lines.flatMap(({ route }) => route.codes.map((code) => code >> 1)));
  const unserved = problem.requests.flatMap((request, index) => {
    if (served.has(index)) return [];
    return [{ requestId: request.id, reasons: nearestReasons(problem, lines, index, reasonsFrom) }];
  });
  return {
    routes: lines.map((line) => toPlannedRoute(line.route)),
    unserved,
    score: scoreOf(problem, lines),
  };
}

/**
 * Plans a region: whoever is unserved is put in where they add least, those first who matter most; then the engine
 * searches neighbourhood after neighbourhood (`engine/search-day.ts`). The same problem, seed, start and iteration count
 * give the same plan. `start` is a plan to begin from; of it stays what the problem still allows. Stops driven or locked
 * are never moved.
 */
export function solve(problem: Problem, { seed, stop, start, keepsServed }: SolveOptions): Plan {
  const day = openDay(problem, start, keepsServed);
  const { model, routes } = day.compiled;
  const spent = stop.spent ?? ((): number => 0);
  const begun = insertUnserved(model, routes, day.order, () => spent() >= 1);
  if (!model.day) return closeDay(day, begun);
  return closeDay(day, searchDay(model, model.day, begun, seed, { iterations: stop.iterations, spent }));
}
