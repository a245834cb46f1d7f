import { patient } from "@/db/schema/patient";
import type { Mobility } from "@/server/core/patient";
import type { Place } from "@/server/core/place";
import { blindIndex, seal } from "@/server/gateways/vault";
import { type Chance, chance } from "./chance";
import { type City, dayAt, momentOf } from "./city";
import { facilitiesOf, wardId } from "./facilities";
import { organizations, orgId } from "./organizations";
import { people, person, phone } from "./people";
import { insertRows, seedId } from "./rows";

/** An invented home of the region: near the named street, with a storey and perhaps no lift. */
export function homeIn(regionId: string, dice: Chance): Place {
  const home = dice.pick(people.homes.filter((it) => it.region === regionId));
  const metres = home.radiusMetres * Math.sqrt(dice.next());
  const angle = dice.next() * 2 * Math.PI;
  const floor = dice.between(1, 7);
  return {
    facilityId: null,
    label: `${home.townZh}${home.streetZh}${home.nameZh}`,
    detail: `${dice.between(1, 18)} 幢 ${dice.between(1, 3)} 单元 ${floor}0${dice.between(1, 4)} 室`,
    district: home.districtCode,
    lat: home.lat + (metres * Math.cos(angle)) / 111_320,
    lon: home.lon + (metres * Math.sin(angle)) / (111_320 * Math.cos((home.lat * Math.PI) / 180)),
    floor,
    hasLift: floor > 6 || dice.hits(0.5),
  };
}

const mobilities: [Mobility, number][] = [
  ["walk", 2],
  ["wheelchair", 5],
  ["stretcher", 6],
];

function patientRow(
  city: City,
  org: string,
  facility: string,
  wards: number,
  index: number,
): typeof patient.$inferInsert {
  const key = `${org}/${index}`;
  const dice = chance(`${city.regionId}/patient/${key}`);
  const who = person(city.regionId, `patient/${key}`, { from: 1932, until: 1988 });
  const sealed = (column: string, value: string) => seal(value, `${city.regionId}/patient/${column}`);
  return {
    regionId: city.regionId,
    id: seedId(city.regionId, "patient", key),
    orgId: orgId(city.regionId, org),
    nameSealed: sealed("name", who.name),
    nameIndex: blindIndex(city.regionId, "name", who.name),
    idNumberSealed: sealed("id_number", who.idNumber),
    idNumberIndex: blindIndex(city.regionId, "id_number", who.idNumber),
    phoneSealed: sealed("phone", phone("family", dice.between(1_500, 1_799))),
    homeSealed: sealed("home", JSON.stringify(homeIn(city.regionId, dice))),
    birthYear: who.birthYear,
    sex: who.sex,
    weightKg: dice.between(42, 92),
    mobility: dice.weighted(mobilities),
    wardId: wardId(city.regionId, facility, index % wards),
    bed: `${dice.between(1, 48)} 床`,
    admittedAt: momentOf(city, dayAt(city, -dice.between(2, 20)), "10:00"),
    dischargedAt: null,
    createdAt: momentOf(city, dayAt(city, -1), "08:00"),
  };
}

/** Eight patients in the wards of every hospital that books here. */
export async function seedPatients(city: City): Promise<void> {
  const rows = (organizations[city.regionId] ?? []).flatMap(({ key, facility }) => {
    const wards = facilitiesOf(city.regionId).find((it) => it.key === facility)?.wards?.length ?? 0;
    if (!facility || wards === 0) return [];
    return Array.from({ length: 8 }, (_, index) => patientRow(city, key, facility, wards, index));
  });
  await insertRows(city.db, patient, rows);
}
