import type { Plan, PlannedRoute } from "@/server/core/scheduler/plan";
import type { Problem, Shift, StopName } from "@/server/core/scheduler/problem";
import { checkCarrier } from "@/server/core/scheduler/verify/carriers";
import { checkEmptyWays } from "@/server/core/scheduler/verify/empty-way";
import type { Finding } from "@/server/core/scheduler/verify/finding";
import { checkBreakPlaces, checkHours } from "@/server/core/scheduler/verify/hours";
import { checkStatements, measureDay } from "@/server/core/scheduler/verify/measure";
import { checkOnBoard } from "@/server/core/scheduler/verify/on-board";
import {
  type BreakPlace,
  type SimulatedStop,
  type Simulation,
  simulate,
} from "@/server/core/scheduler/verify/simulate";
import { checkStatedWheel, checkWheel } from "@/server/core/scheduler/verify/wheel";

export type Verdict = {
  feasible: boolean;
  /** Shifts with at least one stop. */
  vehicles: number;
  /** Fen, by the verifier's own simulation. */
  cost: number;
  violations: Finding[];
};

/** The stops of a route with their requests; unknown ones are findings. */
function readStops(problem: Problem, route: PlannedRoute): { stops: SimulatedStop[]; findings: Finding[] } {
  const findings: Finding[] = [];
  const stops = route.stops.flatMap(({ requestId, kind }): SimulatedStop[] => {
    const request = problem.requests.find((it) => it.id === requestId);
    if (request) return [{ request, kind }];
    findings.push({
      constraint: "structure",
      shiftId: route.shiftId,
      requestId,
      detail: { what: "unknown_request" },
    });
    return [];
  });
  return { stops, findings };
}

/** Each request once up, then once down, on one shift; what is driven and locked stands at the head. */
function checkOrder(shift: Shift, stops: readonly SimulatedStop[]): Finding[] {
  const findings: Finding[] = [];
  const hold = (what: string, requestId: string): void => {
    findings.push({ constraint: "structure", shiftId: shift.id, requestId, detail: { what } });
  };
  for (const id of new Set(stops.map((it) => it.request.id))) {
    const kinds = stops.filter((it) => it.request.id === id).map((it) => it.kind);
    if (kinds.join() !== "pickup,drop") hold(`stops are ${kinds.join(" ")}`, id);
  }
  for (const [number, fixed] of [...shift.driven, ...shift.locked].entries()) {
    const stop = stops[number];
    if (stop?.request.id !== fixed.requestId || stop.kind !== fixed.kind)
      hold("fixed_stop_moved", fixed.requestId);
  }
  return findings;
}

type Judged = {
  findings: Finding[];
  cost: number;
  /** What was simulated, unless the stops make no route. */
  driven?: { day: Simulation; figures: ReturnType<typeof measureDay> };
};

/** Drives one order of stops, with its breaks where they are placed, and holds it against every rule. */
export function judgeRoute(
  problem: Problem,
  shift: Shift,
  stops: readonly SimulatedStop[],
  places: readonly BreakPlace[],
): Judged {
  const findings = checkOrder(shift, stops);
  if (findings.length > 0) return { findings, cost: 0 };
  if (stops.length === 0 && !shift.position) return { findings, cost: 0 };
  const day = simulate(problem, shift, stops, places);
  const figures = measureDay(shift, stops, places, day);
  const facts = new Set(shift.driven.map((it) => it.requestId));
  const carried = stops.filter((it) => it.kind === "pickup" && !facts.has(it.request.id));
  findings.push(
    ...checkBreakPlaces(shift, stops, places),
    ...carried.flatMap((it) => checkCarrier(problem, it.request, shift)),
    ...checkOnBoard(problem, shift, stops),
    ...checkHours(problem, shift, stops, day),
    ...checkEmptyWays(problem, shift, stops, day),
    ...checkWheel(shift, day),
  );
  return { findings, cost: figures.costFen, driven: { day, figures } };
}

function checkRoute(
  problem: Problem,
  shift: Shift,
  route: PlannedRoute,
): { findings: Finding[]; cost: number } {
  const { stops, findings } = readStops(problem, route);
  if (findings.length > 0) return { findings: [...findings, ...checkOrder(shift, stops)], cost: 0 };
  const places = route.breaks.map((it) => ({ index: it.breakIndex, before: it.beforeStop }));
  const judged = judgeRoute(problem, shift, stops, places);
  findings.push(...judged.findings);
  if (!judged.driven) return { findings, cost: 0 };
  findings.push(...checkStatedWheel(problem, shift, stops, route));
  // A route that breaks a rule has no schedule to agree on; its stated hours are compared only when it is sound.
  if (findings.length === 0)
    findings.push(...checkStatements(route, judged.driven.day, judged.driven.figures));
  return { findings, cost: judged.cost };
}

/** Who rides where, and who not: the part of a plan that coverage is read from. */
type Covering = {
  routes: readonly { shiftId: string; stops: readonly StopName[] }[];
  unserved: readonly { requestId: string }[];
};

/** Every request rides on exactly one shift or is named as unserved; every shift at most once. */
export function checkCoverage(problem: Problem, plan: Covering): Finding[] {
  const seen = new Map<string, number>();
  const count = (id: string): void => void seen.set(id, (seen.get(id) ?? 0) + 1);
  for (const route of plan.routes) for (const id of new Set(route.stops.map((it) => it.requestId))) count(id);
  for (const { requestId } of plan.unserved) count(requestId);
  const findings: Finding[] = [];
  for (const { id } of problem.requests) {
    const times = seen.get(id) ?? 0;
    if (times !== 1)
      findings.push({ constraint: "structure", requestId: id, detail: { what: "not_once", times } });
  }
  const shiftIds = plan.routes.map((it) => it.shiftId);
  for (const shiftId of new Set(shiftIds)) {
    const known = problem.shifts.some((it) => it.id === shiftId);
    const times = shiftIds.filter((it) => it === shiftId).length;
    if (!known || times > 1)
      findings.push({ constraint: "structure", shiftId, detail: { what: "shift", times } });
  }
  for (const shift of problem.shifts) {
    const fixed = shift.driven.length + shift.locked.length;
    if (fixed === 0 || shiftIds.includes(shift.id)) continue;
    findings.push({
      constraint: "structure",
      shiftId: shift.id,
      detail: { what: "fixed_stops_missing", fixed },
    });
  }
  return findings;
}

/**
 * Recomputes a plan from the problem alone, with its own simulation and its own reading of every rule; shares nothing
 * with the optimiser but the types of problem and plan. `violations` is empty exactly when the plan may be driven.
 */
export function verifyPlan(problem: Problem, plan: Plan): Verdict {
  const violations = checkCoverage(problem, plan);
  let cost = 0;
  for (const route of plan.routes) {
    const shift = problem.shifts.find((it) => it.id === route.shiftId);
    if (!shift) continue;
    const checked = checkRoute(problem, shift, route);
    violations.push(...checked.findings);
    cost += checked.cost;
  }
  const vehicles = plan.routes.filter((it) => it.stops.length > 0).length;
  return { feasible: violations.length === 0, vehicles, cost, violations };
}
