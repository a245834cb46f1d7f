import type { Violation } from "@/server/core/scheduler/verify/answer";
import { distanceBetween } from "@/server/core/scheduler/verify/pairs";
import { findHindrance, type Hindrance } from "@/server/core/scheduler/verify/schedule";

/** What darp and hdarp nodes have in common. */
interface RideNode {
  id: number;
  x: number;
  y: number;
  service: number;
  earliest: number;
  latest: number;
}

const tolerance = 1e-5;
const meanings: Record<Hindrance, string> = {
  time_window: "no schedule keeps all windows",
  ride_time: "no schedule keeps windows and longest rides",
  route_duration: "no schedule keeps the longest duration",
};

/**
 * Whether a route of darp or hdarp (delivery of i is i + requests) has a schedule, decided exactly, the start at the
 * depot as late as needed. Breaches of single windows are named by node.
 */
export function checkSchedule<Node extends RideNode>(
  number: number,
  depot: Node,
  stops: readonly Node[],
  requests: number,
  limits: { longestRoute: number; longestRide: (pickup: Node) => number },
): Violation[] {
  const way = [depot, ...stops, depot];
  const timed = way.map((node, position) => {
    const { earliest, latest, service } = node;
    return { earliest, latest, service, travel: distanceBetween(way[position - 1] ?? node, node) };
  });
  const rides = stops.flatMap((node, index) => {
    const drop = stops.findIndex((other) => other.id === node.id + requests);
    return node.id <= requests && drop > index
      ? [{ pickup: index + 1, drop: drop + 1, limit: limits.longestRide(node) }]
      : [];
  });
  const hindrance = findHindrance(timed, rides, limits.longestRoute, tolerance);
  if (!hindrance) return [];
  if (hindrance !== "time_window")
    return [{ constraint: hindrance, detail: `route ${number}: ${meanings[hindrance]}` }];
  return lateStops(number, way, timed);
}

/** As early as possible, stop by stop: who comes after its window; the last stop is the depot. */
function lateStops(
  number: number,
  way: readonly RideNode[],
  timed: readonly { earliest: number; latest: number; service: number; travel: number }[],
): Violation[] {
  const found: Violation[] = [];
  let free = 0;
  for (const [position, { earliest, latest, service, travel }] of timed.entries()) {
    const start = position === 0 ? earliest : Math.max(earliest, free + travel);
    if (start > latest + tolerance)
      found.push(
        position === way.length - 1
          ? { constraint: "depot_time", detail: `route ${number}: back at ${start}, latest ${latest}` }
          : {
              constraint: "time_window",
              detail: `route ${number}: node ${way[position]?.id} starts at ${start}, latest ${latest}`,
            },
      );
    free = start + service;
  }
  return found;
}
