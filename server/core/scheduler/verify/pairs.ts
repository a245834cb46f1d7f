import type { NodeAnswer, NodeRoute, Violation } from "@/server/core/scheduler/verify/answer";

/** A request of an instance by its two nodes; `request` is the number that `unserved` uses. */
export interface Pair {
  request: number;
  pickup: number;
  delivery: number;
}

/**
 * Everything that can be said without times and loads: each node at most once, known, a pair on one route in order, each
 * request either served or listed (and an unserved one is a violation), each vehicle known and used once.
 */
export function checkPairs(pairs: readonly Pair[], vehicles: number, answer: NodeAnswer): Violation[] {
  const routes = answer.routes.filter((route) => route.stops.length > 0);
  return [
    ...checkVehicles(routes, vehicles),
    ...checkStops(pairs, routes),
    ...checkRequests(pairs, routes, new Set(answer.unserved.map(({ request }) => request))),
  ];
}

function checkVehicles(routes: readonly NodeRoute[], vehicles: number): Violation[] {
  const found: Violation[] = [];
  const hold = (detail: string): void => {
    found.push({ constraint: "vehicle", detail });
  };
  const used = new Set<number>();
  for (const { vehicle } of routes) {
    if (vehicle >= vehicles) hold(`vehicle ${vehicle} does not exist; there are ${vehicles}`);
    if (used.has(vehicle)) hold(`vehicle ${vehicle} drives two routes`);
    used.add(vehicle);
  }
  if (routes.length > vehicles) hold(`${routes.length} routes for ${vehicles} vehicles`);
  return found;
}

function checkStops(pairs: readonly Pair[], routes: readonly NodeRoute[]): Violation[] {
  const found: Violation[] = [];
  const known = new Set(pairs.flatMap(({ pickup, delivery }) => [pickup, delivery]));
  const seen = new Set<number>();
  for (const stop of routes.flatMap(({ stops }) => stops)) {
    if (!known.has(stop)) found.push({ constraint: "structure", detail: `stop ${stop} is no node to serve` });
    else if (seen.has(stop)) found.push({ constraint: "structure", detail: `node ${stop} is visited twice` });
    seen.add(stop);
  }
  return found;
}

function checkRequests(
  pairs: readonly Pair[],
  routes: readonly NodeRoute[],
  listed: ReadonlySet<number>,
): Violation[] {
  const found: Violation[] = [];
  const placeOf = new Map<number, [route: number, position: number]>();
  for (const [number, { stops }] of routes.entries())
    for (const [position, stop] of stops.entries())
      if (!placeOf.has(stop)) placeOf.set(stop, [number, position]);
  for (const pair of pairs) {
    const [up, down] = [placeOf.get(pair.pickup), placeOf.get(pair.delivery)];
    const said = listed.has(pair.request);
    const hold = (constraint: Violation["constraint"], detail: string): void => {
      found.push({ constraint, detail: `request ${pair.request} ${detail}` });
    };
    if (!up && !down) hold("unserved", said ? "is not served" : "is neither served nor listed as unserved");
    else if (said) hold("unserved", "is listed as unserved but stands on a route");
    if (Boolean(up) !== Boolean(down)) hold("structure", `has no ${up ? "delivery" : "pickup"} on any route`);
    if (up && down && up[0] !== down[0]) hold("structure", "is picked up and delivered by different routes");
    if (up && down && up[0] === down[0] && up[1] > down[1])
      hold("structure", "is delivered before its pickup");
  }
  const requests = new Set(pairs.map(({ request }) => request));
  for (const request of listed)
    if (!requests.has(request))
      found.push({ constraint: "structure", detail: `unserved request ${request} does not exist` });
  return found;
}

/** The nodes of a route that exist; the others are reported by `checkPairs`. The depot is no stop. */
export function knownStops<Node extends { id: number }>(nodes: readonly Node[], route: NodeRoute): Node[] {
  return route.stops.flatMap((stop) => (stop > 0 && nodes[stop] ? [nodes[stop]] : []));
}

/** Euclidean, double precision, never rounded. */
export function distanceBetween(a: { x: number; y: number }, b: { x: number; y: number }): number {
  const [dx, dy] = [a.x - b.x, a.y - b.y];
  return Math.sqrt(dx * dx + dy * dy);
}

/** From the depot over all stops and back. */
export function lengthOf(
  depot: { x: number; y: number },
  stops: readonly { x: number; y: number }[],
): number {
  const way = [depot, ...stops, depot];
  return way.slice(1).reduce((sum, to, index) => sum + distanceBetween(way[index] ?? to, to), 0);
}
