import type { Point } from "@/server/core/geography";
import { delayAt, estimateLeg, type RoadLeg, type RoadProfile } from "@/server/core/road-estimate";
import { env } from "@/server/env";
import { tableOrNothing, withDelay } from "@/server/gateways/road-times";

/** A leg with its departure, epoch milliseconds. */
interface Departure {
  from: Point;
  to: Point;
  leftAt: number;
}

/** Two places a leg: a table of one request. */
const legsAtOnce = 25;

/** What the built-in estimate says of legs at their hours, before any correction. Pure; stands here beside OSRM's. */
export const estimatedLegs = (legs: readonly Departure[], profile: RoadProfile): RoadLeg[] =>
  legs.map((leg) => estimateLeg(leg.from, leg.to, profile, delayAt(profile, leg.leftAt)));

const wayKey = ({ from, to }: Departure): string =>
  [from.lat, from.lon, to.lat, to.lon].map((it) => it.toFixed(5)).join();

/**
 * What OSRM says of legs at their hours, before any correction; null for a leg it knows no way for. Each way is asked once,
 * 25 of them in a request. Null altogether where no server is configured or it fails, so that nobody mistakes estimates
 * for its answers.
 */
export async function osrmLegs(
  legs: readonly Departure[],
  profile: RoadProfile,
): Promise<(RoadLeg | null)[] | null> {
  if (!env().OSRM_URL) return null;
  const ways = [...new Map(legs.map((leg) => [wayKey(leg), leg])).values()];
  const known = new Map<string, RoadLeg>();
  for (let from = 0; from < ways.length; from += legsAtOnce) {
    const part = ways.slice(from, from + legsAtOnce);
    const places = part.flatMap((leg) => [leg.from, leg.to]);
    const table = await tableOrNothing(places);
    if (!table) return null;
    part.forEach((leg, at) => {
      const cell = 2 * at * places.length + 2 * at + 1;
      known.set(wayKey(leg), { seconds: table.seconds[cell] ?? NaN, metres: table.metres[cell] ?? NaN });
    });
  }
  return legs.map((leg) => {
    const free = known.get(wayKey(leg));
    if (!free || Number.isNaN(free.seconds) || Number.isNaN(free.metres)) return null;
    const empty = estimateLeg(leg.from, leg.to, profile, 0).seconds;
    const estimated = estimateLeg(leg.from, leg.to, profile, delayAt(profile, leg.leftAt)).seconds;
    return {
      seconds: Math.round(withDelay(free.seconds, estimated, empty)),
      metres: Math.round(free.metres),
    };
  });
}
