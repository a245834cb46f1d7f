import type { Model } from "@/server/core/scheduler/engine/model";
import { serviceOf } from "@/server/core/scheduler/engine/service";

/**
 * One vehicle's order of stops. Position 0 is its start, positions 1…length its stops, length + 1 its end. `first` is
 * the least and `last` the greatest start of service that windows, rides and duty allow, so that a later stop can only
 * make them worse: both bound every insertion.
 */
export type Route = {
  vehicle: number;
  length: number;
  /** Changes with the content and comes back with it. 0 is the empty route. */
  version: number;
  cost: number;
  /** Whether it breaks a rule of the day as it stands (a stop less can make the empty way to the next too long). */
  isBroken: boolean;
  node: Int32Array;
  place: Int32Array;
  first: Float64Array;
  last: Float64Array;
  leave: Float64Array;
  open: Float64Array;
  service: Float64Array;
  load: Int32Array;
  /** Cost and time from a position to the next. */
  step: Float64Array;
  hop: Float64Array;
};

/** An empty route of a vehicle with room for so many stops. */
export function makeRoute(vehicle: number, stops: number): Route {
  const size = stops + 2;
  return {
    vehicle,
    length: 0,
    version: 0,
    cost: 0,
    isBroken: false,
    node: new Int32Array(size),
    place: new Int32Array(size),
    first: new Float64Array(size),
    last: new Float64Array(size),
    leave: new Float64Array(size),
    open: new Float64Array(size),
    service: new Float64Array(size),
    load: new Int32Array(size),
    step: new Float64Array(size),
    hop: new Float64Array(size),
  };
}

/** Makes room for one request more. */
export function growRoute(route: Route): void {
  const size = route.length + 4;
  if (route.node.length >= size) return;
  const room = size * 2;
  const ints = (old: Int32Array): Int32Array => {
    const next = new Int32Array(room);
    next.set(old);
    return next;
  };
  const floats = (old: Float64Array): Float64Array => {
    const next = new Float64Array(room);
    next.set(old);
    return next;
  };
  route.node = ints(route.node);
  route.place = ints(route.place);
  route.load = ints(route.load);
  route.first = floats(route.first);
  route.last = floats(route.last);
  route.leave = floats(route.leave);
  route.open = floats(route.open);
  route.service = floats(route.service);
  route.step = floats(route.step);
  route.hop = floats(route.hop);
}

/** Puts a request's two nodes into the order, the pickup after position `pickup` and the drop after position `drop`. */
export function putIn(route: Route, request: number, pickup: number, drop: number): void {
  growRoute(route);
  const { node } = route;
  for (let at = route.length; at > drop; at--) node[at + 2] = node[at] as number;
  node[drop + 2] = request * 2 + 1;
  for (let at = drop; at > pickup; at--) node[at + 1] = node[at] as number;
  node[pickup + 1] = request * 2;
  route.length += 2;
}

/** Whether a route comes late as it stands: where a way round is shorter, it may for want of a stop. */
export function isLate({ first, last, length }: Route): boolean {
  for (let at = 0; at <= length + 1; at++)
    if ((first[at] as number) > (last[at] as number) + 1e-9) return true;
  return false;
}

/** Fills what follows from the order of stops: places, loads, costs, and the least and greatest starts. */
export function timeRoute(model: Model, route: Route, positions: Int32Array): void {
  const { time, cost, placeCount } = model;
  const { length, vehicle, node, place, open, service, load, step, hop } = route;
  const end = length + 1;
  place[0] = model.startPlace[vehicle] as number;
  place[end] = model.endPlace[vehicle] as number;
  open[0] = model.from[vehicle] as number;
  open[end] = open[0] as number;
  service[0] = 0;
  service[end] = 0;
  load[0] = model.day ? (model.day.boardLoad[vehicle] as number) : 0;
  node[0] = -1;
  node[end] = -1;
  for (let at = 1; at <= length; at++) {
    const stop = node[at] as number;
    positions[stop] = at;
    place[at] = model.place[stop] as number;
    open[at] = model.open[stop] as number;
    service[at] = model.day ? serviceOf(model, model.day, vehicle, stop) : (model.service[stop] as number);
    load[at] = (load[at - 1] as number) + (model.load[stop] as number);
  }
  load[end] = load[length] as number;
  let sum = 0;
  for (let at = 0; at <= length; at++) {
    const cell = (place[at] as number) * placeCount + (place[at + 1] as number);
    hop[at] = time[cell] as number;
    step[at] = cost[cell] as number;
    sum += cost[cell] as number;
  }
  route.cost = length === 0 ? 0 : sum;
  // A vehicle under way pays its way home already.
  if (length === 0 && model.day?.isUnderWay[vehicle] !== 1) step[0] = 0;
  leastStarts(model, route, positions);
  greatestStarts(model, route, positions);
}

const nothing = 1e-9;

function leastStarts(model: Model, route: Route, positions: Int32Array): void {
  const { length, vehicle, node, first, leave, open, service, hop } = route;
  const end = length + 1;
  for (let at = 0; at <= end; at++) first[at] = open[at] as number;
  let at = 0;
  let raises = 0;
  leave[0] = first[0] as number;
  while (at < end) {
    const arrive = (leave[at] as number) + (hop[at] as number);
    at++;
    if (arrive > (first[at] as number)) first[at] = arrive;
    const start = first[at] as number;
    leave[at] = start + (service[at] as number);
    if (!model.hasTies || raises > 4 * end) continue;
    const stop = node[at] as number;
    const isDrop = stop >= 0 && (stop & 1) === 1;
    if (!isDrop && at !== end) continue;
    const partner = isDrop ? (positions[stop - 1] as number) : 0;
    const tie = (isDrop ? model.maxRide[stop >> 1] : model.longestDuty[vehicle]) as number;
    if (start - tie <= (first[partner] as number) + nothing) continue;
    first[partner] = start - tie;
    leave[partner] = (first[partner] as number) + (service[partner] as number);
    raises++;
    at = partner;
  }
}

function greatestStarts(model: Model, route: Route, positions: Int32Array): void {
  const { length, vehicle, node, last, service, hop } = route;
  const end = length + 1;
  for (let at = 1; at <= length; at++) last[at] = model.close[node[at] as number] as number;
  last[0] = model.until[vehicle] as number;
  last[end] = model.until[vehicle] as number;
  let at = end;
  let falls = 0;
  while (at > 0) {
    at--;
    const latest = (last[at + 1] as number) - (hop[at] as number) - (service[at] as number);
    if (latest < (last[at] as number)) last[at] = latest;
    if (!model.hasTies || falls > 4 * end) continue;
    const stop = node[at] as number;
    const isPickup = stop >= 0 && (stop & 1) === 0;
    if (!isPickup && at !== 0) continue;
    const partner = isPickup ? (positions[stop + 1] as number) : end;
    const tie = (isPickup ? model.maxRide[stop >> 1] : model.longestDuty[vehicle]) as number;
    const bound = (last[at] as number) + tie;
    if ((last[partner] as number) <= bound + nothing) continue;
    last[partner] = bound;
    falls++;
    at = partner;
  }
}
