import type { RouteFigures, Score } from "@/server/core/scheduler/plan";
import type { Shift } from "@/server/core/scheduler/problem";

/**
 * cost = driven km × driving rate + duty hours × duty rate + empty km × empty rate, in fen, half a fen up.
 * One division at the end, so that the sum does not depend on an order of roundings.
 */
export function routeCostFen(shift: Shift, figures: Omit<RouteFigures, "costFen">): number {
  const perKm = figures.drivenMetres * shift.drivingFenPerKm + figures.emptyMetres * shift.emptyFenPerKm;
  const perHour = figures.dutySeconds * shift.dutyFenPerHour;
  return Math.floor((perKm * 3600 + perHour * 1000 + 1_800_000) / 3_600_000);
}

const promiseWeight = 10_000_000_000;

/** A route's part of the objective as one number: any promise moved outweighs every cost a region can have. */
export const routeValue = (route: { promisesMoved: number; figures: { costFen: number } }): number =>
  route.promisesMoved * promiseWeight + route.figures.costFen;

/**
 * plan A before plan B  ⇔  (unserved₁, …, unserved₉, promises moved, cost)ᴬ < (…)ᴮ, read from left to right.
 * Hard rules do not appear: a plan that breaks one is no plan. Negative = `a` is better.
 */
export function compareScore(a: Score, b: Score): number {
  for (let priority = 0; priority < 9; priority++) {
    const difference = (a.unservedFen[priority] ?? 0) - (b.unservedFen[priority] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.promisesMoved - b.promisesMoved || a.costFen - b.costFen;
}
