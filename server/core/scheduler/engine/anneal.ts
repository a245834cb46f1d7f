import type { Model } from "@/server/core/scheduler/engine/model";
import { makePool, noteRoute, type Pool } from "@/server/core/scheduler/engine/pool";
import { type Chance, draw, drawBelow } from "@/server/core/scheduler/engine/random";
import {
  makeRecreateRoom,
  type RecreateRoom,
  recreate,
  recreateByRegret,
} from "@/server/core/scheduler/engine/recreate";
import type { Route } from "@/server/core/scheduler/engine/route";
import {
  makeRuinRoom,
  type RuinRoom,
  type RuinSize,
  removeTaken,
  ruin,
  ruinAround,
  ruinByLot,
  ruinRoute,
  take,
} from "@/server/core/scheduler/engine/ruin";
import {
  keep,
  makeSolution,
  markAbsent,
  markServed,
  type Solution,
  setRoutes,
  undo,
} from "@/server/core/scheduler/engine/solution";

/** A plan to take away: by vehicle the nodes in driving order. */
export type Snapshot = {
  routes: Int32Array[];
  absent: number;
  cost: number;
  value: number;
  vehicles: number;
};

export type Search = {
  model: Model;
  solution: Solution;
  chance: Chance;
  ruinRoom: RuinRoom;
  recreateRoom: RecreateRoom;
  size: RuinSize;
  /** By group how often it was left out: who is hard to place. */
  misses: Float64Array;
  /** By group what it weighs that it is left out; on a day by its price, else all alike. */
  weights: Float64Array;
  absentBefore: Int32Array;
  best: Snapshot | undefined;
  pool: Pool;
  /** Whether routes of refused moves are remembered too: what one plan cannot use another may. */
  notesRefused: boolean;
  iterations: number;
};

/** An empty plan with all that a search over it needs. */
export function makeSearch(model: Model, seed: number): Search {
  return {
    model,
    solution: makeSolution(model),
    chance: { state: seed | 0 },
    ruinRoom: makeRuinRoom(model, 250),
    recreateRoom: makeRecreateRoom(model, 0.01),
    size: { requests: 10, longest: 10, keepMiddle: 0.5, largest: 40, stringShare: 0.9 },
    misses: new Float64Array(model.groupCount).fill(1),
    weights: weightsOf(model),
    absentBefore: new Int32Array(model.groupCount),
    best: undefined,
    pool: makePool(model, 60_000),
    notesRefused: false,
    iterations: 0,
  };
}

function weightsOf({ day, absence, groupCount }: Model): Float64Array {
  if (!day) return new Float64Array(groupCount).fill(1);
  const least = absence.reduce((low, it) => (it > 0 && it < low ? it : low), Number.POSITIVE_INFINITY);
  return absence.map((it) => it / least);
}

const absencePrice = (solution: Solution): number => {
  let price = 0;
  for (let index = 0; index < solution.absentCount; index++) {
    price += solution.model.absence[solution.absent[index] as number] as number;
  }
  return price;
};

/** Cost and the price of everybody left out. */
export const priceOf = (solution: Solution): number => solution.cost + absencePrice(solution);

export function snapshot(solution: Solution): Snapshot {
  return {
    routes: solution.routes.map((route) => route.node.slice(1, route.length + 1)),
    absent: solution.absentCount,
    cost: solution.cost,
    value: priceOf(solution),
    vehicles: vehiclesUsed(solution),
  };
}

export function vehiclesUsed(solution: Solution): number {
  let used = 0;
  for (const route of solution.routes) if (route.length > 0) used++;
  return used;
}

/** Remembers who is absent, to be able to take a move back. */
function noteAbsent(search: Search): number {
  const { solution, absentBefore } = search;
  for (let index = 0; index < solution.absentCount; index++)
    absentBefore[index] = solution.absent[index] as number;
  return solution.absentCount;
}

function takeBack(search: Search, count: number, cost: number): void {
  const { solution, absentBefore } = search;
  undo(solution);
  solution.cost = cost;
  while (solution.absentCount > 0) markServed(solution, solution.absent[solution.absentCount - 1] as number);
  for (let index = 0; index < count; index++) markAbsent(solution, absentBefore[index] as number);
}

function seedNode(search: Search): number {
  const { solution, chance, model } = search;
  if (solution.absentCount > 0 && draw(chance) < 0.5) {
    const group = solution.absent[drawBelow(chance, solution.absentCount)] as number;
    const member = model.members[model.firstMember[group] as number] as number;
    return member * 2 + drawBelow(chance, 2);
  }
  return drawBelow(chance, model.requestCount * 2);
}

/** Mostly strings; now and then a large hole, a scatter or a whole route, which no row of strings amounts to. */
function ruinSome(search: Search): void {
  const { solution, ruinRoom, chance, size, model } = search;
  const lot = draw(chance);
  const node = seedNode(search);
  const most = Math.max(4, Math.min(Math.floor(model.requestCount * 0.4), size.largest));
  if (lot < size.stringShare) ruin(solution, ruinRoom, chance, size, node);
  else if (lot < size.stringShare + (1 - size.stringShare) / 3)
    ruinByLot(solution, ruinRoom, chance, 1 + drawBelow(chance, Math.min(most, 15)));
  else if (lot < size.stringShare + ((1 - size.stringShare) * 2) / 3)
    ruinAround(solution, ruinRoom, chance, 2 + drawBelow(chance, most - 1), node);
  else ruinRoute(solution, ruinRoom, chance, most, node);
}

/** One move of the annealing by cost: ruin, recreate, and accept by the temperature. */
export function annealStep(search: Search, temperature: number): void {
  const { model, solution, chance } = search;
  const count = noteAbsent(search);
  const cost = solution.cost;
  const before = priceOf(solution);
  ruinSome(search);
  if (draw(chance) < search.recreateRoom.regretShare) recreateByRegret(solution, search.recreateRoom, chance);
  else recreate(solution, search.recreateRoom, chance);
  search.iterations++;
  const after = priceOf(solution);
  const { best } = search;
  const isNear = best && !model.day && after <= best.value * 1.05;
  if (isNear && search.notesRefused) noteTouched(search);
  if (isBroken(solution) || after >= before - temperature * Math.log(draw(chance) + 1e-12)) {
    takeBack(search, count, cost);
    return;
  }
  if (isNear) noteTouched(search);
  keep(solution);
  if (!best || isBetterPlan(model, solution.absentCount, after, best)) search.best = snapshot(solution);
}

/** Remembers the routes that a move made. */
function noteTouched({ pool, model, solution }: Search): void {
  for (let index = 0; index < solution.touchedCount; index++)
    noteRoute(pool, model, solution.routes[solution.touched[index] as number] as Route);
}

/** On a day the price of the absent tells who matters most; in public instances everybody is worth the same. */
function isBetterPlan({ day }: Model, absent: number, value: number, best: Snapshot): boolean {
  if (!day && absent !== best.absent) return absent < best.absent;
  return value < best.value - 1e-9;
}

/** Whether a move left a route that breaks a rule: what it took away was what held it together. */
function isBroken({ routes, touched, touchedCount, model }: Solution): boolean {
  if (!model.day) return false;
  for (let index = 0; index < touchedCount; index++)
    if ((routes[touched[index] as number] as Route).isBroken) return true;
  return false;
}

function missesOf(search: Search, absent: Int32Array, count: number): number {
  let sum = 0;
  for (let index = 0; index < count; index++) {
    const group = absent[index] as number;
    sum += (search.misses[group] as number) * (search.weights[group] as number);
  }
  return sum;
}

/** One move of the fleet's reduction: only who is left out counts, weighed by how hard everybody is to place. */
export function fleetStep(search: Search, temperature: number): void {
  const { solution, chance, misses } = search;
  const count = noteAbsent(search);
  const cost = solution.cost;
  ruinSome(search);
  if (draw(chance) < search.recreateRoom.regretShare) recreateByRegret(solution, search.recreateRoom, chance);
  else recreate(solution, search.recreateRoom, chance);
  search.iterations++;
  const before = missesOf(search, search.absentBefore, count);
  const after = missesOf(search, solution.absent, solution.absentCount);
  const better =
    !isBroken(solution) &&
    (after < before ||
      (after === before && solution.cost < cost - temperature * Math.log(draw(chance) + 1e-12)));
  for (let index = 0; index < solution.absentCount; index++) {
    const group = solution.absent[index] as number;
    misses[group] = (misses[group] as number) + 1;
  }
  if (!better) {
    takeBack(search, count, cost);
    return;
  }
  keep(solution);
  const { best, model } = search;
  if (!best || best.absent === 0) return;
  const isMore = model.day ? priceOf(solution) < best.value - 1e-9 : solution.absentCount < best.absent;
  if (isMore) search.best = snapshot(solution);
}

/** Closes the vehicle whose people were the least hard to place so far, and leaves them out. */
export function closeOne(search: Search): boolean {
  const { solution, misses, model, ruinRoom } = search;
  let least = Number.POSITIVE_INFINITY;
  let chosen: Route | undefined;
  for (const route of solution.routes) {
    if (route.length === 0) {
      solution.closed[route.vehicle] = 1;
      continue;
    }
    let sum = 0;
    for (let at = 1; at <= route.length; at++) {
      const request = (route.node[at] as number) >> 1;
      sum +=
        model.day?.isRooted[request] === 1 ? Infinity : (misses[model.group[request] as number] as number);
    }
    if (sum >= least) continue;
    least = sum;
    chosen = route;
  }
  if (!chosen) return false;
  const { vehicle } = chosen;
  ruinRoom.takenCount = 0;
  for (let at = 1; at <= chosen.length; at++) take(solution, ruinRoom, (chosen.node[at] as number) >> 1);
  removeTaken(solution, ruinRoom);
  keep(solution);
  solution.closed[vehicle] = 1;
  return true;
}

/** Makes a snapshot the present plan. */
export function restore(search: Search, plan: Snapshot): void {
  setRoutes(search.solution, plan.routes);
}

/** The first plan: everybody put in, cheapest first by lot. */
export function construct(search: Search): void {
  recreate(search.solution, search.recreateRoom, search.chance);
  keep(search.solution);
}
