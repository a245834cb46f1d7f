import { type Allotment, allotBerths } from "@/server/core/berth-allotment";
import type { PlannedRoute } from "@/server/core/scheduler/plan";
import { makeRoute, toPlannedRoute } from "@/server/core/scheduler/route";
import { readPlan } from "@/server/core/scheduler/state";
import type { RouteStop } from "@/server/core/shift";
import { asPlan, type Board } from "./board";

/** Every shift with somebody on it, timed in full. */
export function timedRoutes(board: Board): PlannedRoute[] {
  const { problem, plan } = asPlan(board);
  return readPlan(problem, plan)
    .filter((line) => line.route.codes.length > 0)
    .map((line) => toPlannedRoute(makeRoute(problem, line.route.shift, line.route.codes)));
}

/** A timed route as the shift's row keeps it. */
export function routeStops(board: Board, route: PlannedRoute): RouteStop[] {
  return route.stops.flatMap((stop): RouteStop[] => {
    const rider = board.riders.get(stop.requestId);
    if (!rider) return [];
    const pickup = stop.kind === "pickup";
    return [
      {
        bookingId: stop.requestId,
        kind: pickup ? "pickup" : "dropoff",
        ...(pickup ? rider.from : rider.to),
        plannedAt: Math.round(board.epochMs / 1000) + stop.startSeconds,
        serviceSeconds: stop.departSeconds - stop.startSeconds,
      },
    ];
  });
}

/** Which berths each rider of a route takes, from loading to the end of hand-over and disinfection. */
export function allotments(board: Board, route: PlannedRoute): Allotment[] {
  const berths = board.shifts.get(route.shiftId)?.vehicle.row.berths;
  if (!berths) throw new Error(`No shift ${route.shiftId}`);
  const riders = route.stops.flatMap((pickup) => {
    const drop = route.stops.find((it) => it.kind === "drop" && it.requestId === pickup.requestId);
    const needs = board.riders.get(pickup.requestId)?.needs;
    if (pickup.kind !== "pickup" || !drop || !needs) return [];
    return [
      {
        bookingId: pickup.requestId,
        fromMs: board.epochMs + pickup.startSeconds * 1000,
        untilMs: board.epochMs + drop.departSeconds * 1000,
        berth: needs.berth === "escort" ? ("seat" as const) : needs.berth,
        escorts: needs.escorts,
        alone: !needs.shareable || needs.isolation !== "none",
      },
    ];
  });
  const allotted = allotBerths(riders, berths);
  if (!allotted) throw new Error(`Two riders on one berth of shift ${route.shiftId}`);
  return allotted;
}
