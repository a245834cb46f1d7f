import { facility } from "@/db/schema/facility";
import { pinyinKeys } from "@/server/core/pinyin";
import { type City, foundedAt } from "./city";
import { facilityFile, type SeedFacility } from "./city-data";
import dongxihuJson from "./dongxihu-facilities.json";
import { hospitalIds } from "./organizations";
import { insertRows, seedId } from "./rows";
import taizhouJson from "./taizhou-facilities.json";

const files = [facilityFile.parse(taizhouJson), facilityFile.parse(dongxihuJson)];

/** The named places of a region, as written in its file. */
export function facilitiesOf(regionId: string): SeedFacility[] {
  return files.find((file) => file.region === regionId)?.facilities ?? [];
}

export const facilityId = (regionId: string, key: string) => seedId(regionId, "facility", key);
export const wardId = (regionId: string, key: string, index: number) =>
  seedId(regionId, "ward", `${key}/${index}`);

type Row = typeof facility.$inferInsert;

function rowsOf(city: City, of: SeedFacility, orgId: string | null): Row[] {
  const id = facilityId(city.regionId, of.key);
  const shared = {
    regionId: city.regionId,
    orgId,
    tier: of.tier,
    district: of.district.code,
    lat: of.lat,
    lon: of.lon,
    hasLift: true,
    outside: of.outside,
    createdAt: foundedAt(city),
  };
  const named = (nameZh: string, nameEn: string) => {
    const { full, initials } = pinyinKeys(nameZh);
    return { nameZh, nameEn, pinyin: full, initials };
  };
  const within = { ...shared, parentId: id, phone: null };
  return [
    {
      ...shared,
      id,
      parentId: null,
      kind: of.kind,
      ...named(of.nameZh, of.nameEn),
      address: of.address,
      floor: null,
      phone: of.phone ?? null,
    },
    ...(of.wards ?? []).map((ward, index) => ({
      ...within,
      id: wardId(city.regionId, of.key, index),
      kind: "ward" as const,
      ...named(ward.nameZh, ward.nameEn),
      address: of.address,
      floor: ward.floor,
    })),
    ...(of.entrances ?? []).map((entrance, index) => ({
      ...within,
      id: seedId(city.regionId, "entrance", `${of.key}/${index}`),
      kind: "entrance" as const,
      ...named(entrance.nameZh, entrance.nameEn),
      address: entrance.noteZh,
      floor: 1,
    })),
  ];
}

/** Hospitals, homes, clinics and places with their wards and entrances, findable by pinyin. */
export async function seedFacilities(city: City): Promise<void> {
  const owners = hospitalIds(city.regionId);
  const rows = facilitiesOf(city.regionId).flatMap((of) => rowsOf(city, of, owners.get(of.key) ?? null));
  await insertRows(
    city.db,
    facility,
    rows.filter((row) => row.parentId === null),
  );
  await insertRows(
    city.db,
    facility,
    rows.filter((row) => row.parentId !== null),
  );
}
