import type { PlaceAnswer } from "@/components/booking/answers";

/** A ward of the acting hospital with the house it belongs to. */
export interface Ward {
  id: string;
  nameZh: string;
  nameEn: string;
  houseZh: string;
  houseEn: string;
  address: string;
  floor: number | null;
  hasLift: boolean;
  lat: number;
  lon: number;
}

/** A ward in the reader's language, with its house where there are several. */
export function wardName(ward: Pick<Ward, "nameZh" | "nameEn">, locale: string): string {
  return locale === "en" ? ward.nameEn : ward.nameZh;
}

/** What a crew reads as the place: the house, then the ward. */
export function wardPlaceLabel(ward: Ward, locale: string): string {
  const [house, name] = locale === "en" ? [ward.houseEn, ward.nameEn] : [ward.houseZh, ward.nameZh];
  return house && !name.startsWith(house) ? `${house} ${name}` : name;
}

/** A bed on a ward as the place where somebody is fetched. */
export function wardPlace(ward: Ward, bed: string | null, locale: string): PlaceAnswer {
  return {
    facilityId: ward.id,
    label: wardPlaceLabel(ward, locale),
    detail: bed ?? "",
    lat: ward.lat,
    lon: ward.lon,
    floor: ward.floor ?? 1,
    hasLift: ward.hasLift,
    hint: ward.address,
  };
}
