import type { Area, Point } from "./geography";
import {
  type TravelBand,
  type TravelCorrection,
  type TravelLaw,
  travelFactor,
  travelLaw,
} from "./travel-correction";
import { travelZone } from "./travel-zone";

/** Where road times come from; each is corrected by what its own estimates got wrong. */
export const travelSources = ["estimate", "osrm"] as const;
export type TravelSource = (typeof travelSources)[number];

/** What a region knows of its driving times beyond the road profile; null where nothing is learnt yet. */
export interface TravelTimes extends Record<TravelSource, TravelCorrection | null> {
  /** The settings' districts, which tell the zones of places. */
  districts: readonly { code: string; area?: Area | undefined }[];
}

/** Nothing learnt: the road profile as it stands. */
export const plainTravel: TravelTimes = { districts: [], estimate: null, osrm: null };

/** A shift's route that would not keep every rule any more, and which ones. */
export interface LateRoute {
  shiftId: string;
  constraints: string[];
}

/** What the times of one source are multiplied by between places, by their numbers in the list. */
export function travelFactors(
  places: readonly Point[],
  travel: TravelTimes,
  source: TravelSource,
  band: TravelBand | null,
): (from: number, to: number) => number {
  const correction = travel[source];
  if (!correction) return () => 1;
  const codes = places.map((it) => travelZone(it, travel.districts));
  const zones = [...new Set(codes)];
  const numbers = new Map(zones.map((zone, at) => [zone, at]));
  const zoneOf = Int32Array.from(codes, (code) => numbers.get(code) ?? 0);
  const table = Float64Array.from({ length: zones.length ** 2 }, (_, cell) => {
    const [from, to] = [zones[Math.floor(cell / zones.length)] ?? "", zones[cell % zones.length] ?? ""];
    return travelFactor(travelLaw(correction, from, to, band));
  });
  return (from, to) => table[(zoneOf[from] ?? 0) * zones.length + (zoneOf[to] ?? 0)] ?? 1;
}

/** The law of one leg by the built-in estimate. */
export function estimateLaw(travel: TravelTimes, from: Point, to: Point, band: TravelBand): TravelLaw {
  if (!travel.estimate) return travelLaw(null, "", "", band);
  const zone = (point: Point) => travelZone(point, travel.districts);
  return travelLaw(travel.estimate, zone(from), zone(to), band);
}
