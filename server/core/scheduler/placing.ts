import type { Rider } from "@/server/core/berth-allotment";
import { type Ranked, rankInsertions } from "@/server/core/scheduler/insertion";
import type { Plan, PlannedRoute } from "@/server/core/scheduler/plan";
import { type Problem, type Request, withRequest } from "@/server/core/scheduler/problem";
import { makeRoute, toPlannedRoute } from "@/server/core/scheduler/route";
import { readPlan, withoutRequest } from "@/server/core/scheduler/state";
import { dropCode, pickupCode } from "@/server/core/scheduler/stop";

/** Where a request was put, with the route that carries it; without a route where no shift keeps every rule. */
type Placing = { fit: Ranked; route: PlannedRoute } | { fit: Ranked | null; route: null };

/** The route of a ranked candidate with the request in it, timed. */
function routeWith(problem: Problem, plan: Plan, request: Request, fit: Ranked): PlannedRoute | null {
  const asked = withRequest(problem, request);
  const index = asked.requests.findIndex((it) => it.id === request.id);
  const line = readPlan(asked, plan).find((it) => it.route.shift.id === fit.shiftId);
  if (!line) return null;
  const codes = [...withoutRequest(line.route.codes, index)];
  codes.splice(fit.pickupStop, 0, pickupCode(index));
  codes.splice(fit.dropStop, 0, dropCode(index));
  return toPlannedRoute(makeRoute(asked, line.route.shift, codes));
}

/** Put a request where a plan carries it best, by the same ranking that candidates are shown by. */
export function placeRequest(problem: Problem, plan: Plan, request: Request): Placing {
  const [fit] = rankInsertions(problem, plan, request);
  const route = fit?.feasible ? routeWith(problem, plan, request, fit) : null;
  return fit && route ? { fit, route } : { fit: fit ?? null, route: null };
}

/** Somebody on a route, and whether they are on board already. */
type RouteRider = Rider & { isAboard: boolean };

/**
 * Who sits in the vehicle of a route from loading to the end of hand-over and disinfection, epoch milliseconds. Those on
 * board count from when they were really loaded; who was handed over already is left out.
 */
export function ridersOf(problem: Problem, route: PlannedRoute, epochMs: number): RouteRider[] {
  const shift = problem.shifts.find((it) => it.id === route.shiftId);
  const done = (requestId: string, kind: "pickup" | "drop") =>
    shift?.driven.some((it) => it.requestId === requestId && it.kind === kind) ?? false;
  return route.stops.flatMap((pickup): RouteRider[] => {
    const drop = route.stops.find((it) => it.kind === "drop" && it.requestId === pickup.requestId);
    const request = problem.requests.find((it) => it.id === pickup.requestId);
    if (pickup.kind !== "pickup" || !drop || !request || done(request.id, "drop")) return [];
    return [
      {
        bookingId: request.id,
        fromMs: epochMs + pickup.startSeconds * 1000,
        untilMs: epochMs + drop.departSeconds * 1000,
        berth: request.berth,
        escorts: request.escorts,
        alone: !request.shareable || request.isolation !== "none",
        isAboard: done(request.id, "pickup"),
      },
    ];
  });
}
