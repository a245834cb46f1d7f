import type { Darp, DarpNode } from "@/server/core/formats/darp";
import {
  conclude,
  type NodeAnswer,
  type Verification,
  type Violation,
} from "@/server/core/scheduler/verify/answer";
import { checkPairs, knownStops, lengthOf } from "@/server/core/scheduler/verify/pairs";
import { checkSchedule } from "@/server/core/scheduler/verify/rides-in-time";

/** Checks an answer to a dial-a-ride instance: pairs, capacity, and for each route whether any schedule exists. */
export function verifyDarp(instance: Darp, answer: NodeAnswer): Verification {
  const { requests, nodes, vehicles, capacity, longestRoute, longestRide } = instance;
  const pairs = Array.from({ length: requests }, (_, index) => {
    return { request: index + 1, pickup: index + 1, delivery: index + 1 + requests };
  });
  const found = checkPairs(pairs, vehicles, answer);
  const [depot] = nodes;
  const routes = answer.routes.map((route) => knownStops(nodes, route)).filter((stops) => stops.length > 0);
  if (!depot) return conclude(answer, 0, 0, found);
  for (const [number, stops] of routes.entries())
    found.push(
      ...checkLoad(number, capacity, stops),
      ...checkSchedule(number, depot, stops, requests, { longestRoute, longestRide: () => longestRide }),
    );
  const cost = routes.reduce((sum, stops) => sum + lengthOf(depot, stops), 0);
  return conclude(answer, routes.length, cost, found);
}

function checkLoad(number: number, capacity: number, stops: readonly DarpNode[]): Violation[] {
  const found: Violation[] = [];
  let load = 0;
  for (const stop of stops) {
    load += stop.load;
    if (load > capacity)
      found.push({
        constraint: "capacity",
        detail: `route ${number}: load ${load} of ${capacity} after node ${stop.id}`,
      });
  }
  return found;
}
