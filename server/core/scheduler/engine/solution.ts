import type { Model } from "@/server/core/scheduler/engine/model";
import { growRoute, makeRoute, putIn, type Route, timeRoute } from "@/server/core/scheduler/engine/route";
import { type Spot, scanRoute } from "@/server/core/scheduler/engine/scan";
import { scanDay } from "@/server/core/scheduler/engine/scan-day";
import { makeStrictRoom, routeFen, type StrictRoom } from "@/server/core/scheduler/engine/strict";
import { makeTrial, type Trial } from "@/server/core/scheduler/engine/tied";

/**
 * A plan in the making. A change is made on a spare of each route it touches; `keep` makes it last, `undo` forgets it,
 * so that a refused move costs nothing but the touched routes' places.
 */
export type Solution = {
  model: Model;
  routes: Route[];
  spares: Route[];
  /** Touched since the last `keep`: the vehicle numbers, and a mark by vehicle. */
  touched: Int32Array;
  touchedCount: number;
  isTouched: Uint8Array;
  /** Vehicles that may not be used, and vehicles whose routes may not change (another thread has them). */
  closed: Uint8Array;
  frozen: Uint8Array;
  /** Groups that may not be put in: another thread tries them, and two would serve them twice. */
  barred: Uint8Array;
  /** By request: its vehicle, or −1; by node: its position. */
  vehicleOf: Int32Array;
  positions: Int32Array;
  /** Groups nobody serves: a list with everyone's place in it (−1 = served). */
  absent: Int32Array;
  absentCount: number;
  absentAt: Int32Array;
  versions: number;
  /** Insertion cache, requests × vehicles: at which version of the route, at what cost and where (see `bestSpot`). */
  cacheVersion: Int32Array;
  cacheCost: Float64Array;
  cacheSpot: Int32Array;
  trial: Trial;
  strict: StrictRoom;
  spot: Spot;
  cost: number;
};

const nowhere = -1;
const spotBits = 15;

/** A plan in which nobody is served. */
export function makeSolution(model: Model): Solution {
  const { requestCount, vehicleCount, groupCount } = model;
  const cells = requestCount * vehicleCount;
  const solution: Solution = {
    model,
    routes: [],
    spares: [],
    touched: new Int32Array(vehicleCount),
    touchedCount: 0,
    isTouched: new Uint8Array(vehicleCount),
    closed: new Uint8Array(vehicleCount),
    frozen: new Uint8Array(vehicleCount),
    barred: new Uint8Array(groupCount),
    vehicleOf: new Int32Array(requestCount).fill(-1),
    positions: new Int32Array(2 * requestCount),
    absent: new Int32Array(groupCount),
    absentCount: groupCount,
    absentAt: new Int32Array(groupCount),
    versions: 0,
    cacheVersion: new Int32Array(cells).fill(-1),
    cacheCost: new Float64Array(cells),
    cacheSpot: new Int32Array(cells),
    trial: makeTrial(requestCount),
    strict: makeStrictRoom(model.day ? requestCount : 0),
    spot: { cost: 0, pickup: 0, drop: 0 },
    cost: 0,
  };
  for (let vehicle = 0; vehicle < vehicleCount; vehicle++) {
    solution.routes.push(makeRoute(vehicle, 16));
    solution.spares.push(makeRoute(vehicle, 16));
    settle(solution, solution.routes[vehicle] as Route);
  }
  for (let group = 0; group < groupCount; group++) {
    solution.absent[group] = group;
    solution.absentAt[group] = group;
  }
  return solution;
}

/** The route of a vehicle that may be changed: its spare, filled with the present order when first asked for. */
function editable(solution: Solution, vehicle: number): Route {
  if (solution.isTouched[vehicle] === 1) return solution.routes[vehicle] as Route;
  const live = solution.routes[vehicle] as Route;
  const spare = solution.spares[vehicle] as Route;
  spare.length = live.length;
  growRoute(spare);
  const { node } = spare;
  for (let at = 1; at <= live.length; at++) node[at] = live.node[at] as number;
  spare.cost = live.cost;
  solution.routes[vehicle] = spare;
  solution.spares[vehicle] = live;
  solution.isTouched[vehicle] = 1;
  solution.touched[solution.touchedCount++] = vehicle;
  return spare;
}

/** Times a changed route and takes its cost into the sum. */
function settle(solution: Solution, route: Route): void {
  const { model, strict, positions } = solution;
  const before = route.cost;
  timeRoute(model, route, positions);
  if (model.day) {
    const value = routeFen(model, model.day, strict, route, -1, 0, 0);
    route.isBroken = value === Number.POSITIVE_INFINITY;
    route.cost = route.isBroken ? strict.distanceFen : value;
  }
  route.version = route.length === 0 ? 0 : ++solution.versions;
  solution.cost += route.cost - before;
}

/** Puts a request into a vehicle's route at a spot of its present order. */
export function insert(
  solution: Solution,
  request: number,
  vehicle: number,
  pickup: number,
  drop: number,
): void {
  const route = editable(solution, vehicle);
  putIn(route, request, pickup, drop);
  solution.vehicleOf[request] = vehicle;
  settle(solution, route);
}

/** Takes requests marked in `marks` out of a vehicle's route. */
export function removeMarked(solution: Solution, vehicle: number, marks: Uint8Array): void {
  const route = editable(solution, vehicle);
  const { node } = route;
  let kept = 0;
  for (let at = 1; at <= route.length; at++) {
    const stop = node[at] as number;
    if (marks[stop >> 1] === 1) solution.vehicleOf[stop >> 1] = nowhere;
    else node[++kept] = stop;
  }
  route.length = kept;
  settle(solution, route);
}

export function markAbsent(solution: Solution, group: number): void {
  if ((solution.absentAt[group] as number) >= 0) return;
  solution.absentAt[group] = solution.absentCount;
  solution.absent[solution.absentCount++] = group;
}

export function markServed(solution: Solution, group: number): void {
  const at = solution.absentAt[group] as number;
  if (at < 0) return;
  const last = solution.absent[--solution.absentCount] as number;
  solution.absent[at] = last;
  solution.absentAt[last] = at;
  solution.absentAt[group] = nowhere;
}

/** Makes all changes last. */
export function keep(solution: Solution): void {
  for (let index = 0; index < solution.touchedCount; index++) {
    solution.isTouched[solution.touched[index] as number] = 0;
  }
  solution.touchedCount = 0;
}

/** Forgets all changes since the last `keep`. Who is absent must be put back by the caller, who knows. */
export function undo(solution: Solution): void {
  const { routes, spares, positions, vehicleOf } = solution;
  for (let index = 0; index < solution.touchedCount; index++) {
    const vehicle = solution.touched[index] as number;
    const changed = routes[vehicle] as Route;
    const live = spares[vehicle] as Route;
    routes[vehicle] = live;
    spares[vehicle] = changed;
    solution.isTouched[vehicle] = 0;
    for (let at = 1; at <= changed.length; at++) {
      const request = (changed.node[at] as number) >> 1;
      if (vehicleOf[request] === vehicle) vehicleOf[request] = nowhere;
    }
  }
  for (let index = 0; index < solution.touchedCount; index++) {
    const vehicle = solution.touched[index] as number;
    const live = routes[vehicle] as Route;
    for (let at = 1; at <= live.length; at++) {
      const stop = live.node[at] as number;
      positions[stop] = at;
      vehicleOf[stop >> 1] = vehicle;
    }
  }
  solution.touchedCount = 0;
}

/**
 * The cheapest spot of a request in one route below `bound`, remembered until the route changes. A remembered entry is
 * either a spot with its cost, or the bound below which nothing was found.
 * @returns the cost, or `Infinity`; `solution.spot` says where
 */
export function bestSpot(solution: Solution, request: number, vehicle: number, bound: number): number {
  const route = solution.routes[vehicle] as Route;
  const { model, spot, cacheVersion, cacheCost, cacheSpot } = solution;
  const cell = request * model.vehicleCount + vehicle;
  if (cacheVersion[cell] === route.version) {
    const known = cacheCost[cell] as number;
    const where = cacheSpot[cell] as number;
    if (where >= 0) {
      if (known >= bound) return Number.POSITIVE_INFINITY;
      spot.pickup = where >> spotBits;
      spot.drop = where & ((1 << spotBits) - 1);
      spot.cost = known;
      return known;
    }
    if (known >= bound) return Number.POSITIVE_INFINITY;
  }
  const found = model.day
    ? scanDay(model, model.day, route, request, bound, solution.strict, spot)
    : scanRoute(model, route, request, bound, solution.trial, spot);
  cacheVersion[cell] = route.version;
  cacheCost[cell] = found ? spot.cost : bound;
  cacheSpot[cell] = found ? (spot.pickup << spotBits) | spot.drop : -1;
  return found ? spot.cost : Number.POSITIVE_INFINITY;
}

/** Whether a route drives exactly these nodes. */
function drives(route: Route, nodes: ArrayLike<number>): boolean {
  if (route.length !== nodes.length) return false;
  for (let at = 0; at < nodes.length; at++) if (route.node[at + 1] !== nodes[at]) return false;
  return true;
}

/** Makes a whole plan the present one: by vehicle its nodes in order. Whoever is on no route is absent. */
export function setRoutes(solution: Solution, routes: readonly ArrayLike<number>[]): void {
  const { model, vehicleOf, positions } = solution;
  for (let vehicle = 0; vehicle < model.vehicleCount; vehicle++) {
    const nodes = routes[vehicle] ?? [];
    if (drives(solution.routes[vehicle] as Route, nodes)) continue;
    const route = editable(solution, vehicle);
    route.length = nodes.length;
    growRoute(route);
    for (let at = 0; at < nodes.length; at++) route.node[at + 1] = nodes[at] as number;
    settle(solution, route);
  }
  vehicleOf.fill(nowhere);
  for (const route of solution.routes) {
    for (let at = 1; at <= route.length; at++) {
      const stop = route.node[at] as number;
      vehicleOf[stop >> 1] = route.vehicle;
      positions[stop] = at;
    }
  }
  for (let group = 0; group < model.groupCount; group++) {
    const member = model.members[model.firstMember[group] as number] as number;
    if ((vehicleOf[member] as number) >= 0) markServed(solution, group);
    else markAbsent(solution, group);
  }
  keep(solution);
}
