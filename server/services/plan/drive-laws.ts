import { estimateLeg } from "@/server/core/road-estimate";
import type { DriveLaw, DriveLaws, Luck } from "@/server/core/scheduler/keeping";
import { bandOfHour, pairKey, type TravelBand, travelLaw } from "@/server/core/travel-correction";
import { travelZone } from "@/server/core/travel-zone";
import { env } from "@/server/env";
import type { DayPlan } from "./day";

/** Zones of a day's places by their numbers, which only grow. */
const zones = new WeakMap<DayPlan["places"], string[]>();

function zonesOf({ places, travel }: DayPlan): string[] {
  const known = zones.get(places) ?? [];
  for (const point of places.points.slice(known.length))
    known.push(travelZone(point, travel.travel.districts));
  zones.set(places, known);
  return known;
}

const hourOf = (seconds: number): number => ((Math.floor(seconds / 3600) % 24) + 24) % 24;

/** How much longer a way takes at an hour than with the usual delay that the table is measured by. */
function hourRatio({ places, inForce }: DayPlan, from: number, to: number, hour: number): number {
  const { roads } = inForce.settings;
  const [a, b] = [places.points[from], places.points[to]];
  if (!a || !b) return 1;
  const usual = estimateLeg(a, b, roads, roads.usualDelay).seconds;
  const then = estimateLeg(a, b, roads, roads.hourDelay[hour] ?? roads.usualDelay).seconds;
  return usual > 0 ? then / usual : 1;
}

/**
 * How drives of a day depart from the one table that it is planned by: by the delay of the hour they leave at, and by what
 * was learnt of the pair of zones and the hour. The table is corrected for the whole day already, so only the hour's own
 * part comes on top.
 */
function driveLaws(day: DayPlan): DriveLaws {
  const { travel } = day.travel;
  const correction = env().OSRM_URL ? travel.osrm : travel.estimate;
  const zoneOf = zonesOf(day);
  const known = new Map<string, DriveLaw>();
  const lawOf = (from: string, to: string, band: TravelBand): DriveLaw => {
    const atHour = travelLaw(correction, from, to, band);
    const allDay = travelLaw(correction, from, to, null);
    return { factor: Math.exp(atHour.logMean - allDay.logMean), logSd: atHour.logSd };
  };
  return (from, to, departSeconds) => {
    const hour = hourOf(departSeconds);
    const [a, b, band] = [zoneOf[from] ?? "", zoneOf[to] ?? "", bandOfHour(hour)];
    const key = `${band} ${pairKey(a, b)}`;
    const law = known.get(key) ?? lawOf(a, b, band);
    known.set(key, law);
    return { factor: law.factor * hourRatio(day, from, to, hour), logSd: law.logSd };
  };
}

/** What a plan of this day cannot know: its drives, and how often patients are ready late by the region's own figures. */
export function luckOf(day: DayPlan): Luck {
  const { readyLatePercent, readyLateMinutes } = day.inForce.settings.slots;
  const readiness = { lateShare: readyLatePercent / 100, lateSeconds: readyLateMinutes * 60 };
  return { drives: driveLaws(day), readiness };
}
