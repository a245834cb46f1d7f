import type { Model } from "@/server/core/scheduler/engine/model";
import { type Chance, drawBelow } from "@/server/core/scheduler/engine/random";
import type { Route } from "@/server/core/scheduler/engine/route";

/** A route worth remembering: who drives it, what it costs, its nodes in order, and a number for whom it serves. */
export type PooledRoute = { key: number; kind: number; cost: number; nodes: Int32Array };

/**
 * Distinct routes that were once part of a good plan, one for each set of requests and kind of vehicle: the cheapest.
 * Sets are told apart by the exclusive or of 52 random bits a request (Zobrist 1970); of 20,000 routes two collide once in
 * 20 million pools, and would only cost a choice, never a rule.
 */
export type Pool = {
  high: Int32Array;
  low: Int32Array;
  routes: Map<number, PooledRoute>;
  fresh: PooledRoute[];
  limit: number;
};

const half = 1 << 26;

export function makePool(model: Model, limit: number): Pool {
  const chance: Chance = { state: 20_201_103 };
  const bits = (): Int32Array =>
    Int32Array.from({ length: model.requestCount + model.kindCount }, () => drawBelow(chance, half));
  return { high: bits(), low: bits(), routes: new Map(), fresh: [], limit };
}

/** The number of a route's set and kind of vehicle. */
function keyOf(pool: Pool, model: Model, route: Route): number {
  const kind = model.kind[route.vehicle] as number;
  let high = pool.high[model.requestCount + kind] as number;
  let low = pool.low[model.requestCount + kind] as number;
  for (let at = 1; at <= route.length; at++) {
    const node = route.node[at] as number;
    if ((node & 1) === 1) continue;
    high ^= pool.high[node >> 1] as number;
    low ^= pool.low[node >> 1] as number;
  }
  return high * half + low;
}

/** Notes a route if its set is new or was dearer; what the pool has for its set then. */
export function noteRoute(pool: Pool, model: Model, route: Route): PooledRoute | undefined {
  if (route.length === 0) return undefined;
  const key = keyOf(pool, model, route);
  const known = pool.routes.get(key);
  if (known && known.cost <= route.cost + 1e-9) return known;
  const kind = model.kind[route.vehicle] as number;
  const fresh = { key, kind, cost: route.cost, nodes: route.node.slice(1, route.length + 1) };
  addToPool(pool, fresh);
  return fresh;
}

/** Takes over a route another pool found; the oldest make room. */
export function addToPool(pool: Pool, route: PooledRoute): void {
  const known = pool.routes.get(route.key);
  if (known && known.cost <= route.cost + 1e-9) return;
  pool.routes.delete(route.key);
  pool.routes.set(route.key, route);
  pool.fresh.push(route);
  if (pool.routes.size <= pool.limit) return;
  const oldest = pool.routes.keys().next();
  if (!oldest.done) pool.routes.delete(oldest.value);
}
