import { z } from "zod";
import type { Point } from "./geography";

/** A day of the own operator's plan, the region's calendar; left out: today. */
export const planOfDay = z.strictObject({ day: z.iso.date().optional() });
export type PlanOfDay = z.infer<typeof planOfDay>;

/** A stop as planned and as far as it is known. Instants in epoch milliseconds. */
export interface StopFacts extends Point {
  plannedAt: number;
  serviceSeconds: number;
  /** When the vehicle came; null while it has not. */
  arrivedAt: number | null;
  /** When it was done there; null while it is not. */
  leftAt: number | null;
}

/** Seconds of driving between two stops when leaving at an instant (epoch milliseconds). */
export type DrivingSeconds = (from: Point, to: Point, departAt: number) => number;

/**
 * When each stop of one route is reached, in epoch milliseconds: known arrivals as they were, the others no sooner than
 * planned, than now, and than the drive from the stop before allows. Rests are not counted: they stand in the plan's own
 * times, so that a rest still ahead can only make the answer too early, never too late.
 */
export function expectedArrivals(
  stops: readonly StopFacts[],
  nowAt: number,
  driving: DrivingSeconds,
): number[] {
  let before: { stop: StopFacts; leftAt: number } | null = null;
  return stops.map((stop) => {
    const reached: number = before ? before.leftAt + driving(before.stop, stop, before.leftAt) * 1000 : nowAt;
    const arrivesAt = stop.arrivedAt ?? Math.max(stop.plannedAt, nowAt, reached);
    const doneAt = Math.max(arrivesAt + stop.serviceSeconds * 1000, stop.arrivedAt === null ? 0 : nowAt);
    before = { stop, leftAt: stop.leftAt ?? doneAt };
    return arrivesAt;
  });
}

export const stopStandings = ["on_time", "tight", "late"] as const;
export type StopStanding = (typeof stopStandings)[number];

const tightSeconds = 300;

/** How an arrival stands against what was promised: `tight` has less than five minutes left. No promise: on time. */
export function standingOf(arrivesAt: number, promisedUntil: number | null): StopStanding {
  if (promisedUntil === null) return "on_time";
  if (arrivesAt > promisedUntil) return "late";
  return promisedUntil - arrivesAt < tightSeconds * 1000 ? "tight" : "on_time";
}
