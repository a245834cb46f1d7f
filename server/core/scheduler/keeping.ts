import { normalChance, normalDensity } from "@/server/core/normal";
import { at } from "@/server/core/scheduler/at";
import type { Route } from "@/server/core/scheduler/route";
import {
  driveSeconds,
  isDrop,
  latestSeconds,
  originOf,
  placeOf,
  requestOf,
  serviceSeconds,
} from "@/server/core/scheduler/stop";

/** How a drive departs from the problem's own seconds: their median is `factor` times as long, log-normal with `logSd`. */
export type DriveLaw = { factor: number; logSd: number };

/** The law between two places of the problem when leaving at a second of its day. */
export type DriveLaws = (from: number, to: number, departSeconds: number) => DriveLaw;

/** How much loading and unloading vary (domain.md, Volumes: service time 0.35). */
const serviceVariation = 0.35;

/** Mean and variance, in seconds and their squares. */
type Moments = { mean: number; variance: number };

/** By how much a drive takes longer than the plan says. */
function driveDelay(seconds: number, { factor, logSd }: DriveLaw): Moments {
  const square = Math.exp(logSd * logSd);
  const mean = seconds * factor * Math.sqrt(square);
  return { mean: mean - seconds, variance: mean * mean * (square - 1) };
}

/** What is left of a delay after some slack: the moments of max(X − slack, 0) for a normal X. */
function afterSlack({ mean, variance }: Moments, slackSeconds: number): Moments {
  const middle = mean - slackSeconds;
  const sd = Math.sqrt(variance);
  if (sd === 0) return { mean: Math.max(0, middle), variance: 0 };
  const [chance, density] = [normalChance(middle / sd), normalDensity(middle / sd)];
  const left = middle * chance + sd * density;
  const square = (middle * middle + variance) * chance + middle * sd * density;
  return { mean: left, variance: Math.max(0, square - left * left) };
}

const chanceWithin = ({ mean, variance }: Moments, seconds: number): number =>
  variance === 0 ? Number(mean <= seconds) : normalChance((seconds - mean) / Math.sqrt(variance));

/**
 * How likely each pickup still ahead on a route begins within its window, by request. Delays are carried from stop to stop
 * as normal variables by their first two moments: drives and services add theirs, waiting at a door takes away what it can
 * (the moments of a maximum: C. E. Clark, "The Greatest of a Finite Set of Random Variables", Operations Research 9/2,
 * 1961, with one of the two constant). A vehicle that stands idle before its first stop may set out as much earlier.
 * Nobody begins before the plan says.
 */
export function keptChances(route: Route, laws: DriveLaws): Map<string, number> {
  const { problem, shift, codes, timing } = route;
  const origin = originOf(problem, shift);
  const first = shift.driven.length;
  const chances = new Map<string, number>();
  let place = origin.place;
  let leftAt = timing.leaveSeconds;
  let delay: Moments = { mean: 0, variance: 0 };
  for (let stop = first; stop < codes.length; stop++) {
    const code = at(codes, stop);
    const next = placeOf(problem, code);
    const drive = driveDelay(driveSeconds(problem, place, next), laws(place, next, leftAt));
    const arrival = { mean: delay.mean + drive.mean, variance: delay.variance + drive.variance };
    const idle = stop === first ? Math.max(0, timing.leaveSeconds - origin.fromSeconds) : 0;
    const slack = at(timing.start, stop) - at(timing.arrive, stop) + idle;
    if (!isDrop(code)) {
      const spare = slack + latestSeconds(problem, code) - at(timing.start, stop);
      chances.set(requestOf(problem, code).id, chanceWithin(arrival, spare));
    }
    const late = afterSlack(arrival, slack);
    const service = serviceVariation * serviceSeconds(problem, shift, code);
    delay = { mean: late.mean, variance: late.variance + service * service };
    place = next;
    leftAt = at(timing.depart, stop);
  }
  return chances;
}

/**
 * Whether a changed route keeps its pickups with a probability of at least `least` each; those that were less likely
 * before the change, no less likely than they were.
 */
export function isReliable(after: Route, before: Route, laws: DriveLaws, least: number): boolean {
  const known = keptChances(before, laws);
  return [...keptChances(after, laws)].every(
    ([id, chance]) => chance >= Math.min(least, known.get(id) ?? least),
  );
}
