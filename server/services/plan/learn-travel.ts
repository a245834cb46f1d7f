import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { travelCorrection } from "@/db/schema/travel";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { Point } from "@/server/core/geography";
import { localDay, localTime } from "@/server/core/local-time";
import type { RegionSettings } from "@/server/core/region-settings";
import { type RoadLeg, type RoadProfile, roadClock } from "@/server/core/road-estimate";
import { bandOfHour, type TravelCorrection } from "@/server/core/travel-correction";
import { type DrivenLeg, learnCorrection } from "@/server/core/travel-learning";
import { isPlausible, type TravelLeg } from "@/server/core/travel-legs";
import type { TravelSource } from "@/server/core/travel-times";
import { travelZone } from "@/server/core/travel-zone";
import { env } from "@/server/env";
import { estimatedLegs, osrmLegs } from "@/server/gateways/leg-times";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { holdDays } from "./adopt-travel";
import { legsSince } from "./driven-legs";
import { placeKey } from "./places";
import { planSettings } from "./settings";
import { newestVersions, travelBase } from "./travel";

const dayMs = 86_400_000;

/** What there is to learn from, read in one go. */
interface Lesson {
  settings: RegionSettings;
  learntOn: string;
  from: Date;
  sources: TravelSource[];
  legs: TravelLeg[];
}

/** One source's part of a lesson. */
interface Learnt {
  source: TravelSource;
  content: TravelCorrection;
  legs: number;
  leftOut: number;
}

async function sourcesToLearn(tx: Tx, learntOn: string): Promise<TravelSource[]> {
  const wanted: TravelSource[] = env().OSRM_URL ? ["estimate", "osrm"] : ["estimate"];
  const done = await tx.db
    .select({ source: travelCorrection.source })
    .from(travelCorrection)
    .where(and(eq(travelCorrection.regionId, tx.region.id), eq(travelCorrection.learntOn, learntOn)));
  return wanted.filter((source) => !done.some((row) => row.source === source));
}

/** Null before the region's hour of the night, and once all was learnt that day. */
async function readLesson(tx: Tx): Promise<Lesson | null> {
  const { settings } = await planSettings(tx);
  const { learnAt, learnDays } = settings.planning;
  const { timeZone } = tx.region;
  if (localTime(tx.now, timeZone) < learnAt) return null;
  const learntOn = localDay(tx.now, timeZone);
  const sources = await sourcesToLearn(tx, learntOn);
  if (sources.length === 0) return null;
  const from = new Date(tx.now.getTime() - learnDays * dayMs);
  return { settings, learntOn, from, sources, legs: await legsSince(tx, from) };
}

/** Zones of places, each looked for once. */
function zonesBy(settings: RegionSettings): (point: Point) => string {
  const known = new Map<string, string>();
  return (point) => {
    const key = placeKey(point);
    const zone = known.get(key) ?? travelZone(point, settings.districts);
    known.set(key, zone);
    return zone;
  };
}

async function saidOf(
  source: TravelSource,
  legs: readonly TravelLeg[],
  roads: RoadProfile,
): Promise<(RoadLeg | null)[] | null> {
  return source === "estimate" ? estimatedLegs(legs, roads) : osrmLegs(legs, roads);
}

async function learnOf({ settings, legs }: Lesson, source: TravelSource): Promise<Learnt | null> {
  const said = await saidOf(source, legs, settings.roads);
  if (!said) return null;
  const zoneOf = zonesBy(settings);
  const driven = legs.flatMap(({ from, to, leftAt, arrivedAt }, at): DrivenLeg[] => {
    const estimate = said[at];
    const realSeconds = Math.round((arrivedAt - leftAt) / 1000);
    if (!estimate || !isPlausible(realSeconds, estimate)) return [];
    const band = bandOfHour(roadClock(settings.roads, leftAt).hour);
    return [
      { fromZone: zoneOf(from), toZone: zoneOf(to), band, estimateSeconds: estimate.seconds, realSeconds },
    ];
  });
  const content = learnCorrection(driven);
  return content && { source, content, legs: driven.length, leftOut: legs.length - driven.length };
}

async function write(tx: Tx, lesson: Lesson, learnt: readonly Learnt[]): Promise<void> {
  const before = await newestVersions(tx);
  await holdDays(tx, lesson.settings, before);
  for (const { source, content, legs, leftOut } of learnt) {
    const id = uuidv7();
    await tx.db.insert(travelCorrection).values({
      regionId: tx.region.id,
      id,
      source,
      learntOn: lesson.learntOn,
      base: travelBase(lesson.settings),
      legs,
      legsLeftOut: leftOut,
      learntFrom: lesson.from,
      learntUntil: tx.now,
      content,
      createdAt: tx.now,
    });
    await writeAudit(tx, {
      verb: "travel.learn",
      noun: "travel_correction",
      nounId: id,
      before: { version: before[source] },
      after: { source, legs, leftOut, factor: Math.exp(content.region.shift), logSd: content.logSd },
    });
  }
}

/**
 * Learn from the region's finished trips how long ways really take, once a local night, a version for each source of road
 * times; days that may have been sold keep theirs until `adoptTravel` has judged them. Answers with what was learnt: nothing
 * before the hour, done already today, or with too few trips.
 */
export async function learnTravel(ctx: Context): Promise<TravelSource[]> {
  const lesson = await inTransaction(ctx, (tx) => asPlatform(tx, readLesson));
  if (!lesson) return [];
  const learnt: Learnt[] = [];
  for (const source of lesson.sources) {
    const its = await learnOf(lesson, source);
    if (its) learnt.push(its);
  }
  if (learnt.length === 0) return [];
  try {
    await inTransaction(ctx, (tx) => asPlatform(tx, (p) => write(p, lesson, learnt)));
  } catch (error) {
    // Another worker was quicker: the day's version is there.
    if (lostRace(error)) return [];
    throw error;
  }
  return learnt.map((it) => it.source);
}
