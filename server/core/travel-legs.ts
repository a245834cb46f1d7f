import type { Point } from "./geography";
import type { RoadLeg } from "./road-estimate";

/** What the crew reported of one trip, instants in epoch milliseconds; null where it was not reported. */
export interface TripInstants {
  from: Point;
  to: Point;
  departedAt: number | null;
  arrivedPickupAt: number | null;
  boardedAt: number | null;
  arrivedDropoffAt: number | null;
  endedAt: number | null;
}

/** A way that was driven without a stop: left one place, arrived at the other (epoch milliseconds). */
export interface TravelLeg {
  from: Point;
  to: Point;
  leftAt: number;
  arrivedAt: number;
}

/** Who sets out later than this after the last hand-over may have been anywhere meanwhile. */
const straightOnMs = 600_000;

const instantsOf = (trip: TripInstants): number[] =>
  [trip.arrivedPickupAt, trip.boardedAt, trip.arrivedDropoffAt, trip.endedAt].filter((at) => at !== null);

/** The vehicle was at another trip's door on the way. */
function isBroken(leg: TravelLeg, others: readonly TripInstants[]): boolean {
  return others.some((trip) => instantsOf(trip).some((at) => at > leg.leftAt && at < leg.arrivedAt));
}

function loadedLeg({ from, to, boardedAt, arrivedDropoffAt }: TripInstants): TravelLeg | null {
  if (boardedAt === null || arrivedDropoffAt === null) return null;
  return { from, to, leftAt: boardedAt, arrivedAt: arrivedDropoffAt };
}

/** From the drop-off before, where the vehicle stood when it set out; nothing is known of ways from base or after a pause. */
function emptyLeg(trip: TripInstants, others: readonly TripInstants[]): TravelLeg | null {
  const { departedAt, arrivedPickupAt } = trip;
  if (departedAt === null || arrivedPickupAt === null) return null;
  const under = others.some(
    (it) => it.boardedAt !== null && it.boardedAt <= departedAt && (it.endedAt ?? Infinity) > departedAt,
  );
  const before = others
    .filter((it) => it.arrivedDropoffAt !== null && it.endedAt !== null && it.endedAt <= departedAt)
    .toSorted((a, b) => (b.endedAt ?? 0) - (a.endedAt ?? 0))[0];
  if (under || !before || departedAt - (before.endedAt ?? 0) > straightOnMs) return null;
  return { from: before.to, to: trip.from, leftAt: departedAt, arrivedAt: arrivedPickupAt };
}

/**
 * The ways that one shift's vehicle drove straight through: with a patient from door to door, and empty from a drop-off to
 * the next pickup where it set out at once. A way with another stop on it tells nothing of either part and is left out.
 */
export function travelLegs(trips: readonly TripInstants[]): TravelLeg[] {
  return trips.flatMap((trip) => {
    const others = trips.filter((it) => it !== trip);
    const legs = [loadedLeg(trip), emptyLeg(trip, others)].filter((it) => it !== null);
    return legs.filter((leg) => !isBroken(leg, others));
  });
}

const shortestSeconds = 60;
const shortestEstimateSeconds = 120;
/** Over three times or under a third of the estimate a button was pressed late, or a way was broken. */
const furthestRatio = 3;
/** Road metres per second: 130 km/h. */
const fastest = 36;

/**
 * Whether instants and estimate of a leg belong to a drive at all: a minute at least, neither three times longer nor
 * shorter than the estimate, and not faster than a motorway allows. Short estimates are mostly the pressing of buttons.
 */
export function isPlausible(realSeconds: number, estimate: RoadLeg): boolean {
  if (realSeconds < shortestSeconds || estimate.seconds < shortestEstimateSeconds) return false;
  const ratio = realSeconds / estimate.seconds;
  if (ratio > furthestRatio || ratio < 1 / furthestRatio) return false;
  return estimate.metres / realSeconds <= fastest;
}
