/** The doors that a vehicle under way is expected at, as arrival ranges name them. */
export const arrivalStops = ["pickup", "dropoff"] as const;
export type ArrivalStop = (typeof arrivalStops)[number];

/** A range moved further than this is told unasked (the product's own promise to families: M20). */
export const movedMinutes = 10;
/** After it was told, it is quiet for so long: two fixes around a crossing do not make two messages. */
const quietMinutes = 5;

interface Range {
  earliestAt: number;
  latestAt: number;
}

/**
 * Whether a range (epoch milliseconds) differs from the one last told so much that the family should hear: either end lies more
 * than `movedMinutes` away, and the last word is some minutes old. What was told is the new comparison, so that a range
 * that swings around ten minutes says it once per move and not at each fix.
 */
export function arrivalMoved(told: Range & { toldAt: number }, now: Range, at: number): boolean {
  if (at - told.toldAt < quietMinutes * 60_000) return false;
  const far = (before: number, after: number) => Math.abs(after - before) > movedMinutes * 60_000;
  // Fixes make a range narrower as the vehicle comes near: its middle says whether it moved, its end whether one waits longer.
  const middle = (range: Range) => (range.earliestAt + range.latestAt) / 2;
  return far(middle(told), middle(now)) || now.latestAt - told.latestAt > movedMinutes * 60_000;
}
