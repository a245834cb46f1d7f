import type { Model } from "@/server/core/scheduler/engine/model";
import { noteRoute, type Pool, type PooledRoute } from "@/server/core/scheduler/engine/pool";
import { type Chance, draw, drawBelow } from "@/server/core/scheduler/engine/random";
import {
  growRoute,
  isLate,
  makeRoute,
  putIn,
  type Route,
  timeRoute,
} from "@/server/core/scheduler/engine/route";
import { type Spot, scanRoute } from "@/server/core/scheduler/engine/scan";
import { makeTrial, type Trial } from "@/server/core/scheduler/engine/tied";

/**
 * What a linear program over known routes says that things are worth: by request serving it, by kind what one vehicle
 * more would save (none or less than nothing), and the same for any route.
 */
export type Prices = { request: Float64Array; kind: Float64Array; route: number };

/** What a route costs beyond what serving its requests is worth; below zero the program lacks it. */
export function reducedCost(
  { request, kind, route }: Prices,
  it: { cost: number; kind: number; nodes: Int32Array },
): number {
  let sum = it.cost - (kind[it.kind] as number) - route;
  for (const node of it.nodes) if ((node & 1) === 0) sum -= request[node >> 1] as number;
  return sum;
}

/** The routes below a reduced cost, least first, so many at most. */
export function cheapest(
  routes: Iterable<PooledRoute>,
  prices: Prices,
  below: number,
  most: number,
): PooledRoute[] {
  const found: { route: PooledRoute; beyond: number }[] = [];
  for (const route of routes) {
    const beyond = reducedCost(prices, route);
    if (beyond < below) found.push({ route, beyond });
  }
  found.sort((a, b) => a.beyond - b.beyond || a.route.key - b.route.key);
  return found.slice(0, most).map((it) => it.route);
}

/** Room to look for routes in; one route is changed again and again. */
export type Pricer = {
  model: Model;
  pool: Pool;
  route: Route;
  positions: Int32Array;
  inside: Uint8Array;
  /** By request what serving it counts for in this step: its worth with some noise, now and then nothing. */
  worth: Float64Array;
  trial: Trial;
  spot: Spot;
  /** By kind one of its vehicles. */
  vehicle: Int32Array;
};

export function makePricer(model: Model, pool: Pool): Pricer {
  const { requestCount, kindCount } = model;
  return {
    model,
    pool,
    route: makeRoute(0, 64),
    positions: new Int32Array(2 * requestCount),
    inside: new Uint8Array(requestCount),
    worth: new Float64Array(requestCount),
    trial: makeTrial(requestCount),
    spot: { cost: 0, pickup: 0, drop: 0 },
    vehicle: Int32Array.from({ length: kindCount }, (_, kind) => model.kind.indexOf(kind)),
  };
}

/**
 * Looks around a route for others that the program lacks: some of its requests leave, what is worth most beyond its
 * detour gets on (a ruin and recreate of one route by prices, in place of the labels of an exact pricing). Whatever
 * costs less than `below` beyond its worth goes into the pool.
 */
export function priceAround(
  pricer: Pricer,
  seed: PooledRoute,
  prices: Prices,
  below: number,
  steps: number,
  chance: Chance,
): void {
  const heat = 0.04 * (seed.cost / Math.max(1, seed.nodes.length / 2));
  let nodes = seed.nodes;
  let present = reducedCost(prices, seed);
  for (let step = 0; step < steps; step++) {
    load(pricer, seed.kind, nodes);
    removeSome(pricer, chance);
    if (!pricer.model.isMetric && isLate(pricer.route)) continue;
    for (let request = 0; request < pricer.worth.length; request++)
      pricer.worth[request] =
        draw(chance) < 0.1 ? 0 : (prices.request[request] as number) * (0.9 + 0.2 * draw(chance));
    const reached = refill(pricer, seed.kind, prices, below);
    if (pricer.route.length === 0 || reached >= present - heat * Math.log(draw(chance) + 1e-12)) continue;
    present = reached;
    nodes = pricer.route.node.slice(1, pricer.route.length + 1);
  }
}

function load({ model, route, positions, inside, vehicle }: Pricer, kind: number, nodes: Int32Array): void {
  route.vehicle = vehicle[kind] as number;
  route.length = nodes.length;
  growRoute(route);
  inside.fill(0);
  for (let at = 0; at < nodes.length; at++) {
    route.node[at + 1] = nodes[at] as number;
    inside[(nodes[at] as number) >> 1] = 1;
  }
  timeRoute(model, route, positions);
}

/** One to four requests leave, neighbours or by lot. */
function removeSome({ model, route, positions, inside }: Pricer, chance: Chance): void {
  const count = Math.min(route.length >> 1, 1 + drawBelow(chance, 4));
  const isRow = draw(chance) < 0.5;
  const begin = drawBelow(chance, route.length);
  for (let pick = 0; pick < count; pick++) {
    const at = isRow ? (begin + pick) % route.length : drawBelow(chance, route.length);
    inside[(route.node[at + 1] as number) >> 1] = 0;
  }
  let kept = 0;
  for (let at = 1; at <= route.length; at++) {
    const node = route.node[at] as number;
    if (inside[node >> 1] === 1) route.node[++kept] = node;
  }
  route.length = kept;
  timeRoute(model, route, positions);
}

/** Puts in what is worth most beyond its detour until nothing is; every route on the way is noted. Its last reduced cost. */
function refill(pricer: Pricer, kind: number, prices: Prices, below: number): number {
  const { model, pool, route, positions, inside, worth, trial, spot } = pricer;
  let reached = presentCost(pricer, kind, prices);
  for (;;) {
    let [most, chosen, pickup, drop] = [0, -1, 0, 0];
    for (let request = 0; request < worth.length; request++) {
      const bound = (worth[request] as number) - most;
      if (bound <= 0 || inside[request] === 1) continue;
      if (model.mayCarry[request * model.kindCount + kind] === 0) continue;
      if (!scanRoute(model, route, request, bound, trial, spot)) continue;
      most = (worth[request] as number) - spot.cost;
      chosen = request;
      pickup = spot.pickup;
      drop = spot.drop;
    }
    if (chosen < 0) return reached;
    putIn(route, chosen, pickup, drop);
    inside[chosen] = 1;
    timeRoute(model, route, positions);
    reached = presentCost(pricer, kind, prices);
    if (reached < below) noteRoute(pool, model, route);
  }
}

function presentCost({ route }: Pricer, kind: number, prices: Prices): number {
  let sum = route.cost - (prices.kind[kind] as number) - prices.route;
  for (let at = 1; at <= route.length; at++) {
    const node = route.node[at] as number;
    if ((node & 1) === 0) sum -= prices.request[node >> 1] as number;
  }
  return sum;
}
