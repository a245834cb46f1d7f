/** A stop of a route with its window (start of service) and service time; all times in one unit. */
export interface TimedStop {
  earliest: number;
  latest: number;
  service: number;
  /** Travel time from the stop before. */
  travel: number;
}

/** Between two stops by position: start at `drop` minus end of service at `pickup` is at most `limit`. */
export interface Ride {
  pickup: number;
  drop: number;
  limit: number;
}

/**
 * What keeps a fixed order of stops from having any schedule. Ride and duration limits that can each be kept can be kept
 * together: both only push starts later, and a push along the route has passed every earlier stop already.
 */
export type Hindrance = "time_window" | "ride_time" | "route_duration";

/** Below this a start is not counted as pushed: only rounding. */
const noise = 1e-9;

/**
 * Decides exactly whether a fixed order has a schedule, and names what hinders. The starts form a system of difference
 * constraints (a longest-path problem); its least solution is found by relaxation as of Bellman and Ford, and a start
 * that still moves after as many rounds as there are stops proves a positive cycle. First and last stop are the depot.
 *
 * @param tolerance allowed breach of each window, ride and duration
 * @returns undefined where a schedule exists
 */
export function findHindrance(
  stops: readonly TimedStop[],
  rides: readonly Ride[],
  longestRoute: number,
  tolerance: number,
): Hindrance | undefined {
  const none = Number.POSITIVE_INFINITY;
  if (hasSchedule(stops, rides, longestRoute, tolerance)) return undefined;
  if (!hasSchedule(stops, [], none, tolerance)) return "time_window";
  return hasSchedule(stops, rides, none, tolerance) ? "route_duration" : "ride_time";
}

function hasSchedule(
  stops: readonly TimedStop[],
  rides: readonly Ride[],
  longestRoute: number,
  tolerance: number,
): boolean {
  const starts = stops.map((stop) => stop.earliest);
  const at = (position: number): number => starts[position] ?? 0;
  let moved = true;
  const push = (position: number, least: number): void => {
    if (least <= at(position) + noise) return;
    starts[position] = least;
    moved = true;
  };
  for (let round = 0; moved && round <= stops.length; round++) {
    moved = false;
    for (const [position, stop] of stops.entries())
      if (position > 0) push(position, at(position - 1) + (stops[position - 1]?.service ?? 0) + stop.travel);
    for (const { pickup, drop, limit } of rides)
      push(pickup, at(drop) - (stops[pickup]?.service ?? 0) - limit - tolerance);
    push(0, at(stops.length - 1) - longestRoute - tolerance);
    if (stops.some((stop, position) => at(position) > stop.latest + tolerance)) return false;
  }
  return !moved;
}
