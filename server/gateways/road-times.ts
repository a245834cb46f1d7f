import type { Point } from "@/server/core/geography";
import { delayAt, estimateLeg, type RoadLeg, type RoadProfile, roadClock } from "@/server/core/road-estimate";
import { bandOfHour } from "@/server/core/travel-correction";
import { type TravelSource, type TravelTimes, travelFactors } from "@/server/core/travel-times";
import { env } from "@/server/env";
import { type OsrmTable, osrmTable } from "@/server/gateways/osrm";

interface Options {
  regionProfile: RoadProfile;
  /** What finished trips taught, or `plainTravel`. */
  travel: TravelTimes;
  /** Epoch milliseconds; without it a usual working hour is taken. */
  departAt?: number;
}

/** Times and lengths of every pair of places: cell `from * n + to`, whole seconds and metres. */
export interface RoadTimes {
  seconds: Int32Array;
  metres: Int32Array;
  source: "estimate" | "osrm";
  /** An OSRM server is configured and did not answer (or knew no way somewhere): estimates stand in. */
  degraded: boolean;
}

/** After a failure OSRM is left alone this long, so that nobody waits for its timeout again and again. */
const restMs = 30_000;
let restUntil = 0;

/** Whether road times come from a stand-in at this moment; shown on `/api/health/ready`. */
export function roadTimesDegraded(): boolean {
  return env().OSRM_URL !== undefined && Date.now() < restUntil;
}

/**
 * The table of the road server, or nothing where none is configured, it failed, or it did lately: never throws and never
 * makes anybody wait for it twice in a row.
 */
export async function tableOrNothing(places: readonly Point[]): Promise<OsrmTable | undefined> {
  const baseUrl = env().OSRM_URL;
  if (!baseUrl || Date.now() < restUntil) return undefined;
  try {
    const table = await osrmTable(baseUrl, places);
    restUntil = 0;
    return table;
  } catch {
    restUntil = Date.now() + restMs;
    return undefined;
  }
}

function estimateTable(
  places: readonly Point[],
  profile: RoadProfile,
  delay: number,
): Pick<RoadTimes, "seconds" | "metres"> {
  const count = places.length;
  const seconds = new Int32Array(count * count);
  const metres = new Int32Array(count * count);
  places.forEach((from, row) => {
    for (let column = row + 1; column < count; column++) {
      const leg = estimateLeg(from, places[column] ?? from, profile, delay);
      seconds[row * count + column] = seconds[column * count + row] = leg.seconds;
      metres[row * count + column] = metres[column * count + row] = leg.metres;
    }
  });
  return { seconds, metres };
}

/** How much a pair of places is to be corrected, by the source of its time. */
type Factors = Record<TravelSource, (from: number, to: number) => number>;

/** The corrections in force for the hour of departure; without one, those for the whole day. */
function factorsOf(places: readonly Point[], { travel, regionProfile, departAt }: Options): Factors {
  const band = departAt === undefined ? null : bandOfHour(roadClock(regionProfile, departAt).hour);
  const of = (source: TravelSource) => travelFactors(places, travel, source, band);
  return { estimate: of("estimate"), osrm: of("osrm") };
}

/** Seconds of OSRM, which drives on empty roads, with the delay of the hour in the proportion of the two estimates. */
export function withDelay(osrmSeconds: number, estimated: number, emptyEstimate: number): number {
  const slowdown = estimated > 0 ? estimated / (emptyEstimate || estimated) : 1;
  return osrmSeconds * slowdown;
}

/**
 * OSRM's times, delayed and corrected by what was learnt of OSRM; a cell it does not know keeps the corrected estimate.
 * Returns whether every cell came from OSRM.
 */
function layOver(
  times: RoadTimes,
  table: OsrmTable | undefined,
  places: readonly Point[],
  profile: RoadProfile,
  factors: Factors,
): boolean {
  const empty = table ? estimateTable(places, profile, 0).seconds : times.seconds;
  let whole = true;
  for (let cell = 0; cell < times.seconds.length; cell++) {
    const [from, to] = [Math.floor(cell / places.length), cell % places.length];
    const seconds = table?.seconds[cell] ?? Number.NaN;
    const metres = table?.metres[cell] ?? Number.NaN;
    const estimated = times.seconds[cell] ?? 0;
    if (Number.isNaN(seconds) || Number.isNaN(metres)) {
      whole = false;
      times.seconds[cell] = Math.round(estimated * factors.estimate(from, to));
      continue;
    }
    const delayed = withDelay(seconds, estimated, empty[cell] ?? 0);
    times.seconds[cell] = Math.round(delayed * factors.osrm(from, to));
    times.metres[cell] = Math.round(metres);
  }
  return whole;
}

/**
 * Road times between all places: from OSRM where `OSRM_URL` is set, else (or when it fails) by the built-in estimate, each
 * times the correction that finished trips taught about it. Never throws for a failing server: planning goes on and says
 * that it is degraded.
 */
export async function roadTimes(places: readonly Point[], options: Options): Promise<RoadTimes> {
  const { regionProfile, departAt } = options;
  const estimate = estimateTable(places, regionProfile, delayAt(regionProfile, departAt));
  const times: RoadTimes = { ...estimate, source: "estimate", degraded: env().OSRM_URL !== undefined };
  if (places.length < 2) return { ...times, degraded: false };
  const table = await tableOrNothing(places);
  const whole = layOver(times, table, places, regionProfile, factorsOf(places, options));
  return table ? { ...times, source: "osrm", degraded: !whole } : times;
}

/** One leg, as `roadTimes` would give it. */
export async function roadLeg(
  from: Point,
  to: Point,
  options: Options,
): Promise<RoadLeg & Pick<RoadTimes, "source" | "degraded">> {
  const { seconds, metres, source, degraded } = await roadTimes([from, to], options);
  return { seconds: seconds[1] ?? 0, metres: metres[1] ?? 0, source, degraded };
}

/** Times and lengths between a few new places and many known ones, both ways: cell `fresh * known.length + known`. */
export interface RoadLinks {
  outSeconds: Int32Array;
  outMetres: Int32Array;
  backSeconds: Int32Array;
  backMetres: Int32Array;
}

/** OSRM answers squares: the known places are asked in parts, so that a part and the new places fit one table. */
const knownPart = 90;

/**
 * Road times from a few new places to all known ones and back, without asking again between the known ones. Falls back
 * to estimates like `roadTimes`.
 */
export async function roadLinks(
  fresh: readonly Point[],
  known: readonly Point[],
  options: Options,
): Promise<RoadLinks> {
  const cells = fresh.length * known.length;
  const links: RoadLinks = {
    outSeconds: new Int32Array(cells),
    outMetres: new Int32Array(cells),
    backSeconds: new Int32Array(cells),
    backMetres: new Int32Array(cells),
  };
  const { regionProfile, departAt } = options;
  if (!env().OSRM_URL) {
    const delay = delayAt(regionProfile, departAt);
    const factor = factorsOf([...fresh, ...known], options).estimate;
    fresh.forEach((place, row) => {
      known.forEach((other, column) => {
        const leg = estimateLeg(place, other, regionProfile, delay);
        const cell = row * known.length + column;
        const at = fresh.length + column;
        links.outSeconds[cell] = Math.round(leg.seconds * factor(row, at));
        links.backSeconds[cell] = Math.round(leg.seconds * factor(at, row));
        links.outMetres[cell] = links.backMetres[cell] = leg.metres;
      });
    });
    return links;
  }
  for (let from = 0; from < known.length; from += knownPart) {
    const part = known.slice(from, from + knownPart);
    const times = await roadTimes([...fresh, ...part], options);
    const size = fresh.length + part.length;
    fresh.forEach((_, row) => {
      part.forEach((__, offset) => {
        const cell = row * known.length + from + offset;
        const out = row * size + fresh.length + offset;
        const back = (fresh.length + offset) * size + row;
        links.outSeconds[cell] = times.seconds[out] ?? 0;
        links.outMetres[cell] = times.metres[out] ?? 0;
        links.backSeconds[cell] = times.seconds[back] ?? 0;
        links.backMetres[cell] = times.metres[back] ?? 0;
      });
    });
  }
  return links;
}
