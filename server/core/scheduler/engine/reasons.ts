import type { Model } from "@/server/core/scheduler/engine/model";
import { bestSpot, makeSolution, type Solution, setRoutes } from "@/server/core/scheduler/engine/solution";

/** A rule that keeps a group out of a plan. */
export type Reason = { constraint: "vehicle" | "capacity" | "ride_time" | "time_window"; detail: string };

/** Whether some vehicle takes a request as the plan stands. */
function fitsAnywhere(solution: Solution, request: number): boolean {
  const { model, routes } = solution;
  return routes.some(
    ({ vehicle }) =>
      model.mayCarry[request * model.kindCount + (model.kind[vehicle] as number)] === 1 &&
      bestSpot(solution, request, vehicle, Number.POSITIVE_INFINITY) < Number.POSITIVE_INFINITY,
  );
}

const without = {
  capacity: (model: Model): Model => ({ ...model, guards: 0 }),
  ride_time: (model: Model): Model => ({
    ...model,
    maxRide: new Float64Array(model.requestCount).fill(Number.POSITIVE_INFINITY),
    maxWait: new Float64Array(model.requestCount).fill(Number.POSITIVE_INFINITY),
  }),
};

/**
 * For each group left out the rules that stand in the way in this plan: a rule is named only if without it, and it
 * alone, all of the group's requests would find a place. Where no single rule decides, the hours do.
 */
export function reasonsFor(
  model: Model,
  routes: readonly ArrayLike<number>[],
  groups: readonly number[],
): Reason[][] {
  if (groups.length === 0) return [];
  const planOf = (changed: Model): Solution => {
    const solution = makeSolution(changed);
    setRoutes(solution, routes);
    return solution;
  };
  const plans = { capacity: planOf(without.capacity(model)), ride_time: planOf(without.ride_time(model)) };
  return groups.map((group): Reason[] => {
    const members = Array.from(model.members.slice(model.firstMember[group], model.firstMember[group + 1]));
    const barred = members.some((request) => {
      const row = model.mayCarry.subarray(request * model.kindCount, (request + 1) * model.kindCount);
      return row.every((it) => it === 0);
    });
    if (barred) return [{ constraint: "vehicle", detail: "no vehicle may carry this request" }];
    const reasons: Reason[] = [];
    for (const constraint of ["capacity", "ride_time"] as const) {
      if (members.every((request) => fitsAnywhere(plans[constraint], request)))
        reasons.push({ constraint, detail: "would fit as the plan stands, but for this rule" });
    }
    if (reasons.length > 0) return reasons;
    return [{ constraint: "time_window", detail: "no vehicle is free at its times as the plan stands" }];
  });
}
