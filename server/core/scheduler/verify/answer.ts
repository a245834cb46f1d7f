import { z } from "zod";

/** What every answer to a public instance states beside its routes; statements are optional and checked where made. */
const statements = {
  vehicles: z.int().optional(),
  cost: z.number().optional(),
  unserved: z.array(z.object({ request: z.int() })).default([]),
};
const vehicle = z.int().min(0);

/** An answer to li-lim, darp or hdarp: stops are node ids in driving order, the depot left out. */
export const nodeAnswer = z.object({
  ...statements,
  routes: z.array(z.object({ vehicle, stops: z.array(z.int()) })),
});
export type NodeAnswer = z.infer<typeof nodeAnswer>;
export type NodeRoute = NodeAnswer["routes"][number];

/** An answer to ptp: stops like `f3+`, a route for each vehicle (by index) and availability window (by index). */
export const tripAnswer = z.object({
  ...statements,
  routes: z.array(z.object({ vehicle, window: z.int().min(0), stops: z.array(z.string()) })),
});
export type TripAnswer = z.infer<typeof tripAnswer>;

export interface Violation {
  constraint:
    | "structure"
    | "unserved"
    | "vehicle"
    | "capacity"
    | "category"
    | "time_window"
    | "depot_time"
    | "ride_time"
    | "route_duration"
    | "half_served"
    | "statement";
  detail: string;
}

/** `cost` is the distance, for ptp the number of patients served; both are recomputed from the routes. */
export interface Verification {
  feasible: boolean;
  vehicles: number;
  cost: number;
  violations: Violation[];
}

/** Costs may be stated to two decimals. */
const roundingOfCost = 0.01;

/** Sets what the answer states beside what was recomputed: a wrong statement is a violation too. */
export function conclude(
  answer: { vehicles?: number | undefined; cost?: number | undefined },
  vehicles: number,
  cost: number,
  found: readonly Violation[],
): Verification {
  const violations = [...found];
  const state = (detail: string): void => {
    violations.push({ constraint: "statement", detail });
  };
  if (answer.vehicles !== undefined && answer.vehicles !== vehicles)
    state(`${answer.vehicles} vehicles stated, ${vehicles} used`);
  if (answer.cost !== undefined && Math.abs(answer.cost - cost) > roundingOfCost)
    state(`cost ${answer.cost} stated, ${cost} computed`);
  return { feasible: violations.length === 0, vehicles, cost, violations };
}
