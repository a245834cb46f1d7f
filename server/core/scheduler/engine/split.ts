import type { Model } from "@/server/core/scheduler/engine/model";

/**
 * Vehicles in so many parts of like size, each a sector of neighbours: routes in the order of the place nearest to which
 * they lie, cut at an offset, so that other routes meet each time. Places need no coordinates: a route's key is how much
 * nearer its stops are to one far corner than to another.
 */
export function splitVehicles(
  model: Model,
  routes: readonly ArrayLike<number>[],
  parts: number,
  turn: number,
): number[][] {
  const corners = farCorners(model, turn);
  const keyed = routes.map((nodes, vehicle) => ({ vehicle, key: keyOf(model, nodes, corners) }));
  const used = keyed
    .filter(({ vehicle }) => (routes[vehicle]?.length ?? 0) > 0)
    .toSorted((a, b) => a.key - b.key || a.vehicle - b.vehicle);
  const empty = keyed.filter(({ vehicle }) => (routes[vehicle]?.length ?? 0) === 0);
  const shift = parts > 1 && turn % 2 === 1 ? Math.floor(used.length / (2 * parts)) : 0;
  const split: number[][] = Array.from({ length: parts }, () => []);
  for (const [index, { vehicle }] of used.entries()) {
    const part = Math.floor((((index + shift) % used.length) * parts) / used.length);
    split[part]?.push(vehicle);
  }
  for (const [index, { vehicle }] of empty.entries()) split[index % parts]?.push(vehicle);
  return split;
}

/** Two places far from one another, other ones at each turn. */
function farCorners({ cost, placeCount }: Model, turn: number): [number, number] {
  const begin = (turn * 7919) % placeCount;
  const farthest = (from: number): number => {
    let found = from;
    for (let to = 0; to < placeCount; to++) {
      if ((cost[from * placeCount + to] as number) > (cost[from * placeCount + found] as number)) found = to;
    }
    return found;
  };
  const one = farthest(begin);
  return turn % 3 === 2 ? [begin, one] : [one, farthest(one)];
}

function keyOf(
  { cost, placeCount, place }: Model,
  nodes: ArrayLike<number>,
  [one, other]: [number, number],
): number {
  let sum = 0;
  for (let at = 0; at < nodes.length; at++) {
    const here = place[nodes[at] as number] as number;
    sum += (cost[one * placeCount + here] as number) - (cost[other * placeCount + here] as number);
  }
  return nodes.length > 0 ? sum / nodes.length : 0;
}
