import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { and, desc, eq, inArray } from "drizzle-orm";
import { travelCorrection, travelDay } from "@/db/schema/travel";
import type { Tx } from "@/server/context";
import { canonicalJson } from "@/server/core/audit-chain";
import { localDay } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { travelCorrection as contentShape, type TravelCorrection } from "@/server/core/travel-correction";
import { plainTravel, type TravelSource, type TravelTimes, travelSources } from "@/server/core/travel-times";

/** The version of each source that a day is planned by; null: the bare road profile. */
export type TravelVersions = Record<TravelSource, string | null>;
export const noVersions: TravelVersions = { estimate: null, osrm: null };

/** Driving times of one day, with a key that is equal exactly where they are. */
export interface DayTravel {
  travel: TravelTimes;
  versions: TravelVersions;
  key: string;
}

const bases = new WeakMap<RegionSettings, string>();

/** A hash of what a correction was learnt on top of: road profile and districts. Settings in force are one object a version. */
export function travelBase(settings: RegionSettings): string {
  const { roads, districts } = settings;
  const base = bases.get(settings) ?? bytesToHex(sha256(utf8ToBytes(canonicalJson({ roads, districts }))));
  bases.set(settings, base);
  return base;
}

interface Learnt {
  base: string;
  content: TravelCorrection;
}

/** Versions never change: read once. */
const read = new Map<string, Learnt>();
const readAtMost = 200;

async function learntOf(tx: Tx, id: string): Promise<Learnt | null> {
  const key = `${tx.region.id}/${id}`;
  const known = read.get(key);
  if (known) return known;
  const [row] = await tx.db
    .select({ base: travelCorrection.base, content: travelCorrection.content })
    .from(travelCorrection)
    .where(and(eq(travelCorrection.regionId, tx.region.id), eq(travelCorrection.id, id)));
  if (!row) return null;
  const learnt = { base: row.base, content: contentShape.parse(row.content) };
  if (read.size >= readAtMost) read.clear();
  read.set(key, learnt);
  return learnt;
}

/** The newest version of each source. */
export async function newestVersions(tx: Tx): Promise<TravelVersions> {
  const versions = { ...noVersions };
  for (const source of travelSources) {
    const [row] = await tx.db
      .select({ id: travelCorrection.id })
      .from(travelCorrection)
      .where(and(eq(travelCorrection.regionId, tx.region.id), eq(travelCorrection.source, source)))
      .orderBy(desc(travelCorrection.createdAt), desc(travelCorrection.id))
      .limit(1);
    versions[source] = row?.id ?? null;
  }
  return versions;
}

/** The versions that local days are planned by: what was decided for a day, else the newest. */
export async function versionsOfDays(tx: Tx, days: string[]): Promise<Map<string, TravelVersions>> {
  const rows = await tx.db
    .select({ day: travelDay.day, estimate: travelDay.estimateId, osrm: travelDay.osrmId })
    .from(travelDay)
    .where(and(eq(travelDay.regionId, tx.region.id), inArray(travelDay.day, days)));
  const decided = new Map(rows.map(({ day, ...versions }) => [day, versions]));
  const newest = days.every((day) => decided.has(day)) ? noVersions : await newestVersions(tx);
  return new Map(days.map((day) => [day, decided.get(day) ?? newest]));
}

/**
 * Driving times by some versions under the settings in force. A version that was learnt on top of another road profile or
 * other districts says nothing here and is left out.
 */
export async function travelOf(
  tx: Tx,
  settings: RegionSettings,
  versions: TravelVersions,
): Promise<DayTravel> {
  const base = travelBase(settings);
  const travel: TravelTimes = { ...plainTravel, districts: settings.districts };
  for (const source of travelSources) {
    const id = versions[source];
    const learnt = id ? await learntOf(tx, id) : null;
    if (learnt?.base === base) travel[source] = learnt.content;
  }
  return { travel, versions, key: [base, versions.estimate, versions.osrm].join("/") };
}

/** Driving times of a local day. */
export async function travelOfDay(tx: Tx, settings: RegionSettings, day: string): Promise<DayTravel> {
  const versions = (await versionsOfDays(tx, [day])).get(day) ?? noVersions;
  return travelOf(tx, settings, versions);
}

/** Whether a day is still planned by some versions; asked under the locks of what is about to be written. */
export async function isPlannedBy(tx: Tx, day: string, versions: TravelVersions): Promise<boolean> {
  const now = (await versionsOfDays(tx, [day])).get(day) ?? noVersions;
  return travelSources.every((source) => now[source] === versions[source]);
}

/** Driving times of the local day of an instant. */
export const travelAt = async (tx: Tx, settings: RegionSettings, at: Date): Promise<TravelTimes> =>
  (await travelOfDay(tx, settings, localDay(at, tx.region.timeZone))).travel;

/** The newest driving times, for what is expected now; what a plan is made and judged by is `travelOfDay`. */
export async function newestTravel(tx: Tx, settings: RegionSettings): Promise<TravelTimes> {
  return (await travelOf(tx, settings, await newestVersions(tx))).travel;
}
