import { hoursApart } from "@/server/core/scheduler/engine/hours-apart";
import type { Model } from "@/server/core/scheduler/engine/model";
import { type Chance, draw, drawBelow } from "@/server/core/scheduler/engine/random";
import { isLate, type Route } from "@/server/core/scheduler/engine/route";
import { markAbsent, removeMarked, type Solution } from "@/server/core/scheduler/engine/solution";

/** How much a move takes out: about so many requests, in strings of at most so many stops. */
export type RuinSize = {
  requests: number;
  longest: number;
  keepMiddle: number;
  largest: number;
  stringShare: number;
};

/** What a ruin needs beside the plan; kept, so that a move allocates nothing. */
export type RuinRoom = {
  /** By node the nearest nodes, nearest first: nodes × `near`. */
  nearby: Int32Array;
  near: number;
  marks: Uint8Array;
  /** Vehicles struck in this move, and a mark by vehicle. */
  struck: Int32Array;
  isStruck: Uint8Array;
  taken: Int32Array;
  takenCount: number;
};

/** How far apart two nodes are: what the way costs; on a day, where hours tell who may follow whom, seconds of both. */
function apart(model: Model, one: number, other: number): number {
  const cell = (model.place[one] as number) * model.placeCount + (model.place[other] as number);
  if (!model.day) return model.cost[cell] as number;
  return (model.time[cell] as number) + hoursApart(model, one, other);
}

/** Nodes by nearness. */
export function makeRuinRoom(model: Model, near: number): RuinRoom {
  const nodes = model.requestCount * 2;
  const kept = Math.min(near, Math.max(0, nodes - 1));
  const nearby = new Int32Array(nodes * kept);
  const far = new Float64Array(nodes);
  const order = Array.from({ length: nodes }, (_, node) => node);
  for (let node = 0; node < nodes; node++) {
    for (let other = 0; other < nodes; other++) {
      far[other] = other === node ? -1 : apart(model, node, other);
    }
    const sorted = order.toSorted((a, b) => (far[a] as number) - (far[b] as number) || a - b);
    for (let rank = 0; rank < kept; rank++) nearby[node * kept + rank] = sorted[rank + 1] as number;
  }
  return {
    nearby,
    near: kept,
    marks: new Uint8Array(model.requestCount),
    struck: new Int32Array(model.vehicleCount),
    isStruck: new Uint8Array(model.vehicleCount),
    taken: new Int32Array(model.requestCount),
    takenCount: 0,
  };
}

/** Marks a request, and whoever is served only together with it, to be taken out. */
export function take(solution: Solution, room: RuinRoom, request: number): void {
  const { model } = solution;
  const group = model.group[request] as number;
  const end = model.firstMember[group + 1] as number;
  for (let at = model.firstMember[group] as number; at < end; at++) {
    const member = model.members[at] as number;
    if (room.marks[member] === 1 || (solution.vehicleOf[member] as number) < 0) continue;
    room.marks[member] = 1;
    room.taken[room.takenCount++] = member;
  }
  markAbsent(solution, group);
}

/** Marks the requests of a string of stops around a position; with some luck a middle part of it stays. */
function takeString(
  solution: Solution,
  room: RuinRoom,
  chance: Chance,
  route: Route,
  around: number,
  size: RuinSize,
) {
  const longest = Math.min(route.length, size.longest);
  let length = 1 + drawBelow(chance, longest);
  let spared = 0;
  if (length > 1 && length < route.length && draw(chance) < 0.5) {
    while (length + spared < route.length && draw(chance) > size.keepMiddle) spared++;
  }
  length = Math.min(route.length, length + spared);
  const earliest = Math.max(1, around - length + 1);
  const latest = Math.min(around, route.length - length + 1);
  const begin = earliest + drawBelow(chance, latest - earliest + 1);
  const gapBegin = spared > 0 ? begin + drawBelow(chance, length - spared + 1) : begin + length;
  for (let at = begin; at < begin + length; at++) {
    if (at >= gapBegin && at < gapBegin + spared) continue;
    const request = (route.node[at] as number) >> 1;
    if (isFree(solution, request)) take(solution, room, request);
  }
}

/**
 * Slack induction by string removal (Christiaens and Vanden Berghe 2020): strings of neighbouring stops out of routes
 * that lie next to one another, so that what comes back finds room together.
 */
export function ruin(
  solution: Solution,
  room: RuinRoom,
  chance: Chance,
  size: RuinSize,
  seedNode: number,
): void {
  const { vehicleOf, positions, routes } = solution;
  const average = 1 + (size.longest - 1) / 2;
  const most = Math.max(1, (2 * size.requests) / average - 1);
  const strings = 1 + Math.floor(draw(chance) * most);
  let struck = 0;
  room.takenCount = 0;
  for (let rank = -1; rank < room.near && struck < strings; rank++) {
    const node = rank < 0 ? seedNode : (room.nearby[seedNode * room.near + rank] as number);
    const vehicle = vehicleOf[node >> 1] as number;
    if (vehicle < 0 || solution.frozen[vehicle] === 1 || room.isStruck[vehicle] === 1) continue;
    room.isStruck[vehicle] = 1;
    room.struck[struck++] = vehicle;
    takeString(solution, room, chance, routes[vehicle] as Route, positions[node] as number, size);
  }
  removeTaken(solution, room);
  for (let index = 0; index < struck; index++) room.isStruck[room.struck[index] as number] = 0;
}

/** Whether a request, and all that is served only with it, may be taken out of routes that may change. */
function isFree({ model, vehicleOf, frozen }: Solution, request: number): boolean {
  const group = model.group[request] as number;
  const end = model.firstMember[group + 1] as number;
  for (let at = model.firstMember[group] as number; at < end; at++) {
    const member = model.members[at] as number;
    const vehicle = vehicleOf[member] as number;
    if (vehicle < 0 || frozen[vehicle] === 1 || model.day?.isRooted[member] === 1) return false;
  }
  return true;
}

/** Requests by lot, from anywhere: what no string holds together. */
export function ruinByLot(solution: Solution, room: RuinRoom, chance: Chance, count: number): void {
  room.takenCount = 0;
  for (let pick = 0; pick < count; pick++) {
    const request = drawBelow(chance, solution.model.requestCount);
    if (isFree(solution, request)) take(solution, room, request);
  }
  removeTaken(solution, room);
}

/** The requests nearest to a node, most of them, whatever route they ride: a hole in the map. */
export function ruinAround(
  solution: Solution,
  room: RuinRoom,
  chance: Chance,
  count: number,
  seedNode: number,
): void {
  room.takenCount = 0;
  if (isFree(solution, seedNode >> 1)) take(solution, room, seedNode >> 1);
  for (let rank = 0; rank < room.near && room.takenCount < count; rank++) {
    const request = (room.nearby[seedNode * room.near + rank] as number) >> 1;
    if (isFree(solution, request) && draw(chance) < 0.8) take(solution, room, request);
  }
  removeTaken(solution, room);
}

/** A whole route, and what lies next to its middle. */
export function ruinRoute(
  solution: Solution,
  room: RuinRoom,
  chance: Chance,
  most: number,
  seedNode: number,
): void {
  const vehicle = solution.vehicleOf[seedNode >> 1] as number;
  if (
    vehicle < 0 ||
    solution.frozen[vehicle] === 1 ||
    (solution.routes[vehicle] as Route).length > 2 * most
  ) {
    ruinAround(solution, room, chance, most, seedNode);
    return;
  }
  room.takenCount = 0;
  const route = solution.routes[vehicle] as Route;
  for (let at = 1; at <= route.length; at++) {
    const request = (route.node[at] as number) >> 1;
    if (isFree(solution, request)) take(solution, room, request);
  }
  removeTaken(solution, room);
}

/** Where a way round is shorter, a route may come late for want of a stop: then everybody gets off. */
function takeBroken(solution: Solution, room: RuinRoom, route: Route): void {
  if (!isLate(route)) return;
  for (let at = 1; at <= route.length; at++) take(solution, room, (route.node[at] as number) >> 1);
}

/** Takes all marked requests out of their routes and clears the marks. */
export function removeTaken(solution: Solution, room: RuinRoom): void {
  for (let index = 0; index < room.takenCount; index++) {
    const vehicle = solution.vehicleOf[room.taken[index] as number] as number;
    if (vehicle < 0) continue;
    removeMarked(solution, vehicle, room.marks);
    if (!solution.model.isMetric) takeBroken(solution, room, solution.routes[vehicle] as Route);
  }
  for (let index = 0; index < room.takenCount; index++) room.marks[room.taken[index] as number] = 0;
}
