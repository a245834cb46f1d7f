import { chance } from "@/db/seed/city/chance";
import type { SeedFacility } from "@/db/seed/city/city-data";
import { facilitiesOf, facilityId } from "@/db/seed/city/facilities";
import { homeIn } from "@/db/seed/city/patients";
import type { PlaceInput } from "@/server/core/booking-input";
import { delayAt, estimateLeg, type RoadProfile } from "@/server/core/road-estimate";
import type { DemandPlace, Town } from "@/server/core/simulation/demand";

/** Homes that are drawn; enough that hardly two patients live in the same one. */
const homesDrawn = 600;

/** Inhabitants by the census of 2020 (七普), which set the number of requests. */
const inhabitants: Record<string, number> = { "331000": 6_622_888, "420112": 845_782 };

/** People who live in a region. @throws RangeError for a region that the seed does not know */
export function inhabitantsOf(regionId: string): number {
  const found = inhabitants[regionId];
  if (!found) throw new RangeError(`No region ${regionId}; there are ${Object.keys(inhabitants).join(", ")}`);
  return found;
}

const kinds: Partial<Record<SeedFacility["kind"], DemandPlace["kind"]>> = {
  hospital: "hospital",
  dialysis: "dialysis",
  rehab: "care",
  nursing_home: "care",
  health_centre: "care",
  community_centre: "care",
};

/** A tertiary hospital sends home several times as many as a small one (assumed). */
const weights: Record<string, number> = { tertiary: 6, secondary: 3 };

/** Where rides begin and end, as a booker names the places. */
export interface NamedTown extends Town {
  place(key: string): PlaceInput;
}

function facilities(regionId: string): { of: DemandPlace; place: PlaceInput }[] {
  return facilitiesOf(regionId).flatMap((it) => {
    const kind = it.outside ? "far" : kinds[it.kind];
    if (!kind) return [];
    const { lat, lon } = it;
    const id = facilityId(regionId, it.key);
    const place = { facilityId: id, label: it.nameZh, detail: "", lat, lon, floor: 1, hasLift: true };
    const weight = weights[it.tier ?? ""] ?? 1;
    return [{ of: { key: it.key, kind, weight, lat, lon }, place }];
  });
}

function homes(regionId: string): { of: DemandPlace; place: PlaceInput }[] {
  const dice = chance(`${regionId}/simulation/homes`);
  return Array.from({ length: homesDrawn }, (_, index) => {
    const { district: _district, ...place } = homeIn(regionId, dice);
    const { lat, lon } = place;
    return { of: { key: `home-${index}`, kind: "home" as const, weight: 1, lat, lon }, place };
  });
}

/** The seeded places of a region and homes in its named streets; lengths of road by the region's own estimate. */
export function townOf(regionId: string, roads: RoadProfile): NamedTown {
  const all = [...facilities(regionId), ...homes(regionId)];
  const named = new Map(all.map((it) => [it.of.key, it.place]));
  const usual = delayAt(roads, undefined);
  return {
    timeZone: roads.timeZone,
    places: all.map((it) => it.of),
    roadMetres: (from, to) => estimateLeg(from, to, roads, usual).metres,
    place: (key) => {
      const found = named.get(key);
      if (!found) throw new RangeError(`No place ${key}`);
      return found;
    },
  };
}
