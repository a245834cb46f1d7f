import type { DayRules } from "@/server/core/scheduler/engine/day-rules";
import type { Model } from "@/server/core/scheduler/engine/model";

/** Seconds of service at a node for a vehicle: its own, and disinfection after a patient in isolation. */
export function serviceOf(model: Model, day: DayRules, vehicle: number, node: number): number {
  const own = model.service[node] as number;
  const needed = day.cleaningNeeded[node >> 1] as number;
  if ((node & 1) === 0 || needed < 0) return own;
  return own + Math.max(needed, day.cleaning[vehicle] as number);
}
