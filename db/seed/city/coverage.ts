import type { CoverageSettings } from "@/server/core/insurance/coverage";
import { orgId } from "./organizations";

/** An invented item with an invented code: no city's notice pays transfers; where one does, it codes its items itself. */
const escort = {
  line: "start",
  code: "99120400001-DEMO",
  nameZh: "医疗照护转运起步项目",
  nameEn: "Medical escort, basic item",
};

/** What the demonstration's payers cover: nothing, but for one invented item in Taizhou. */
export function coverageOf(regionId: string): CoverageSettings | undefined {
  if (regionId !== "331000") return undefined;
  const shared = { fundIncludesAccount: false, signsBodies: false };
  return {
    source: "演示：默认不支付（劳社部发〔1999〕22号）；仅为演示假定一个单独编码的项目可支付",
    payers: [
      {
        ...shared,
        code: "basic",
        nameZh: "台州市基本医疗保险",
        nameEn: "Taizhou basic medical insurance",
        partyId: orgId(regionId, "fund"),
        kind: "basic",
        insuranceTypes: ["310", "390"],
        items: [{ ...escort, serviceLevels: ["care_transfer"] }],
      },
      {
        ...shared,
        code: "care",
        nameZh: "台州市长期护理保险",
        nameEn: "Taizhou long-term-care insurance",
        partyId: orgId(regionId, "insurer"),
        kind: "long_term_care",
        insuranceTypes: ["410"],
        items: [
          {
            ...escort,
            code: "99120400002-DEMO",
            nameZh: "失能人员转运起步项目",
            nameEn: "Transfer of disabled persons, basic item",
            serviceLevels: ["accessible_ride"],
          },
        ],
      },
      {
        ...shared,
        code: "donghai",
        nameZh: "东海健康保险（住院津贴）",
        nameEn: "Donghai Health (hospital allowance)",
        partyId: orgId(regionId, "commercial"),
        kind: "commercial",
        insuranceTypes: [],
        items: [{ ...escort, serviceLevels: ["accessible_ride", "care_transfer"] }],
      },
    ],
  };
}
