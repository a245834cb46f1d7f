import { z } from "zod";
import { length, metres, refuse } from "@/server/core/scheduler/problem";

/** A stretch of every way: its metres of straight line are driven on roads of one kind. */
const band = z.strictObject({
  uptoMetres: z
    .number()
    .int()
    .min(1)
    .max(10_000_000)
    .nullable()
    .describe(
      "The band ends after so many metres of straight line from the start; null (the last band): never",
    ),
  detourPercent: z.number().int().min(100).max(300).describe("Road metres per 100 metres of straight line"),
  secondsPerKm: z.number().int().min(20).max(1000).describe("Driving time of one kilometre of road"),
});

export const dayTravel = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("matrix"),
    seconds: z.array(length).describe("places × places, row-major, from × to"),
    metres: z.array(metres).describe("places × places, row-major, from × to"),
  }),
  z.strictObject({
    kind: z.literal("profile"),
    metresPerDegreeLat: z.number().int().min(110_000).max(112_000),
    metresPerDegreeLon: z.number().int().min(1_000).max(112_000).describe("At the region's middle latitude"),
    accessSeconds: length.describe("Added to every way that is not empty: out of the gate, to the door"),
    bands: z.array(band).min(1).max(8),
  }),
]);
type DayTravel = z.infer<typeof dayTravel>;
export type TravelProfile = Extract<DayTravel, { kind: "profile" }>;
type Coordinates = { lat: number; lon: number };
type Matrices = { seconds: Int32Array; metres: Int32Array };

function checkBands({ bands }: TravelProfile): void {
  for (const [index, { uptoMetres }] of bands.entries()) {
    const isLast = index === bands.length - 1;
    const before = index === 0 ? 0 : (bands[index - 1]?.uptoMetres ?? 0);
    if (isLast ? uptoMetres !== null : (uptoMetres ?? 0) <= before) refuse("bands", `travel.bands.${index}`);
  }
}

/** Whole metres east and north: coordinates are read to six decimals, products are cut to whole metres towards −∞. */
function project(places: readonly Coordinates[], scale: number, axis: "lat" | "lon"): Float64Array {
  return Float64Array.from(places, (it) =>
    Math.floor((Math.round(it[axis] * 1_000_000) * scale) / 1_000_000),
  );
}

/** Metres and seconds of road for a straight line of whole metres, by the formula of `deriveTravel`. */
function roadOf(straight: number, profile: TravelProfile): { seconds: number; metres: number } {
  let centimetres = 0;
  let weighed = 0;
  let from = 0;
  for (const { uptoMetres, detourPercent, secondsPerKm } of profile.bands) {
    const to = Math.min(straight, uptoMetres ?? straight);
    if (to <= from) break;
    centimetres += (to - from) * detourPercent;
    weighed += (to - from) * detourPercent * secondsPerKm;
    from = to;
  }
  return {
    metres: Math.ceil(centimetres / 100),
    seconds: profile.accessSeconds + Math.ceil(weighed / 100_000),
  };
}

/**
 * Travel of every pair of places from their coordinates, in integers, so that every reader gets the same cell:
 *
 *     east  = ⌊round(lon · 10⁶) · metresPerDegreeLon / 10⁶⌋,   north likewise with lat
 *     d     = ⌊√((east₁ − east₂)² + (north₁ − north₂)²)⌋
 *     wᵢ    = the part of d inside band i
 *     metres  = ⌈Σ wᵢ · detourPercentᵢ / 100⌉
 *     seconds = accessSeconds + ⌈Σ wᵢ · detourPercentᵢ · secondsPerKmᵢ / 100 000⌉
 *
 * and 0 for both where d = 0. No intermediate value passes 2⁵³.
 */
export function deriveTravel(places: readonly Coordinates[], profile: TravelProfile): Matrices {
  checkBands(profile);
  const count = places.length;
  const east = project(places, profile.metresPerDegreeLon, "lon");
  const north = project(places, profile.metresPerDegreeLat, "lat");
  const seconds = new Int32Array(count * count);
  const metresOfRoad = new Int32Array(count * count);
  for (let from = 0; from < count; from++) {
    for (let to = from + 1; to < count; to++) {
      const dx = (east[from] ?? 0) - (east[to] ?? 0);
      const dy = (north[from] ?? 0) - (north[to] ?? 0);
      const straight = Math.floor(Math.sqrt(dx * dx + dy * dy));
      if (straight === 0) continue;
      const road = roadOf(straight, profile);
      seconds[from * count + to] = road.seconds;
      seconds[to * count + from] = road.seconds;
      metresOfRoad[from * count + to] = road.metres;
      metresOfRoad[to * count + from] = road.metres;
    }
  }
  return { seconds, metres: metresOfRoad };
}

/** The matrices of a day, given or derived. */
export function travelOf(places: readonly Coordinates[], travel: DayTravel): Matrices {
  if (travel.kind === "profile") return deriveTravel(places, travel);
  return { seconds: Int32Array.from(travel.seconds), metres: Int32Array.from(travel.metres) };
}
