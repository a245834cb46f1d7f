import type { Model } from "@/server/core/scheduler/engine/model";
import { type Chance, draw, drawBelow } from "@/server/core/scheduler/engine/random";

/** Which vehicles and which of the unserved to plan anew together. */
export type Neighbourhood = { vehicles: Int32Array; requests: Int32Array };

/** How large a part of a day is searched at a time: where moves are many and still see their neighbours. */
const mostRequests = 110;
const mostVehicles = 24;
const spareVehicles = 3;

/** What a second of difference in hours counts beside a second of driving. */
const hourWeight = 0.4;

/** How far two requests are from following or replacing one another: driving and difference in hours, in seconds. */
function apart({ time, place, placeCount, open, close }: Model, one: number, other: number): number {
  const [a, b] = [2 * one, 2 * other];
  const drive = (from: number, to: number): number =>
    time[(place[from] as number) * placeCount + (place[to] as number)] as number;
  const near = Math.min(drive(a, b), drive(a + 1, b), drive(b + 1, a));
  const gap = Math.max(
    0,
    (open[a] as number) - (close[b] as number),
    (open[b] as number) - (close[a] as number),
  );
  return near + hourWeight * gap;
}

/** All requests by nearness to one, nearest first. */
function byNearness(model: Model, seed: number): Int32Array {
  const { requestCount } = model;
  const keys = Float64Array.from(
    { length: requestCount },
    (_, it) => Math.floor(apart(model, seed, it)) * requestCount + it,
  );
  keys.sort();
  return Int32Array.from(keys, (it) => it % requestCount);
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

/**
 * The vehicles around a request chosen by lot, near in place and hour, with all whom they carry, and the unserved among them.
 * Vehicles in `busy` are left alone.
 */
export function neighbourhoodOf(
  model: Model,
  routes: readonly Int32Array[],
  vehicleOf: Int32Array,
  busy: Uint8Array,
  chance: Chance,
): Neighbourhood {
  const chosen = new Set<number>();
  const seed = seedOf(model, vehicleOf, chance);
  const near = byNearness(model, seed);
  const unserved = near.filter((it) => (vehicleOf[it] as number) < 0).slice(0, mostRequests / 3);
  let count = 0;
  const choose = (isWanted: (vehicle: number) => boolean, most: number): void => {
    for (const request of near) {
      if (count >= most || chosen.size >= mostVehicles) return;
      const vehicle = vehicleOf[request] as number;
      if (vehicle < 0 || chosen.has(vehicle) || busy[vehicle] === 1 || !isWanted(vehicle)) continue;
      count += Math.ceil((routes[vehicle] as Int32Array).length / 2);
      chosen.add(vehicle);
    }
  };
  // Whoever is unserved needs one of the vehicles that may carry them, however far; those around take over from it.
  const mayCarry = (vehicle: number): boolean =>
    model.mayCarry[seed * model.kindCount + (model.kind[vehicle] as number)] === 1;
  if ((vehicleOf[seed] as number) < 0 || draw(chance) < 0.5) choose(mayCarry, mostRequests / 2);
  choose(() => true, mostRequests);
  for (let spare = 0, look = 0; spare < spareVehicles && look < 30; look++) {
    const vehicle = drawBelow(chance, model.vehicleCount);
    if (routes[vehicle]?.length !== 0 || busy[vehicle] === 1 || chosen.has(vehicle)) continue;
    chosen.add(vehicle);
    spare++;
  }
  const vehicles = Int32Array.from(chosen).sort();
  const carried = new Set<number>();
  for (const vehicle of vehicles) for (const node of routes[vehicle] as Int32Array) carried.add(node >> 1);
  return { vehicles, requests: Int32Array.from([...carried, ...unserved]).sort() };
}
