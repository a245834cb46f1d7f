import type { StopName } from "@/server/core/scheduler/problem";

/** Every rule a plan is held to, by name. One file per name in `constraints/`. */
export const constraintNames = [
  "equipment",
  "vehicle_class",
  "crew",
  "berths",
  "time_window",
  "promise",
  "ride_time",
  "waiting_on_board",
  "shift",
  "breaks",
  "driving_time",
  "certification",
  "two_drivers",
  "isolation",
  "forbidden_co_riders",
  "service_level",
  "bariatric",
  "operator_excluded",
  "lock",
  "staffing",
  "empty_run",
] as const;
export type ConstraintName = (typeof constraintNames)[number];

/** One broken rule with the figures that show it. `reason` is a stable code, a message key for people. */
export type Violation = {
  constraint: ConstraintName;
  reason: string;
  shiftId: string;
  requestId?: string;
  detail: Record<string, number | string>;
};

/** A stop with its times: arriving, beginning to load or unload, free to leave (disinfection included). */
export type PlannedStop = StopName & { arriveSeconds: number; startSeconds: number; departSeconds: number };

/** A break of the shift, taken on the empty way before stop number `beforeStop` (the stop count = after the last). */
export type PlannedBreak = {
  breakIndex: number;
  beforeStop: number;
  startSeconds: number;
  endSeconds: number;
};

/** What a route costs from the vehicle's present position on. `costFen` is the formula of `objective.ts`. */
export type RouteFigures = {
  drivenMetres: number;
  emptyMetres: number;
  dutySeconds: number;
  restSeconds: number;
  costFen: number;
};

export type PlannedRoute = {
  shiftId: string;
  stops: PlannedStop[];
  breaks: PlannedBreak[];
  leaveSeconds: number;
  returnSeconds: number;
  figures: RouteFigures;
};

/** All routes of a region, and who is left, each with the rules that stood in the way at the nearest fit. */
export type Plan = {
  routes: PlannedRoute[];
  unserved: { requestId: string; reasons: Violation[] }[];
  score: Score;
};

/** Compared from left to right: unserved price by priority 1…9, promises moved, cost. Hard rules are never traded. */
export type Score = { unservedFen: number[]; promisesMoved: number; costFen: number };

/** A plan with nobody on it. */
export const emptyPlan: Plan = {
  routes: [],
  unserved: [],
  score: { unservedFen: [], promisesMoved: 0, costFen: 0 },
};
