import type { Day, DayPlan } from "@/server/core/formats/day";
import type { Problem, Request, Shift, StopName } from "@/server/core/scheduler/problem";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import type { SimulatedStop } from "@/server/core/scheduler/verify/simulate";
import { checkCoverage, judgeRoute, type Verdict } from "@/server/core/scheduler/verify/verify-plan";

type DayRoute = DayPlan["routes"][number];

const stopNamed = (text: string): StopName => ({
  requestId: text.slice(0, -1),
  kind: text.endsWith("+") ? "pickup" : "drop",
});

/** A vehicle under way costs its way home even with nothing left to do, so none may be left out. */
function checkUnderWay(problem: Problem, routes: readonly DayRoute[]): Finding[] {
  const named = new Set(routes.map((it) => it.vehicle));
  return problem.shifts
    .filter((it) => it.position && !named.has(it.id))
    .map((it) => ({
      constraint: "structure",
      shiftId: it.id,
      detail: { what: "vehicle_under_way_missing" },
    }));
}

function judge(
  problem: Problem,
  shift: Shift,
  route: DayRoute,
  requests: ReadonlyMap<string, Request>,
): { findings: Finding[]; cost: number } {
  const findings: Finding[] = [];
  const stops = route.stops.map(stopNamed).flatMap(({ requestId, kind }): SimulatedStop[] => {
    const request = requests.get(requestId);
    if (request) return [{ request, kind }];
    const detail = { what: "unknown_request" };
    findings.push({ constraint: "structure", shiftId: shift.id, requestId, detail });
    return [];
  });
  if (findings.length > 0) return { findings, cost: 0 };
  const places = route.breaks.map((it) => ({ index: it.index, before: it.beforeStop }));
  return judgeRoute(problem, shift, stops, places);
}

/** Figures that a plan states are held against what was found: cost within a fen per route, vehicles exactly. */
function checkStated(plan: DayPlan, vehicles: number, cost: number): Finding[] {
  const findings: Finding[] = [];
  const compare = (what: string, stated: number | undefined, found: number, tolerance: number): void => {
    if (stated === undefined || Math.abs(stated - found) <= tolerance) return;
    findings.push({ constraint: "schedule", detail: { what, stated, found } });
  };
  compare("cost", plan.cost, cost, plan.routes.length);
  compare("vehicles", plan.vehicles, vehicles, 0);
  return findings;
}

/**
 * Judges a plan of an open day from the day alone: drives every route in its own simulation and holds it against every
 * rule. A plan states order, vehicles and breaks, no hours. `cost` is in fen, by the formula of the format.
 */
export function verifyDay({ problem }: Pick<Day, "problem">, plan: DayPlan): Verdict {
  const requests = new Map(problem.requests.map((it) => [it.id, it]));
  const shifts = new Map(problem.shifts.map((it) => [it.id, it]));
  const covering = {
    routes: plan.routes.map((it) => ({ shiftId: it.vehicle, stops: it.stops.map(stopNamed) })),
    unserved: plan.unserved.map((it) => ({ requestId: it.request })),
  };
  const violations = [...checkCoverage(problem, covering), ...checkUnderWay(problem, plan.routes)];
  for (const { requestId } of covering.unserved) {
    if (requests.has(requestId)) continue;
    violations.push({ constraint: "structure", requestId, detail: { what: "unknown_request" } });
  }
  let cost = 0;
  for (const route of plan.routes) {
    const shift = shifts.get(route.vehicle);
    if (!shift) continue;
    const judged = judge(problem, shift, route, requests);
    violations.push(...judged.findings);
    cost += judged.cost;
  }
  const vehicles = plan.routes.filter((it) => it.stops.length > 0).length;
  if (violations.length === 0) violations.push(...checkStated(plan, vehicles, cost));
  return { feasible: violations.length === 0, vehicles, cost, violations };
}
