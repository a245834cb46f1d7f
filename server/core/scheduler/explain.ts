import { rankInsertions } from "@/server/core/scheduler/insertion";
import type { ConstraintName, Plan, Violation } from "@/server/core/scheduler/plan";
import type { Problem, Request, TimeRange } from "@/server/core/scheduler/problem";
import { firstSlot } from "@/server/core/scheduler/slots";

/** Every rule one shift would break at its least late spot; empty = it fits. */
export type ShiftReasons = { shiftId: string; operatorId: string; violations: Violation[] };

/** The smallest change after which some shift fits. */
export type SmallestChange =
  | { kind: "move_pickup"; shiftId: string; fromSeconds: number; toSeconds: number; bySeconds: number }
  | { kind: "relax"; shiftId: string; constraint: ConstraintName; violation: Violation };

export type Explanation = {
  requestId: string;
  feasibleShiftIds: string[];
  shifts: ShiftReasons[];
  smallestChange: SmallestChange | undefined;
};

const searchStepSeconds = 300;

/** The nearest window of the same width, earlier or later on the horizon, that some shift keeps. */
function nearestWindow(problem: Problem, plan: Plan, request: Request): SmallestChange | undefined {
  const { fromSeconds, toSeconds } = request.promise ?? request.pickupWindow;
  const begin = Math.max(problem.nowSeconds, problem.horizon.fromSeconds);
  const reach = Math.max(problem.horizon.toSeconds - toSeconds, fromSeconds - begin);
  const windows: TimeRange[] = [];
  for (let by = searchStepSeconds; by <= reach; by += searchStepSeconds) {
    for (const move of [-by, by]) {
      const window = { fromSeconds: fromSeconds + move, toSeconds: toSeconds + move };
      if (window.fromSeconds >= begin && window.toSeconds <= problem.horizon.toSeconds) windows.push(window);
    }
  }
  const fit = firstSlot(problem, plan, request, windows);
  if (!fit) return undefined;
  const bySeconds = fit.pickupWindow.fromSeconds - fromSeconds;
  return { kind: "move_pickup", shiftId: fit.shiftId, ...fit.pickupWindow, bySeconds };
}

/** The shift that breaks a single rule, so that lifting this one would do. */
function singleRule(shifts: readonly ShiftReasons[]): SmallestChange | undefined {
  for (const { shiftId, violations } of shifts) {
    const first = violations[0];
    if (!first || violations.length > 1) continue;
    return { kind: "relax", shiftId, constraint: first.constraint, violation: first };
  }
  return undefined;
}

/**
 * Why a request finds no vehicle: for every shift all rules it would break, with figures, and the smallest change that
 * would help. Moving the pickup is preferred (the booker can decide it); otherwise the shift that lacks one thing only.
 */
export function explain(problem: Problem, plan: Plan, request: Request): Explanation {
  const ranked = rankInsertions(problem, plan, request);
  const feasibleShiftIds = ranked.filter((it) => it.feasible).map((it) => it.shiftId);
  const shifts = ranked.map(({ shiftId, operatorId, violations }) => ({ shiftId, operatorId, violations }));
  const helped = feasibleShiftIds.length > 0 || ranked.length === 0;
  const smallestChange = helped ? undefined : (nearestWindow(problem, plan, request) ?? singleRule(shifts));
  return { requestId: request.id, feasibleShiftIds, shifts, smallestChange };
}
