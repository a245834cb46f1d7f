import type { Ward } from "@/components/desk/ward";
import { api } from "@/server/caller";

/** The wards of the acting hospital, each with the name of its house. */
export async function ownWards(): Promise<Ward[]> {
  const caller = await api();
  const wards = (await caller.facility.wards({})).filter(({ kind }) => kind === "ward");
  const houses = new Map<string, { nameZh: string; nameEn: string }>();
  for (const { parentId, lat, lon } of wards) {
    if (!parentId || houses.has(parentId)) continue;
    const { facilities } = await caller.facility.nearest({ lat, lon });
    const house = facilities.find(({ id }) => id === parentId);
    if (house) houses.set(parentId, house);
  }
  return wards.map(({ id, nameZh, nameEn, address, floor, hasLift, lat, lon, parentId }) => {
    const house = parentId ? houses.get(parentId) : undefined;
    return {
      id,
      nameZh,
      nameEn,
      houseZh: house?.nameZh ?? "",
      houseEn: house?.nameEn ?? "",
      address,
      floor,
      hasLift,
      lat,
      lon,
    };
  });
}
