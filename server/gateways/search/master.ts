import type { Highs, Model as Program } from "highs";
import type { Model } from "@/server/core/scheduler/engine/model";
import type { PooledRoute } from "@/server/core/scheduler/engine/pool";
import type { Prices } from "@/server/core/scheduler/engine/pricing";

/**
 * The linear program over known routes: every request served or left out with its group at its price, no kind of
 * vehicle used more often than there are, no more routes than `vehicles`. Where no way round is shorter a request may be
 * served twice, since whoever leaves it out is cheaper still. The program stays in HiGHS and grows; each time it is
 * solved from where it stood. Rows: requests, kinds, all routes. Columns: groups left out, then routes.
 */
export type Master = { model: Model; program: Program; routes: PooledRoute[]; known: Map<number, number> };

/** A program without routes; `close` it when done, its memory is not collected. */
export function openMaster(highs: Highs, model: Model, vehicles: number, serveAll: boolean): Master {
  const { requestCount, kindCount, kind, groupCount, absence, members, firstMember, isMetric } = model;
  const rows = requestCount + kindCount + 1;
  const upper = new Float64Array(rows).fill(1, 0, requestCount);
  for (const it of kind) upper[requestCount + it] = (upper[requestCount + it] as number) + 1;
  upper[rows - 1] = vehicles;
  if (isMetric) upper.fill(Number.POSITIVE_INFINITY, 0, requestCount);
  const lower = new Float64Array(rows).fill(1, 0, requestCount);
  const program = highs.createModel({
    numCols: groupCount,
    numRows: rows,
    colCost: absence,
    colLower: new Float64Array(groupCount),
    colUpper: new Float64Array(groupCount).fill(serveAll ? 0 : Number.POSITIVE_INFINITY),
    rowLower: lower,
    rowUpper: upper,
    matrix: {
      format: "csc",
      numRows: rows,
      numCols: groupCount,
      starts: firstMember,
      indices: members,
      values: new Float64Array(members.length).fill(1),
    },
  });
  program.options.set({ output_flag: false });
  return { model, program, routes: [], known: new Map() };
}

/** Adds routes that the program does not know yet, or knows only dearer; how many. */
export function addRoutes({ model, program, routes, known }: Master, fresh: Iterable<PooledRoute>): number {
  const { requestCount, kindCount } = model;
  const added: PooledRoute[] = [];
  const indices: number[] = [];
  const starts = [0];
  for (const route of fresh) {
    if ((known.get(route.key) ?? Number.POSITIVE_INFINITY) <= route.cost + 1e-9) continue;
    known.set(route.key, route.cost);
    added.push(route);
    for (const node of route.nodes) if ((node & 1) === 0) indices.push(node >> 1);
    indices.push(requestCount + route.kind, requestCount + kindCount);
    starts.push(indices.length);
  }
  if (added.length === 0) return 0;
  for (const route of added) routes.push(route);
  program.addCols({
    cost: Float64Array.from(added, (it) => it.cost),
    lower: new Float64Array(added.length),
    upper: new Float64Array(added.length).fill(Number.POSITIVE_INFINITY),
    matrix: {
      format: "csc",
      numRows: requestCount + kindCount + 1,
      numCols: added.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: new Float64Array(indices.length).fill(1),
    },
  });
  return added.length;
}

/** How much of each route the program uses. */
export const levels = ({ model, program }: Master): Float64Array =>
  program.getSolution().colValue.subarray(model.groupCount);

/** The least that must be used of a route. */
export function bind({ model, program }: Master, route: number, least: number): void {
  program.changeColBounds(model.groupCount + route, least, Number.POSITIVE_INFINITY);
}

/** Bounds the next run by the clock; it counts all runs of a program otherwise. */
export function allowSeconds(program: Program, seconds: number): void {
  program.zeroAllClocks();
  program.options.set({ time_limit: Math.max(0.01, seconds) });
}

/** The optimum over the routes there are, and what things are worth at it; undefined when there is none or time is up. */
export function solveMaster(
  { model, program }: Master,
  seconds = Number.POSITIVE_INFINITY,
): { value: number; prices: Prices } | undefined {
  const { requestCount, kindCount } = model;
  if (Number.isFinite(seconds)) allowSeconds(program, seconds);
  const { modelStatus } = program.run();
  if (modelStatus !== optimal) return undefined;
  const { rowDual } = program.getSolution();
  return {
    value: program.getObjectiveValue(),
    prices: {
      request: rowDual.slice(0, requestCount),
      kind: rowDual.slice(requestCount, requestCount + kindCount),
      route: rowDual[requestCount + kindCount] ?? 0,
    },
  };
}

/** The status by which HiGHS says that it is done. */
const optimal = 7;
