import type { DriveLaw, DriveLaws } from "@/server/core/scheduler/keeping";
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

/**
 * How drives of a day depart from the one table that it is planned by: by the pair of zones and the hour they leave at. The
 * table is corrected for the whole day already, so only the hour's own part comes on top.
 */
export function driveLaws(day: DayPlan): DriveLaws {
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
    const [a, b, band] = [zoneOf[from] ?? "", zoneOf[to] ?? "", bandOfHour(hourOf(departSeconds))];
    const key = `${band} ${pairKey(a, b)}`;
    const law = known.get(key) ?? lawOf(a, b, band);
    known.set(key, law);
    return law;
  };
}
