import type { FourResources, Hdarp, HdarpNode } from "@/server/core/formats/hdarp";
import {
  conclude,
  type NodeAnswer,
  type Verification,
  type Violation,
} from "@/server/core/scheduler/verify/answer";
import { checkPairs, knownStops, lengthOf } from "@/server/core/scheduler/verify/pairs";
import { checkSchedule } from "@/server/core/scheduler/verify/rides-in-time";

/**
 * Checks an answer to a heterogeneous dial-a-ride instance: as darp, each vehicle row driving at most once with its own
 * capacities and longest route, each request with its own longest ride.
 */
export function verifyHdarp(instance: Hdarp, answer: NodeAnswer): Verification {
  const { requests, nodes, vehicles } = instance;
  const pairs = Array.from({ length: requests }, (_, index) => {
    return { request: index + 1, pickup: index + 1, delivery: index + 1 + requests };
  });
  const found = checkPairs(pairs, vehicles.length, answer);
  const [depot] = nodes;
  const routes = answer.routes.filter((route) => knownStops(nodes, route).length > 0);
  if (!depot) return conclude(answer, 0, 0, found);
  for (const [number, route] of routes.entries()) {
    const vehicle = vehicles[route.vehicle];
    const stops = knownStops(nodes, route);
    if (!vehicle) continue;
    const limits = { longestRoute: vehicle.longestRoute, longestRide: (pickup: HdarpNode) => pickup.maxRide };
    found.push(
      ...checkLoad(number, vehicle.capacity, stops),
      ...checkSchedule(number, depot, stops, requests, limits),
    );
  }
  const cost = routes.reduce((sum, route) => sum + lengthOf(depot, knownStops(nodes, route)), 0);
  return conclude(answer, routes.length, cost, found);
}

/**
 * Whoever may sit or lie on a better place may use it: staff 0, 1 or 2, a seated patient 1 or 2, a stretcher only 2.
 * So places of resource r..2 together must hold everyone who needs r..2; wheelchair places (3) stand alone.
 */
const nests: readonly (readonly number[])[] = [[2], [1, 2], [0, 1, 2], [3]];

function checkLoad(number: number, capacity: FourResources, stops: readonly HdarpNode[]): Violation[] {
  const found: Violation[] = [];
  const load: FourResources = [0, 0, 0, 0];
  for (const stop of stops) {
    for (const [resource, change] of stop.load.entries()) load[resource] = (load[resource] ?? 0) + change;
    for (const nest of nests) {
      const [taken, places] = [total(load, nest), total(capacity, nest)];
      if (taken > places)
        found.push({
          constraint: "capacity",
          detail: `route ${number}: ${taken} for ${places} places of resources ${nest.join("+")} after node ${stop.id}`,
        });
    }
  }
  return found;
}

function total(amounts: FourResources, nest: readonly number[]): number {
  return nest.reduce((sum, resource) => sum + (amounts[resource] ?? 0), 0);
}
