import { organization } from "@/db/schema/organization";
import type { OrganizationType } from "@/server/core/organization";
import { type City, foundedAt } from "./city";
import { phone } from "./people";
import { insertRows, seedId } from "./rows";

/** An invented organisation; `facility` ties a hospital to its place, `share` is an operator's capacity in thousandths. */
interface SeedOrganization {
  key: string;
  type: OrganizationType;
  nameZh: string;
  nameEn: string;
  facility?: string;
  medicalLicence?: boolean;
  share?: number;
}

export const organizations: Record<string, SeedOrganization[]> = {
  "331000": [
    {
      key: "regulator",
      type: "regulator",
      nameZh: "台州市非急救转运监管中心（演示）",
      nameEn: "Taizhou Transfer Oversight Centre (demonstration)",
    },
    {
      key: "call-centre",
      type: "call_centre",
      nameZh: "台州 96120 呼叫中心（演示）",
      nameEn: "Taizhou 96120 Call Centre (demonstration)",
    },
    {
      key: "hospital-central",
      type: "hospital",
      facility: "tz-central",
      nameZh: "台州中心医院医联体（演示）",
      nameEn: "Taizhou Central Hospital Group (demonstration)",
    },
    {
      key: "hospital-linhai",
      type: "hospital",
      facility: "tz-hospital",
      nameZh: "临海西门医院集团（演示）",
      nameEn: "Linhai West Gate Hospital Group (demonstration)",
    },
    {
      key: "hospital-enze",
      type: "hospital",
      facility: "tz-enze",
      nameZh: "路桥东路医院（演示）",
      nameEn: "Luqiao East Road Hospital (demonstration)",
    },
    {
      key: "hospital-yuhuan",
      type: "hospital",
      facility: "yh-people",
      nameZh: "玉环县域医共体（演示）",
      nameEn: "Yuhuan County Consortium (demonstration)",
    },
    {
      key: "antu",
      type: "operator",
      nameZh: "台州安途医疗转运有限公司（演示）",
      nameEn: "Antu Patient Transfer (demonstration)",
      medicalLicence: true,
      share: 550,
    },
    {
      key: "kanghang",
      type: "operator",
      nameZh: "浙东康行护送服务有限公司（演示）",
      nameEn: "Kanghang Escort Service (demonstration)",
      medicalLicence: true,
      share: 450,
    },
    {
      key: "heshun",
      type: "operator",
      nameZh: "玉环和顺转运服务部（演示）",
      nameEn: "Heshun Transfer of Yuhuan (demonstration)",
      medicalLicence: false,
      share: 0,
    },
    {
      key: "suda",
      type: "operator",
      nameZh: "台州速达护送有限公司（演示）",
      nameEn: "Suda Escort (demonstration)",
      medicalLicence: false,
      share: 0,
    },
    {
      key: "fund",
      type: "insurer",
      nameZh: "台州市医疗保障服务中心（演示）",
      nameEn: "Taizhou Medical Insurance Fund (demonstration)",
    },
    {
      key: "commercial",
      type: "insurer",
      nameZh: "东海健康保险台州分公司（演示）",
      nameEn: "Donghai Health Insurance (demonstration)",
    },
    {
      key: "insurer",
      type: "insurer",
      nameZh: "台州长期护理保险经办中心（演示）",
      nameEn: "Taizhou Long-Term Care Insurance Office (demonstration)",
    },
  ],
  "420112": [
    {
      key: "regulator",
      type: "regulator",
      nameZh: "东西湖区转运监管办公室（演示）",
      nameEn: "Dongxihu Transfer Oversight Office (demonstration)",
    },
    {
      key: "call-centre",
      type: "call_centre",
      nameZh: "东西湖 96120 呼叫中心（演示）",
      nameEn: "Dongxihu 96120 Call Centre (demonstration)",
    },
    {
      key: "hospital-people",
      type: "hospital",
      facility: "dx-people",
      nameZh: "吴家山医院集团（演示）",
      nameEn: "Wujiashan Hospital Group (demonstration)",
    },
    {
      key: "jinyin",
      type: "operator",
      nameZh: "武汉金银湖护送有限公司（演示）",
      nameEn: "Jinyin Lake Escort (demonstration)",
      medicalLicence: true,
      share: 1000,
    },
  ],
};

export const orgId = (regionId: string, key: string) => seedId(regionId, "organization", key);

/** Which hospital organisation a facility belongs to, by facility key. */
export function hospitalIds(regionId: string): Map<string, string> {
  const hospitals = (organizations[regionId] ?? []).filter((it) => it.facility !== undefined);
  return new Map(hospitals.map((it) => [it.facility ?? "", orgId(regionId, it.key)]));
}

const alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/** A credit code with both check characters right (GB 32100, GB 11714), in a body that no register gives out. */
function creditCode(regionId: string, type: OrganizationType, index: number): string {
  const authority = type === "regulator" || type === "call_centre" ? "12" : "91";
  const body = `YS${regionId.slice(0, 4)}${String(index).padStart(2, "0")}`.replace("S", "A");
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = weights.reduce((total, weight, i) => total + weight * Number.parseInt(body.charAt(i), 36), 0);
  const bodyCheck = (11 - (sum % 11)) % 11;
  const code = `${authority}${regionId.slice(0, 2)}9900${body}${bodyCheck === 10 ? "X" : bodyCheck}`;
  let total = 0;
  let weight = 1;
  for (const character of code) {
    total += alphabet.indexOf(character) * weight;
    weight = (weight * 3) % 31;
  }
  return code + alphabet.charAt((31 - (total % 31)) % 31);
}

/** Regulator, call centre, hospitals, operators and insurer of the region. */
export async function seedOrganizations(city: City): Promise<void> {
  const list = organizations[city.regionId] ?? [];
  const rows = list.map((it, index) => ({
    regionId: city.regionId,
    id: orgId(city.regionId, it.key),
    type: it.type,
    nameZh: it.nameZh,
    nameEn: it.nameEn,
    creditCode: creditCode(city.regionId, it.type, index),
    phone: phone(
      it.type === "operator" ? "operator" : "staff",
      800 + index + Number(city.regionId.slice(0, 2)),
    ),
    medicalLicence: it.medicalLicence ?? false,
    capacityShare: it.share ?? 0,
    createdAt: foundedAt(city),
  }));
  await insertRows(city.db, organization, rows);
}
