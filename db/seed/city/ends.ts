import { haversineMetres, type Point } from "@/server/core/geography";
import type { Place } from "@/server/core/place";
import { coarse } from "@/server/core/place";
import type { Chance } from "./chance";
import type { SeedFacility } from "./city-data";
import { facilitiesOf, facilityId, wardId } from "./facilities";
import { homeIn } from "./patients";

/** The two ends of a trip, as the booker gave them. */
export interface Ends {
  from: Place;
  to: Place;
}

/** A named place; a hospital's ward where it has wards and the patient lies there. */
export function atFacility(regionId: string, of: SeedFacility, dice: Chance, inWard: boolean): Place {
  const wards = of.wards ?? [];
  const index = inWard && wards.length > 0 ? dice.between(0, wards.length - 1) : -1;
  const ward = wards[index];
  return {
    facilityId: ward ? wardId(regionId, of.key, index) : facilityId(regionId, of.key),
    label: ward ? `${of.nameZh}${ward.nameZh}` : of.nameZh,
    detail: ward ? `${dice.between(1, 48)} 床` : "",
    district: of.district.code,
    lat: of.lat,
    lon: of.lon,
    floor: ward?.floor ?? 1,
    hasLift: true,
  };
}

/** The point that stands in clear beside the sealed place: a facility's own, a home to about 100 m. */
export const clearPoint = (place: Place): Point =>
  place.facilityId ? { lat: place.lat, lon: place.lon } : { lat: coarse(place.lat), lon: coarse(place.lon) };

/** One of the places, the near ones far more often. */
function near<T extends Point>(dice: Chance, list: readonly T[], to: Point): T {
  return dice.weighted(list.map((it): [T, number] => [it, 1 / (2 + haversineMetres(it, to) / 1_000) ** 2.2]));
}

/** A home near a place: one of many, so that most ways stay within 25 km. */
function homeNear(regionId: string, dice: Chance, to: Point): Place {
  return near(
    dice,
    Array.from({ length: 14 }, () => homeIn(regionId, dice)),
    to,
  );
}

const inside = (regionId: string) => facilitiesOf(regionId).filter((it) => !it.outside);
const ofKind = (regionId: string, kinds: readonly string[]) =>
  inside(regionId).filter((it) => kinds.includes(it.kind));

export type Errand = "discharge" | "admission" | "dialysis" | "transfer" | "long";

/** Both ends of an errand; `hospital` is the one that books, where one does. */
export function endsOf(regionId: string, errand: Errand, hospital: SeedFacility | null, dice: Chance): Ends {
  const own = hospital ?? dice.pick(ofKind(regionId, ["hospital"]));
  const ward = (of: SeedFacility) => atFacility(regionId, of, dice, true);
  const door = (of: SeedFacility) => atFacility(regionId, of, dice, false);
  switch (errand) {
    case "discharge":
      return { from: ward(own), to: homeNear(regionId, dice, own) };
    case "admission":
      return { from: homeNear(regionId, dice, own), to: door(own) };
    case "dialysis": {
      const centre = dice.pick(ofKind(regionId, ["dialysis"]));
      const home = homeNear(regionId, dice, centre);
      return dice.hits(0.5) ? { from: home, to: door(centre) } : { from: door(centre), to: home };
    }
    case "transfer": {
      const others = ofKind(regionId, [
        "hospital",
        "rehab",
        "nursing_home",
        "health_centre",
        "community_centre",
      ]);
      return {
        from: ward(own),
        to: door(
          near(
            dice,
            others.filter((it) => it.key !== own.key),
            own,
          ),
        ),
      };
    }
    case "long": {
      const far = facilitiesOf(regionId).filter((it) => it.outside);
      const other = near(dice, far, own);
      return dice.hits(0.6) ? { from: ward(own), to: door(other) } : { from: door(other), to: ward(own) };
    }
  }
}
