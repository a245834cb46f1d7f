import type { Model } from "@/server/core/scheduler/engine/model";
import { type Chance, draw, drawBelow } from "@/server/core/scheduler/engine/random";
import type { Route } from "@/server/core/scheduler/engine/route";
import {
  bestSpot,
  insert,
  markServed,
  removeMarked,
  type Solution,
} from "@/server/core/scheduler/engine/solution";

/** What putting back needs: several orders of all groups, worked out once, and room to sort in. */
export type RecreateRoom = {
  /** One key array per order; smaller comes first. */
  keys: Float64Array[];
  weights: number[];
  waiting: Int32Array;
  rank: Float64Array;
  marks: Uint8Array;
  /** Kinds of which an empty vehicle was tried already for this request. */
  triedKind: Int32Array;
  tries: number;
  /** How often a route is overlooked: a little blindness finds more than perfect sight. */
  blink: number;
  found: { best: number; second: number; vehicle: number; pickup: number; drop: number };
  regretShare: number;
};

/** Orders by load, by way from the bases, by window width, by opening and closing, by ride; and by lot (no keys). */
export function makeRecreateRoom(model: Model, blink: number): RecreateRoom {
  const { groupCount, firstMember, members, placeCount } = model;
  const keyOf = (measure: (request: number) => number): Float64Array =>
    Float64Array.from({ length: groupCount }, (_, group) => {
      let sum = 0;
      const end = firstMember[group + 1] as number;
      for (let at = firstMember[group] as number; at < end; at++) sum += measure(members[at] as number);
      return sum;
    });
  const far = (request: number): number => {
    const base = (model.startPlace[0] as number) * placeCount;
    return (
      (model.cost[base + (model.place[request * 2] as number)] as number) +
      (model.cost[base + (model.place[request * 2 + 1] as number)] as number)
    );
  };
  const width = (request: number): number =>
    (model.close[request * 2] as number) -
    (model.open[request * 2] as number) +
    (model.close[request * 2 + 1] as number) -
    (model.open[request * 2 + 1] as number);
  const opens = (request: number): number => model.open[request * 2] as number;
  const closes = (request: number): number => -(model.close[request * 2 + 1] as number);
  const ride = (request: number): number =>
    -(model.cost[
      (model.place[request * 2] as number) * placeCount + (model.place[request * 2 + 1] as number)
    ] as number);
  const minusFar = (request: number): number => -far(request);
  const weight = (request: number): number => -(model.load[request * 2] as number);
  return {
    keys: [weight, minusFar, far, width, opens, closes, ride].map(keyOf),
    weights: [4, 4, 2, 1, 2, 2, 2, 2],
    waiting: new Int32Array(groupCount),
    rank: new Float64Array(groupCount),
    marks: new Uint8Array(model.requestCount),
    triedKind: new Int32Array(model.kindCount),
    tries: 0,
    blink,
    found: { best: 0, second: 0, vehicle: -1, pickup: 0, drop: 0 },
    regretShare: 0,
  };
}

/** The absent, in an order chosen by lot. */
function sortWaiting(solution: Solution, room: RecreateRoom, chance: Chance): number {
  const { waiting, rank, keys, weights } = room;
  const count = solution.absentCount;
  const total = weights.reduce((sum, it) => sum + it, 0);
  let pick = drawBelow(chance, total);
  let order = 0;
  while (pick >= (weights[order] as number)) pick -= weights[order++] as number;
  const key = order === 0 ? undefined : keys[order - 1];
  for (let index = 0; index < count; index++) {
    const group = solution.absent[index] as number;
    const value = key ? (key[group] as number) : draw(chance);
    let at = index;
    while (at > 0 && (rank[at - 1] as number) > value) {
      rank[at] = rank[at - 1] as number;
      waiting[at] = waiting[at - 1] as number;
      at--;
    }
    rank[at] = value;
    waiting[at] = group;
  }
  return count;
}

/**
 * Looks up a request's cheapest vehicle over all open ones, and with `wantsSecond` the price of the next; results in
 * `room.found`. Of empty vehicles that are alike one is tried.
 */
function rankVehicles(
  solution: Solution,
  room: RecreateRoom,
  chance: Chance,
  request: number,
  wantsSecond: boolean,
): void {
  const { model, routes, closed, frozen, spot } = solution;
  const { kind, kindCount, mayCarry, vehicleCount } = model;
  const { triedKind, found, blink } = room;
  const mark = ++room.tries;
  found.best = Number.POSITIVE_INFINITY;
  found.second = Number.POSITIVE_INFINITY;
  found.vehicle = -1;
  for (let vehicle = 0; vehicle < vehicleCount; vehicle++) {
    if (closed[vehicle] === 1 || frozen[vehicle] === 1) continue;
    const sort = kind[vehicle] as number;
    if (mayCarry[request * kindCount + sort] === 0) continue;
    if ((routes[vehicle] as Route).length === 0) {
      if (triedKind[sort] === mark) continue;
      triedKind[sort] = mark;
    }
    if (draw(chance) < blink) continue;
    const bound = wantsSecond ? found.second : found.best;
    const price = bestSpot(solution, request, vehicle, bound);
    if (price >= bound) continue;
    if (price >= found.best) {
      found.second = price;
      continue;
    }
    found.second = found.best;
    found.best = price;
    found.vehicle = vehicle;
    found.pickup = spot.pickup;
    found.drop = spot.drop;
  }
}

/** Puts one request where it adds least; false when no route takes it. */
export function insertCheapest(
  solution: Solution,
  room: RecreateRoom,
  chance: Chance,
  request: number,
): boolean {
  const { found } = room;
  rankVehicles(solution, room, chance, request, false);
  if (found.vehicle < 0) return false;
  insert(solution, request, found.vehicle, found.pickup, found.drop);
  return true;
}

/** Puts a group in whole, or not at all. */
export function insertGroup(solution: Solution, room: RecreateRoom, chance: Chance, group: number): boolean {
  const { model, barred } = solution;
  if (barred[group] === 1) return false;
  const begin = model.firstMember[group] as number;
  const end = model.firstMember[group + 1] as number;
  for (let at = begin; at < end; at++) {
    if (insertCheapest(solution, room, chance, model.members[at] as number)) continue;
    for (let back = begin; back < at; back++) {
      const member = model.members[back] as number;
      room.marks[member] = 1;
      removeMarked(solution, solution.vehicleOf[member] as number, room.marks);
      room.marks[member] = 0;
    }
    return false;
  }
  markServed(solution, group);
  return true;
}

/** What having no second choice counts for. */
const onlyChance = 1e7;

/** Puts back first whoever would lose most by coming second (regret), as long as somebody fits. Groups of one only. */
export function recreateByRegret(solution: Solution, room: RecreateRoom, chance: Chance): void {
  const { model } = solution;
  const { waiting, found } = room;
  let count = 0;
  for (let index = 0; index < solution.absentCount; index++) {
    const group = solution.absent[index] as number;
    if (solution.barred[group] === 0) waiting[count++] = group;
  }
  while (count > 0) {
    let chosen = -1;
    let most = Number.NEGATIVE_INFINITY;
    let [vehicle, pickup, drop] = [-1, 0, 0];
    for (let index = 0; index < count; index++) {
      const group = waiting[index] as number;
      rankVehicles(solution, room, chance, model.members[model.firstMember[group] as number] as number, true);
      const regret = Math.min(found.second, onlyChance) - found.best;
      if (found.vehicle < 0 || regret <= most) continue;
      most = regret;
      chosen = index;
      vehicle = found.vehicle;
      pickup = found.pickup;
      drop = found.drop;
    }
    if (chosen < 0) return;
    const group = waiting[chosen] as number;
    insert(solution, model.members[model.firstMember[group] as number] as number, vehicle, pickup, drop);
    markServed(solution, group);
    waiting[chosen] = waiting[--count] as number;
  }
}

/** Puts back all who are absent, each at its cheapest place in an order chosen by lot. */
export function recreate(solution: Solution, room: RecreateRoom, chance: Chance): void {
  const count = sortWaiting(solution, room, chance);
  for (let index = 0; index < count; index++)
    insertGroup(solution, room, chance, room.waiting[index] as number);
}
