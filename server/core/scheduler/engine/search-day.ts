import { compareLeft } from "@/server/core/scheduler/engine/absence";
import { makeSearch } from "@/server/core/scheduler/engine/anneal";
import type { DayRules } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";
import {
  type Nearness,
  type Neighbourhood,
  neighbourhoodOf,
} from "@/server/core/scheduler/engine/neighbourhood";
import { partOf } from "@/server/core/scheduler/engine/part";
import type { Chance } from "@/server/core/scheduler/engine/random";
import { insertCheapest, makeRecreateRoom } from "@/server/core/scheduler/engine/recreate";
import { runRound } from "@/server/core/scheduler/engine/round";
import {
  keep,
  makeSolution,
  markServed,
  type Solution,
  setRoutes,
} from "@/server/core/scheduler/engine/solution";

/** A part of a day planned anew: what its vehicles drive, in the order of the neighbourhood, its price, and the moves it took. */
export type Replanned = { routes: Int32Array[]; value: number; iterations: number };

/** Up to so many requests a whole day is one part. */
const smallDay = 130;
export const isSmallDay = ({ requestCount }: Model): boolean => requestCount <= smallDay;

const mean = (values: Float64Array): number =>
  values.reduce((sum, it) => sum + it, 0) / Math.max(1, values.length);

/** What an average ride costs on its own in fen, way there and back and the time it takes; a measure for temperatures. */
export function averageRideFen(model: Model, { perMetre, perEmptyMetre, perSecond }: DayRules): number {
  const { requestCount, placeCount, cost, time, place, startPlace, endPlace, vehicleCount } = model;
  const [metreFen, secondFen] = [mean(perMetre) + mean(perEmptyMetre) / 2, mean(perSecond)];
  let fen = 0;
  for (let request = 0; request < requestCount; request++) {
    const [from, to] = [place[2 * request] as number, place[2 * request + 1] as number];
    const vehicle = request % Math.max(1, vehicleCount);
    const cells = [
      from * placeCount + to,
      (startPlace[vehicle] ?? from) * placeCount + from,
      to * placeCount + (endPlace[vehicle] ?? to),
    ];
    for (const cell of cells) fen += (cost[cell] as number) * metreFen + (time[cell] as number) * secondFen;
  }
  return Math.max(1, fen / Math.max(1, requestCount) / 2);
}

/** Whom no more vehicles may carry than this is put in before the others take their time. */
const fewVehicles = 8;

/** By request how many vehicles may carry it. */
function carriersOf({ requestCount, vehicleCount, kindCount, kind, mayCarry }: Model): Int32Array {
  const perKind = new Int32Array(kindCount);
  for (let vehicle = 0; vehicle < vehicleCount; vehicle++) (perKind[kind[vehicle] as number] as number)++;
  return Int32Array.from({ length: requestCount }, (_, request) =>
    perKind.reduce((sum, count, of) => sum + (mayCarry[request * kindCount + of] as number) * count, 0),
  );
}

/** Orders in which to put people in: as given, by the hour they must be fetched at the latest, and so with the rare ones first. */
function ordersOf(model: Model, order: readonly number[]): number[][] {
  const carriers = carriersOf(model);
  const isCommon = (request: number): number => Number((carriers[request] as number) > fewVehicles);
  const latest = (request: number): number => model.close[2 * request] as number;
  const byHour = order.toSorted((a, b) => latest(a) - latest(b));
  return [[...order], byHour, byHour.toSorted((a, b) => isCommon(a) - isCommon(b))];
}

type Begun = { routes: Int32Array[]; vehicleOf: Int32Array; cost: number; leftFen: number };

/** Fewer left out by their prices, then by the published objective, then cheaper: negative where `one` is better. */
function compareBegun(model: Model, one: Begun, other: Begun): number {
  const left = model.day ? compareLeft(model.day.standing, one.vehicleOf, other.vehicleOf) : 0;
  return one.leftFen - other.leftFen || left || one.cost - other.cost;
}

function leftFenOf({ day, requestCount }: Model, vehicleOf: Int32Array): number {
  let fen = 0;
  for (let request = 0; request < requestCount; request++)
    if ((vehicleOf[request] as number) < 0) fen += day?.standing.price[request] ?? 1;
  return fen;
}

/**
 * Puts the unserved in where each adds least, in several orders, as long as `isOver` does not say stop. The plan that
 * leaves out least counts: a search takes back from the many what the few need, but hardly finds room for hundreds.
 */
export function insertUnserved(
  model: Model,
  routes: readonly Int32Array[],
  order: readonly number[],
  isOver: () => boolean,
): Int32Array[] {
  const solution = makeSolution(model);
  const begun = ordersOf(model, order).map((sorted): Begun => {
    setRoutes(solution, routes);
    insertInOrder(solution, sorted, isOver);
    const vehicleOf = solution.vehicleOf.slice();
    return {
      routes: routesOf(solution),
      vehicleOf,
      cost: solution.cost,
      leftFen: leftFenOf(model, vehicleOf),
    };
  });
  return begun.reduce((best, it) => (compareBegun(model, it, best) < 0 ? it : best)).routes;
}

const routesOf = ({ routes }: Solution): Int32Array[] =>
  routes.map((route) => route.node.slice(1, route.length + 1));

function insertInOrder(solution: Solution, order: readonly number[], isOver: () => boolean): void {
  const room = makeRecreateRoom(solution.model, 0);
  const chance: Chance = { state: 1 };
  for (const request of order) {
    if ((solution.vehicleOf[request] as number) >= 0) continue;
    if (isOver()) break;
    if (insertCheapest(solution, room, chance, request)) markServed(solution, request);
  }
  keep(solution);
}

/** By request the vehicle whose route it is on, −1 = unserved. */
export function vehiclesOf(model: Model, routes: readonly Int32Array[]): Int32Array {
  const vehicleOf = new Int32Array(model.requestCount).fill(-1);
  for (const [vehicle, nodes] of routes.entries()) for (const node of nodes) vehicleOf[node >> 1] = vehicle;
  return vehicleOf;
}

/** Plans a neighbourhood anew, never worse than it was. `heat` runs from 1 at the beginning of a whole search to 0. */
export function replan(
  model: Model,
  day: DayRules,
  routes: readonly Int32Array[],
  { vehicles, requests }: Neighbourhood,
  seed: number,
  heat: number,
  progress: (iterations: number) => number,
): Replanned {
  if (requests.length === 0)
    return { routes: Array.from(vehicles, (it) => routes[it] as Int32Array), value: 0, iterations: 0 };
  const part = partOf(model, day, requests, vehicles);
  const partNode = new Map<number, number>();
  for (const [index, request] of requests.entries()) {
    partNode.set(2 * request, 2 * index);
    partNode.set(2 * request + 1, 2 * index + 1);
  }
  const start = Array.from(vehicles, (it) =>
    (routes[it] as Int32Array).map((node) => partNode.get(node) as number),
  );
  const search = makeSearch(part.model, seed);
  search.recreateRoom.regretShare = 0.1;
  const average = averageRideFen(model, day);
  const order = {
    kind: "anneal",
    start,
    hot: average * (0.01 + 0.15 * heat),
    cold: average * 0.002,
    keepFleet: false,
  } as const;
  const { best, iterations } = runRound(search, order, progress);
  const whole = (node: number): number => 2 * (requests[node >> 1] as number) + (node & 1);
  return { routes: best.routes.map((nodes) => nodes.map(whole)), value: best.value, iterations };
}

/** Everything at once where the day is small; otherwise a neighbourhood. */
export function nextNeighbourhood(
  model: Model,
  routes: readonly Int32Array[],
  busy: Uint8Array,
  nearness: Nearness,
  chance: Chance,
): Neighbourhood {
  if (!isSmallDay(model))
    return neighbourhoodOf(model, routes, vehiclesOf(model, routes), busy, nearness, chance);
  const all = (count: number): Int32Array => Int32Array.from({ length: count }, (_, it) => it);
  return { vehicles: all(model.vehicleCount), requests: all(model.requestCount) };
}

/** How far a search is: moves against the moves allowed, or what the caller's clock says; 1 = over. */
export type Effort = { iterations: number; spent: () => number };

/** Moves that a neighbourhood is worth at a time. */
export const movesAtATime = 800;

/** A handful of requests is soon tried in every way: more moves than so many for each find nothing new. */
const aHandful = 20;
const movesForEach = 80;

/**
 * Searches a day on one thread: neighbourhood after neighbourhood, each planned anew. The same model, start, seed and
 * iterations give the same plan.
 */
export function searchDay(
  model: Model,
  day: DayRules,
  start: readonly Int32Array[],
  seed: number,
  effort: Effort,
): Int32Array[] {
  const chance: Chance = { state: seed | 0 };
  const idle = new Uint8Array(model.vehicleCount);
  const nearness: Nearness = [];
  let routes = [...start];
  let done = 0;
  const { requestCount } = model;
  if (requestCount === 0) return routes;
  const most = requestCount <= aHandful ? movesForEach * requestCount : Number.POSITIVE_INFINITY;
  const iterations = Math.min(effort.iterations, most);
  const share = (more: number): number => Math.max((done + more) / iterations, effort.spent());
  for (let round = 0; share(0) < 1; round++) {
    const near = nextNeighbourhood(model, routes, idle, nearness, chance);
    const isWhole = near.requests.length === model.requestCount;
    const roundShare = (moves: number): number =>
      isWhole ? share(moves) : Math.max(moves / movesAtATime, share(moves) >= 1 ? 1 : 0);
    const found = replan(model, day, routes, near, seed + round * 7919, 1 - share(0), roundShare);
    routes = withRoutes(routes, near.vehicles, found.routes);
    done += Math.max(1, found.iterations);
  }
  return routes;
}

/** A plan with some vehicles' routes exchanged. */
export function withRoutes(
  routes: readonly Int32Array[],
  vehicles: Int32Array,
  changed: readonly Int32Array[],
): Int32Array[] {
  const next = [...routes];
  for (const [index, vehicle] of vehicles.entries()) next[vehicle] = changed[index] as Int32Array;
  return next;
}
