import type { ConstraintName } from "@/server/core/scheduler/plan";

/**
 * What the verifier holds against a plan: a broken rule, or `structure` (a stop missing, twice, or out of place) and
 * `schedule` (a stated time or figure that its own simulation does not confirm).
 */
export type Finding = {
  constraint: ConstraintName | "structure" | "schedule";
  requestId?: string;
  shiftId?: string;
  detail: Record<string, number | string>;
};
