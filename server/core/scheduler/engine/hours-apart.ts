import type { Model } from "@/server/core/scheduler/engine/model";

/** What a second between two windows counts beside a second of driving. */
const hourWeight = 0.4;

/** How far the windows of two nodes of a day lie apart, in seconds weighed against driving; 0 where they overlap. */
export function hoursApart({ open, close }: Model, one: number, other: number): number {
  const early = (open[one] as number) - (close[other] as number);
  const late = (open[other] as number) - (close[one] as number);
  return hourWeight * Math.max(0, early, late);
}
