import { type Draw, drawFrom } from "@/server/core/day-generator/draw";
import { deriveTravel, type TravelProfile } from "@/server/core/formats/day-travel";

export const dayKinds = ["county", "city", "metropolis"] as const;
export type DayKind = (typeof dayKinds)[number];

/** What stands where; counts of distinct places, never of people. */
type Scale = {
  lat: number;
  lon: number;
  metresPerDegreeLon: number;
  /** Half the width of the built-up region in metres. */
  reachMetres: number;
  districts: number;
  /** Of how many homes or houses drawn the nearest is taken: the more there are, the nearer people find what they need. */
  choices: number;
  hospitals: number;
  dialysis: number;
  nursing: number;
  primary: number;
  quarters: number;
  towns: number;
  operators: number;
  bases: number;
};

/** Centres near Zhuji, Taizhou and Wuhan; the places themselves are drawn, not real. */
const scales: Readonly<Record<DayKind, Scale>> = {
  county: {
    lat: 29.71,
    lon: 120.24,
    metresPerDegreeLon: 96_600,
    reachMetres: 14_000,
    districts: 6,
    choices: 3,
    hospitals: 3,
    dialysis: 2,
    nursing: 4,
    primary: 8,
    quarters: 40,
    towns: 8,
    operators: 3,
    bases: 4,
  },
  city: {
    lat: 28.66,
    lon: 121.42,
    metresPerDegreeLon: 97_570,
    reachMetres: 20_000,
    districts: 12,
    choices: 4,
    hospitals: 14,
    dialysis: 10,
    nursing: 24,
    primary: 30,
    quarters: 320,
    towns: 24,
    operators: 12,
    bases: 24,
  },
  metropolis: {
    lat: 30.58,
    lon: 114.3,
    metresPerDegreeLon: 95_740,
    reachMetres: 24_000,
    districts: 36,
    choices: 8,
    hospitals: 70,
    dialysis: 60,
    nursing: 150,
    primary: 180,
    quarters: 1_800,
    towns: 60,
    operators: 40,
    bases: 120,
  },
};

const metresPerDegreeLat = 110_870;

/** Streets to 6 km, main roads to 30 km, motorway beyond, at the pace of a working hour (assumed, as the product starts). */
const bands: TravelProfile["bands"] = [
  { uptoMetres: 6_000, detourPercent: 140, secondsPerKm: 140 },
  { uptoMetres: 30_000, detourPercent: 130, secondsPerKm: 82 },
  { uptoMetres: null, detourPercent: 122, secondsPerKm: 46 },
];

export type TownPlace = { lat: number; lon: number; name: string };
type Group = "hospital" | "dialysis" | "nursing" | "primary" | "quarter" | "town" | "base";

export type Town = {
  scale: Scale;
  places: readonly TownPlace[];
  travel: TravelProfile;
  /** Place indexes by what stands there. */
  groups: Readonly<Record<Group, readonly number[]>>;
  /** The quarters' districts, by place index; and quarters by district. */
  quartersOf: readonly (readonly number[])[];
  /** Seconds and metres of road between two places. */
  seconds: (from: number, to: number) => number;
  metres: (from: number, to: number) => number;
};

type Offset = { east: number; north: number };

/** Most often near the middle: the mean of three throws. */
const near = (draw: Draw, spread: number): number =>
  Math.trunc(
    (draw.between(-spread, spread) + draw.between(-spread, spread) + draw.between(-spread, spread)) / 3,
  );

const around = (draw: Draw, { east, north }: Offset, spread: number): Offset => ({
  east: east + near(draw, spread),
  north: north + near(draw, spread),
});

/** Another city, 90 to 560 km away in a straight line; two in three are near ones. */
function farAway(draw: Draw): Offset {
  const limitKm = draw.chance(650) ? 230 : 560;
  for (;;) {
    const [eastKm, northKm] = [draw.between(-limitKm, limitKm), draw.between(-limitKm, limitKm)];
    const square = eastKm ** 2 + northKm ** 2;
    if (square >= 90 ** 2 && square <= limitKm ** 2) return { east: eastKm * 1000, north: northKm * 1000 };
  }
}

/** Five decimals are a metre: rounded from integers, so that no last digit depends on a machine. */
const degrees = (metres: number, metresPerDegree: number, origin: number): number =>
  (Math.round(origin * 100_000) + Math.round((metres * 100_000) / metresPerDegree)) / 100_000;

/** Draws a region's places: districts around a dense centre, care in the districts' middles, homes around them. */
export function drawTown(kind: DayKind, seed: number): Town {
  const scale = scales[kind];
  const draw = drawFrom(seed);
  const centres: Offset[] = [{ east: 0, north: 0 }];
  while (centres.length < scale.districts)
    centres.push({
      east: draw.between(-scale.reachMetres, scale.reachMetres),
      north: draw.between(-scale.reachMetres, scale.reachMetres),
    });
  const places: TownPlace[] = [];
  const groups: Record<Group, number[]> = {
    hospital: [],
    dialysis: [],
    nursing: [],
    primary: [],
    quarter: [],
    town: [],
    base: [],
  };
  const put = (group: Group, { east, north }: Offset): void => {
    groups[group].push(places.length);
    places.push({
      lat: degrees(north, metresPerDegreeLat, scale.lat),
      lon: degrees(east, scale.metresPerDegreeLon, scale.lon),
      name: `${group}-${groups[group].length}`,
    });
  };
  const centre = (core: number): Offset => (draw.chance(core) ? { east: 0, north: 0 } : draw.one(centres));
  const spread = Math.trunc(scale.reachMetres / 5);
  for (let it = 0; it < scale.hospitals; it++) put("hospital", around(draw, centre(450), spread));
  for (let it = 0; it < scale.dialysis; it++) put("dialysis", around(draw, centre(250), spread));
  for (let it = 0; it < scale.nursing; it++) put("nursing", around(draw, centre(100), spread * 2));
  for (let it = 0; it < scale.primary; it++) put("primary", around(draw, centre(100), spread * 2));
  const quartersOf: number[][] = centres.map(() => []);
  for (let it = 0; it < scale.quarters; it++) {
    const district = draw.chance(250) ? 0 : draw.between(0, centres.length - 1);
    quartersOf[district]?.push(places.length);
    put("quarter", around(draw, centres[district] ?? { east: 0, north: 0 }, spread * 2));
  }
  for (let it = 0; it < scale.towns; it++) put("town", farAway(draw));
  for (let it = 0; it < scale.bases; it++) put("base", around(draw, centre(200), spread * 2));
  const travel: TravelProfile = {
    kind: "profile",
    metresPerDegreeLat,
    metresPerDegreeLon: scale.metresPerDegreeLon,
    accessSeconds: 60,
    bands,
  };
  const matrices = deriveTravel(places, travel);
  return {
    scale,
    places,
    travel,
    groups,
    quartersOf: quartersOf.filter((it) => it.length > 0),
    seconds: (from, to) => matrices.seconds[from * places.length + to] ?? 0,
    metres: (from, to) => matrices.metres[from * places.length + to] ?? 0,
  };
}
