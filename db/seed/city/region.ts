import { readFileSync } from "node:fs";
import { z } from "zod";
import { region } from "@/db/schema/region";
import { ruleVersion } from "@/db/schema/rule";
import { filedTariffs } from "@/db/seed/rules/filed-tariffs";
import needsJson from "@/db/seed/rules/needs.json";
import standardsJson from "@/db/seed/rules/standards.json";
import triageJson from "@/db/seed/rules/triage.json";
import { startOfDay } from "@/server/core/local-time";
import { needsTable } from "@/server/core/needs";
import { regionSettings } from "@/server/core/region-settings";
import type { RuleKind } from "@/server/core/rule";
import { standardSet } from "@/server/core/standard/rules";
import { tariff } from "@/server/core/tariff/rules";
import { questionSet } from "@/server/core/triage/question-set";
import { type City, foundedAt } from "./city";
import { coverageOf } from "./coverage";
import { insertRows, seedId } from "./rows";

const regions = {
  "331000": {
    nameZh: "台州市",
    nameEn: "Taizhou",
    hotline: "96120",
    supervisionPhone: "19900004900",
    centreLat: 28.656,
    centreLon: 121.421,
    bounds: [28.04, 120.28, 29.35, 121.91] as [number, number, number, number],
  },
  "420112": {
    nameZh: "武汉市东西湖区",
    nameEn: "Dongxihu, Wuhan",
    hotline: "96120",
    supervisionPhone: "19900004901",
    centreLat: 30.655,
    centreLon: 114.136,
    bounds: [30.57, 113.89, 30.78, 114.305] as [number, number, number, number],
  },
};

const mapFile = z.object({
  features: z.array(
    z.object({
      properties: z.object({
        kind: z.string(),
        code: z.string().optional(),
        nameZh: z.string(),
        nameEn: z.string(),
      }),
      geometry: z.object({ type: z.string(), coordinates: z.unknown() }),
    }),
  ),
});

/** The districts of the schematic map, so that a point finds its district and with it its price. */
function districtsOf(regionId: string) {
  const text = readFileSync(new URL(`../../../public/maps/${regionId}.json`, import.meta.url), "utf8");
  return mapFile
    .parse(JSON.parse(text))
    .features.filter(
      ({ properties, geometry }) => properties.kind === "district" && geometry.type === "MultiPolygon",
    )
    .map(({ properties, geometry }) => ({
      code: properties.code,
      nameZh: properties.nameZh,
      nameEn: properties.nameEn,
      area: geometry.coordinates,
    }));
}

type RuleRow = typeof ruleVersion.$inferInsert;

/** The id of a seeded rule version, by kind and code. */
export const ruleId = (regionId: string, kind: RuleKind, code: string) =>
  seedId(regionId, "rule", `${kind}/${code}`);

function ruleRow(
  city: City,
  kind: RuleKind,
  of: {
    code: string;
    titleZh: string;
    titleEn: string;
    content: Record<string, unknown>;
    source: string;
  } & Partial<RuleRow>,
): RuleRow {
  return {
    regionId: city.regionId,
    id: ruleId(city.regionId, kind, of.code),
    kind,
    version: 1,
    status: "in_force",
    trial: false,
    demonstration: false,
    reviewed: false,
    noticeRef: null,
    note: null,
    validFrom: startOfDay("2025-01-01", city.timeZone),
    validUntil: null,
    createdAt: foundedAt(city),
    ...of,
  };
}

/**
 * Published tariffs of other places stand in the region as references: a reference stays a draft, so that only
 * the region's own row prices.
 */
function tariffRows(city: City): RuleRow[] {
  return filedTariffs.map((entry) => {
    const content = tariff.parse(entry);
    const own = content.regionId === city.regionId;
    const { from, to } = content.validity;
    return ruleRow(city, "tariff", {
      code: content.id,
      version: content.version,
      status: own || content.status !== "in_force" ? content.status : "draft",
      titleZh: content.name.zh,
      titleEn: content.name.en,
      content: entry,
      source: content.issuer,
      noticeRef: content.notice.reference,
      trial: content.trial,
      demonstration: content.demonstration,
      reviewed: true,
      note: own ? null : "参考价目，不在本区域执行",
      validFrom: from === null ? null : startOfDay(from, city.timeZone),
      validUntil: to === null ? null : startOfDay(to, city.timeZone),
    });
  });
}

/** The region's own entry of a rule file. */
function own<T extends { regionId: string }>(city: City, entries: T[]): T {
  const found = entries.find((entry) => entry.regionId === city.regionId);
  if (!found) throw new Error(`No rule for region ${city.regionId}`);
  return found;
}

export const standardsOf = (city: City) => standardSet.parse(own(city, standardsJson));
export const triageOf = (city: City) => questionSet.parse(own(city, triageJson));
export const needsOf = (city: City) => needsTable.parse(own(city, needsJson));

const ofRegion = (city: City) =>
  tariff.array().parse(filedTariffs.filter(({ regionId }) => regionId === city.regionId));

/** The region's own tariff, the one that prices. */
export const tariffOf = (city: City) => tariff.parse(own(city, filedTariffs));

/** The region's tariff for people without means; null where it has none. */
export const reliefTariffOf = (city: City) => ofRegion(city).find(({ relief }) => relief !== null) ?? null;

export function settingsOf(city: City) {
  return regionSettings.parse({
    source: "演示区域设置；未写明的按平台默认值",
    ceiling: {
      source: "演示数据，没有公开依据",
      accessibleRide: { baseFen: 80_000, perKmFen: 1_500 },
      careTransfer: { baseFen: 150_000, perKmFen: 2_000 },
    },
    adverse: { source: "平台拟定，尚无公开规定" },
    // So that a visitor of the demonstration sees a new standard at work at once.
    notice: { source: "演示：不设公示期", minimumDays: 0 },
    coverage: coverageOf(city.regionId),
    districts: districtsOf(city.regionId),
  });
}

function otherRules(city: City): RuleRow[] {
  const unread = { note: "由平台整理，尚未经监管机构审定" };
  const triage = own(city, triageJson);
  const standards = own(city, standardsJson);
  const needs = own(city, needsJson);
  return [
    ruleRow(city, "standard", {
      code: "standard",
      titleZh: "车辆、设备和人员标准",
      titleEn: "Vehicle, equipment and crew standards",
      content: standards,
      source: standards.source,
      ...unread,
    }),
    ruleRow(city, "triage", {
      code: "triage",
      titleZh: "分类评估问卷",
      titleEn: "Triage questions",
      content: triage,
      source: triage.source,
      ...unread,
    }),
    ruleRow(city, "needs", {
      code: "needs",
      titleZh: "需求与车型对照",
      titleEn: "From needs to vehicle",
      content: needs,
      source: needs.source,
      ...unread,
    }),
    ruleRow(city, "region", {
      code: "settings",
      titleZh: "区域设置",
      titleEn: "Region settings",
      content: { ...settingsOf(city) },
      source: "演示",
      demonstration: true,
    }),
  ];
}

/** The region with its number and every rule version it knows. */
export async function seedRegion(city: City): Promise<void> {
  const id = city.regionId as keyof typeof regions;
  await insertRows(city.db, region, [
    { id, ...regions[id], timeZone: city.timeZone, demonstration: true, createdAt: foundedAt(city) },
  ]);
  await insertRows(city.db, ruleVersion, [...tariffRows(city), ...otherRules(city)]);
}
