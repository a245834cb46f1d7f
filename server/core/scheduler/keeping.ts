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

const sum = (a: Moments, b: Moments): Moments => ({
  mean: a.mean + b.mean,
  variance: a.variance + b.variance,
});

/** Patients who are not ready when the crew stands at the door: a share of all, exponentially late. */
export type Readiness = { lateShare: number; lateSeconds: number };

/** What plans cannot know: how drives go, and who is ready late. */
export type Luck = { drives: DriveLaws; readiness: Readiness };

/** By how much loading takes longer than planned: the patient's own lateness, and how services vary. */
function loadingDelay(seconds: number, { lateShare, lateSeconds }: Readiness): Moments {
  const late = lateShare * lateSeconds;
  return { mean: late, variance: 2 * late * lateSeconds - late * late + (serviceVariation * seconds) ** 2 };
}

const unloadingDelay = (seconds: number): Moments => ({
  mean: 0,
  variance: (serviceVariation * seconds) ** 2,
});

/** A ride under way: how much longer than planned it takes by now, and whether somebody else was on board. */
type Ride = { delay: Moments; departSeconds: number; isShared: boolean };

/** What one walk along a route keeps: who is on board, and the chances found so far. */
type Walk = { luck: Luck; aboard: Map<string, Ride>; chances: Map<string, number> };

function ridesOn(walk: Walk, more: Moments): void {
  for (const ride of walk.aboard.values()) {
    ride.delay = sum(ride.delay, more);
    ride.isShared ||= walk.aboard.size > 1;
  }
}

/** The chance of a ride that ends here; one that nobody shared is as long as the road makes it, whatever the plan. */
function endRide(walk: Walk, route: Route, stop: number): void {
  const request = requestOf(route.problem, at(route.codes, stop));
  const ride = walk.aboard.get(request.id);
  walk.aboard.delete(request.id);
  if (!ride?.isShared) return;
  const planned = at(route.timing.arrive, stop) - ride.departSeconds;
  const chance = chanceWithin(ride.delay, request.maxRideSeconds - planned);
  walk.chances.set(request.id, Math.min(walk.chances.get(request.id) ?? 1, chance));
}

/** Serve a stop at which the vehicle is late by `late`; answers with its delay on departure. */
function serve(walk: Walk, route: Route, stop: number, late: Moments): Moments {
  const { problem, shift, codes, timing } = route;
  const code = at(codes, stop);
  const seconds = serviceSeconds(problem, shift, code);
  if (isDrop(code)) endRide(walk, route, stop);
  const more = isDrop(code) ? unloadingDelay(seconds) : loadingDelay(seconds, walk.luck.readiness);
  ridesOn(walk, more);
  if (!isDrop(code)) {
    const departSeconds = at(timing.depart, stop);
    const isShared = walk.aboard.size > 0;
    walk.aboard.set(requestOf(problem, code).id, {
      delay: { mean: 0, variance: 0 },
      departSeconds,
      isShared,
    });
  }
  return sum(late, more);
}

/**
 * How likely everybody still to be fetched on a route is kept to what was told, by request: the pickup begins within its
 * window and, where others ride along, the ride ends within its limit; the lower of the two. Delays are carried from stop
 * to stop as normal variables by their first two moments: drives, late patients and services add theirs, waiting at a door
 * takes away what it can (the moments of a maximum: C. E. Clark, "The Greatest of a Finite Set of Random Variables",
 * Operations Research 9/2, 1961, with one of the two constant). A vehicle that stands idle before its first stop may set
 * out as much earlier, and one under way has the rest of its way still before it. Nobody begins before the plan says.
 */
export function keptChances(route: Route, luck: Luck): Map<string, number> {
  const { problem, shift, codes, timing } = route;
  const origin = originOf(problem, shift);
  const first = shift.driven.length;
  const walk: Walk = { luck, aboard: new Map(), chances: new Map() };
  let place = origin.place;
  let leftAt = timing.leaveSeconds;
  let delay: Moments = { mean: 0, variance: 0 };
  for (let stop = first; stop < codes.length; stop++) {
    const code = at(codes, stop);
    const next = placeOf(problem, code);
    const driven =
      stop === first && shift.position ? Math.max(0, origin.fromSeconds - problem.nowSeconds) : 0;
    const ahead = driven + driveSeconds(problem, place, next);
    const drive = driveDelay(ahead, luck.drives(place, next, leftAt));
    ridesOn(walk, drive);
    const arrival = sum(delay, drive);
    const idle = stop === first ? Math.max(0, timing.leaveSeconds - origin.fromSeconds) : 0;
    const slack = at(timing.start, stop) - at(timing.arrive, stop) + idle;
    if (!isDrop(code)) {
      const spare = slack + latestSeconds(problem, code) - at(timing.start, stop);
      walk.chances.set(requestOf(problem, code).id, chanceWithin(arrival, spare));
    }
    delay = serve(walk, route, stop, afterSlack(arrival, slack));
    place = next;
    leftAt = at(timing.depart, stop);
  }
  return walk.chances;
}

/**
 * Whether a changed route keeps everybody with a probability of at least `least` each; those who were less likely before
 * the change, no less likely than they were.
 */
export function isReliable(after: Route, before: Route, luck: Luck, least: number): boolean {
  const known = keptChances(before, luck);
  return [...keptChances(after, luck)].every(
    ([id, chance]) => chance >= Math.min(least, known.get(id) ?? least),
  );
}
