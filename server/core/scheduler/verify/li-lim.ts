import type { LiLim, LiLimNode } from "@/server/core/formats/li-lim";
import {
  conclude,
  type NodeAnswer,
  type Verification,
  type Violation,
} from "@/server/core/scheduler/verify/answer";
import { checkPairs, distanceBetween, knownStops, lengthOf } from "@/server/core/scheduler/verify/pairs";

const tolerance = 1e-6;

/** Checks an answer to an instance of Li and Lim: pairs, capacity, windows, the depot's due time, number of vehicles. */
export function verifyLiLim(instance: LiLim, answer: NodeAnswer): Verification {
  const pairs = instance.nodes
    .filter((node) => node.id > 0 && node.delivery > 0)
    .map(({ id, delivery }) => ({ request: id, pickup: id, delivery }));
  const found = checkPairs(pairs, instance.vehicles, answer);
  const [depot] = instance.nodes;
  const routes = answer.routes
    .map((route) => knownStops(instance.nodes, route))
    .filter((stops) => stops.length > 0);
  if (!depot) return conclude(answer, 0, 0, found);
  for (const [number, stops] of routes.entries())
    found.push(...checkLoad(number, instance.capacity, stops), ...checkTimes(number, depot, stops));
  const cost = routes.reduce((sum, stops) => sum + lengthOf(depot, stops), 0);
  return conclude(answer, routes.length, cost, found);
}

function checkLoad(number: number, capacity: number, stops: readonly LiLimNode[]): Violation[] {
  const found: Violation[] = [];
  let load = 0;
  for (const stop of stops) {
    load += stop.demand;
    if (load > capacity + tolerance)
      found.push({
        constraint: "capacity",
        detail: `route ${number}: load ${load} of ${capacity} after node ${stop.id}`,
      });
  }
  return found;
}

/** Everything as early as possible is best here: waiting is free and nothing limits a ride. */
function checkTimes(number: number, depot: LiLimNode, stops: readonly LiLimNode[]): Violation[] {
  const found: Violation[] = [];
  let [here, free] = [depot, depot.ready + depot.service];
  for (const stop of stops) {
    const start = Math.max(free + distanceBetween(here, stop), stop.ready);
    if (start > stop.due + tolerance)
      found.push({
        constraint: "time_window",
        detail: `route ${number}: node ${stop.id} starts at ${start}, due ${stop.due}`,
      });
    [here, free] = [stop, start + stop.service];
  }
  const back = free + distanceBetween(here, depot);
  if (back > depot.due + tolerance)
    found.push({ constraint: "depot_time", detail: `route ${number}: back at ${back}, due ${depot.due}` });
  return found;
}
