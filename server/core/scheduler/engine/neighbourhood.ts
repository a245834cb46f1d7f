import { hoursApart } from "@/server/core/scheduler/engine/hours-apart";
import type { Model } from "@/server/core/scheduler/engine/model";
import { type Chance, draw, drawBelow } from "@/server/core/scheduler/engine/random";

/** Which vehicles and which of the unserved to plan anew together. */
export type Neighbourhood = { vehicles: Int32Array; requests: Int32Array };

/** How large a part of a day is searched at a time: where moves are many and still see their neighbours. */
const mostRequests = 110;
const mostVehicles = 24;
const mostUnserved = 12;
const spareVehicles = 3;
/** How many of the vehicles that may carry somebody unserved are looked at together. */
const carriersAtATime = 3;

/** How far two requests are from following or replacing one another: driving and difference in hours, in seconds. */
function apart(model: Model, one: number, other: number): number {
  const { time, place, placeCount } = model;
  const [a, b] = [2 * one, 2 * other];
  const drive = (from: number, to: number): number =>
    time[(place[from] as number) * placeCount + (place[to] as number)] as number;
  return Math.min(drive(a, b), drive(a + 1, b), drive(b + 1, a)) + hoursApart(model, a, b);
}

/** By request the nearest others, nearest first; worked out when first asked for and kept, `undefined` until then. */
export type Nearness = (Int32Array | undefined)[];
const nearKept = 400;

function byNearness(model: Model, nearness: Nearness, seed: number): Int32Array {
  const known = nearness[seed];
  if (known) return known;
  const { requestCount } = model;
  const keys = Float64Array.from(
    { length: requestCount },
    (_, it) => Math.floor(apart(model, seed, it)) * requestCount + it,
  );
  keys.sort();
  const list = Int32Array.from(keys.subarray(0, nearKept), (it) => it % requestCount);
  nearness[seed] = list;
  return list;
}

/** A request to begin from: half of the time somebody unserved, if there is anybody. */
function seedOf(model: Model, vehicleOf: Int32Array, chance: Chance): number {
  const unserved: number[] = [];
  for (let request = 0; request < model.requestCount; request++)
    if ((vehicleOf[request] as number) < 0) unserved.push(request);
  if (unserved.length > 0 && draw(chance) < 0.5)
    return unserved[drawBelow(chance, unserved.length)] as number;
  return drawBelow(chance, model.requestCount);
}

/** A neighbourhood in the making. */
type Choice = {
  model: Model;
  nearness: Nearness;
  routes: readonly Int32Array[];
  vehicleOf: Int32Array;
  busy: Uint8Array;
  chosen: Set<number>;
  count: number;
};

const mayCarry = ({ model }: Choice, request: number, vehicle: number): boolean =>
  model.mayCarry[request * model.kindCount + (model.kind[vehicle] as number)] === 1;

function add(choice: Choice, vehicle: number): void {
  choice.chosen.add(vehicle);
  choice.count += Math.ceil((choice.routes[vehicle] as Int32Array).length / 2);
}

const isFull = ({ chosen, count }: Choice): boolean => count >= mostRequests || chosen.size >= mostVehicles;

/** Adds up to `most` vehicles that drive nearest to a request, only those that may carry it where that is asked. */
function addAround(choice: Choice, request: number, most: number, isPicky: boolean): void {
  let left = most;
  for (const near of byNearness(choice.model, choice.nearness, request)) {
    if (left === 0 || isFull(choice)) return;
    const vehicle = choice.vehicleOf[near] as number;
    if (vehicle < 0 || choice.chosen.has(vehicle) || choice.busy[vehicle] === 1) continue;
    if (isPicky && !mayCarry(choice, request, vehicle)) continue;
    add(choice, vehicle);
    left--;
  }
}

/** Some of the vehicles that may carry somebody unserved, however far, and those around who could take over from them. */
function addCarriers(choice: Choice, request: number, chance: Chance): void {
  const { model, routes, busy } = choice;
  const able: number[] = [];
  for (let vehicle = 0; vehicle < model.vehicleCount; vehicle++)
    if (busy[vehicle] === 0 && mayCarry(choice, request, vehicle)) able.push(vehicle);
  const displaced: number[] = [];
  for (let carriers = Math.min(able.length, carriersAtATime); carriers > 0; carriers--) {
    const vehicle = able.splice(drawBelow(chance, able.length), 1)[0] as number;
    if (isFull(choice)) break;
    add(choice, vehicle);
    for (const node of routes[vehicle] as Int32Array) if ((node & 1) === 1) displaced.push(node >> 1);
  }
  const each = Math.ceil((mostVehicles - choice.chosen.size) / Math.max(1, displaced.length));
  for (const rider of displaced) addAround(choice, rider, each, true);
}

/** Idle vehicles, by lot. */
function addSpares(choice: Choice, chance: Chance): void {
  const { model, routes, busy, chosen } = choice;
  for (let spare = 0, look = 0; spare < spareVehicles && look < 30; look++) {
    const vehicle = drawBelow(chance, model.vehicleCount);
    if (routes[vehicle]?.length !== 0 || busy[vehicle] === 1 || chosen.has(vehicle)) continue;
    add(choice, vehicle);
    spare++;
  }
}

/**
 * Vehicles around a request chosen by lot, near in place and hour, with all whom they carry, and the unserved among
 * them. Vehicles in `busy` are left alone.
 */
export function neighbourhoodOf(
  model: Model,
  routes: readonly Int32Array[],
  vehicleOf: Int32Array,
  busy: Uint8Array,
  nearness: Nearness,
  chance: Chance,
): Neighbourhood {
  const choice: Choice = { model, nearness, routes, vehicleOf, busy, chosen: new Set(), count: 0 };
  const seed = seedOf(model, vehicleOf, chance);
  if ((vehicleOf[seed] as number) < 0) addCarriers(choice, seed, chance);
  addAround(choice, seed, mostVehicles, draw(chance) < 0.5);
  addSpares(choice, chance);
  const vehicles = Int32Array.from(choice.chosen).sort();
  const carried = new Set<number>();
  for (const vehicle of vehicles) for (const node of routes[vehicle] as Int32Array) carried.add(node >> 1);
  const unserved = byNearness(model, nearness, seed).filter((it) => (vehicleOf[it] as number) < 0);
  return { vehicles, requests: Int32Array.from([...carried, ...unserved.slice(0, mostUnserved)]).sort() };
}
