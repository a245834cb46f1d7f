import type { Point } from "@/server/core/geography";
import { delayAt, estimateLeg, type RoadLeg, type RoadProfile } from "@/server/core/road-estimate";
import { env } from "@/server/env";
import { type OsrmTable, osrmTable } from "@/server/gateways/osrm";

interface Options {
  regionProfile: RoadProfile;
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

async function tableOrNothing(places: readonly Point[]): Promise<OsrmTable | undefined> {
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

/**
 * OSRM drives on empty roads; the hour's delay is added in the proportion the estimate gives for that pair.
 * Returns whether every cell came from OSRM.
 */
function layOver(
  times: RoadTimes,
  table: OsrmTable,
  places: readonly Point[],
  profile: RoadProfile,
): boolean {
  const empty = estimateTable(places, profile, 0).seconds;
  let whole = true;
  for (let cell = 0; cell < times.seconds.length; cell++) {
    const seconds = table.seconds[cell] ?? Number.NaN;
    const metres = table.metres[cell] ?? Number.NaN;
    if (Number.isNaN(seconds) || Number.isNaN(metres)) {
      whole = false;
      continue;
    }
    const estimated = times.seconds[cell] ?? 0;
    const slowdown = estimated > 0 ? estimated / (empty[cell] || estimated) : 1;
    times.seconds[cell] = Math.round(seconds * slowdown);
    times.metres[cell] = Math.round(metres);
  }
  return whole;
}

/**
 * Road times between all places: from OSRM where `OSRM_URL` is set, else (or when it fails) by the built-in estimate.
 * Never throws for a failing server: planning goes on and says that it is degraded.
 */
export async function roadTimes(places: readonly Point[], options: Options): Promise<RoadTimes> {
  const { regionProfile, departAt } = options;
  const estimate = estimateTable(places, regionProfile, delayAt(regionProfile, departAt));
  const times: RoadTimes = { ...estimate, source: "estimate", degraded: env().OSRM_URL !== undefined };
  if (places.length < 2) return { ...times, degraded: false };
  const table = await tableOrNothing(places);
  if (!table) return times;
  const whole = layOver(times, table, places, regionProfile);
  return { ...times, source: "osrm", degraded: !whole };
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
    fresh.forEach((place, row) => {
      known.forEach((other, column) => {
        const leg = estimateLeg(place, other, regionProfile, delay);
        const cell = row * known.length + column;
        links.outSeconds[cell] = links.backSeconds[cell] = leg.seconds;
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
