import { and, asc, eq, inArray, notInArray, sql } from "drizzle-orm";
import { facility } from "@/db/schema/facility";
import type { Context, Tx } from "@/server/context";
import type {
  FacilityNearestInput,
  FacilitySearchInput,
  FacilityWardsInput,
} from "@/server/core/facility-input";
import type { FacilityView } from "@/server/core/facility-view";
import { districtOf, haversineMetres, inBox, type Point } from "@/server/core/geography";
import { matchScore, pinyinKeys, type Searchable } from "@/server/core/pinyin";
import { outsideDistrict, type RegionSettings } from "@/server/core/region-settings";
import { inTransaction } from "@/server/scope";
import { getRegion } from "./region";
import { settingsInForce } from "./rule";

type FacilityRow = typeof facility.$inferSelect;

const parts = ["ward", "entrance"] as const;
/** A point beyond the region's box belongs to a known place outside it only so near. */
const outsideReachMetres = 40_000;
const nearestShown = 5;
/** How many metres cost a match one point, so that of two equally named the nearer comes first. */
const metresPerPoint = 2_000;

/** Pinyin of each name, kept by name: reading a name costs a dictionary look-up. */
const keys = new Map<string, Searchable>();

function searchable({ nameZh, nameEn }: FacilityRow): Searchable {
  const known = keys.get(`${nameZh}\n${nameEn}`);
  if (known) return known;
  const made = { nameZh, nameEn, ...pinyinKeys(nameZh) };
  keys.set(`${nameZh}\n${nameEn}`, made);
  return made;
}

function view(row: FacilityRow, distanceMetres: number | null): FacilityView {
  const { id, nameZh, nameEn, kind, tier, district, address, lat, lon, floor, hasLift, outside, parentId } =
    row;
  return {
    id,
    nameZh,
    nameEn,
    kind,
    tier,
    district,
    address,
    lat,
    lon,
    floor,
    hasLift,
    outside,
    parentId,
    distanceMetres,
  };
}

/** Whole facilities of the region and the known ends outside it, without their wards and entrances. */
function wholeFacilities(tx: Tx): Promise<FacilityRow[]> {
  return tx.db
    .select()
    .from(facility)
    .where(and(eq(facility.regionId, tx.region.id), notInArray(facility.kind, [...parts])));
}

/** Facilities whose name fits what was typed (Chinese, pinyin, initials, English), best first. */
export async function searchFacilities(
  ctx: Context,
  { query, near, limit }: FacilitySearchInput,
): Promise<FacilityView[]> {
  const rows = await inTransaction(ctx, wholeFacilities);
  return rows
    .map((row) => ({
      row,
      score: matchScore(query, searchable(row)),
      metres: near ? Math.round(haversineMetres(near, row)) : null,
    }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => rank(b) - rank(a) || a.row.nameZh.localeCompare(b.row.nameZh, "zh"))
    .slice(0, limit)
    .map(({ row, metres }) => view(row, metres));
}

const rank = ({ score, metres }: { score: number; metres: number | null }) =>
  score - Math.min(99, (metres ?? 0) / metresPerPoint);

/** Wards and entrances of a facility, by floor; without one those of the acting hospital. */
export async function listWards(ctx: Context, { facilityId }: FacilityWardsInput): Promise<FacilityView[]> {
  const orgId = ctx.actor.kind === "user" ? ctx.actor.orgId : null;
  if (!facilityId && !orgId) return [];
  return inTransaction(ctx, async (tx) => {
    const inRegion = eq(facility.regionId, tx.region.id);
    const own = tx.db
      .select({ id: facility.id })
      .from(facility)
      .where(and(inRegion, eq(facility.orgId, orgId ?? "")));
    const parent = facilityId ? eq(facility.parentId, facilityId) : inArray(facility.parentId, own);
    const rows = await tx.db
      .select()
      .from(facility)
      .where(and(inRegion, parent, inArray(facility.kind, [...parts])))
      .orderBy(asc(facility.kind), asc(facility.floor), sql`${facility.nameZh} COLLATE "zh-x-icu"`);
    return rows.map((row) => view(row, null));
  });
}

/** One facility with whether it belongs to the region, or null. */
export async function findFacility(tx: Tx, id: string): Promise<FacilityRow | null> {
  const [row] = await tx.db
    .select()
    .from(facility)
    .where(and(eq(facility.regionId, tx.region.id), eq(facility.id, id)));
  return row ?? null;
}

/** Where a point lies: by the boundaries of the settings where they hold it, else by the nearest known facility. */
export interface Located {
  /** Division code (GB/T 2260), `outsideDistrict` where nothing near is known. */
  district: string;
  inRegion: boolean;
}

function byFacility(point: Point, rows: readonly FacilityRow[], inBounds: boolean): string {
  const [nearest] = rows
    .filter((row) => row.outside !== inBounds)
    .map((row) => ({ row, metres: haversineMetres(point, row) }))
    .sort((a, b) => a.metres - b.metres);
  if (!nearest) return outsideDistrict;
  return inBounds || nearest.metres <= outsideReachMetres ? nearest.row.district : outsideDistrict;
}

/** The district of a point; see `Located`. */
export async function locate(tx: Tx, point: Point, settings: RegionSettings): Promise<Located> {
  const drawn = settings.districts.flatMap(({ code, area }) => (area ? [{ code, area }] : []));
  const found = districtOf(point, drawn);
  if (found) return { district: found.code, inRegion: true };
  const region = await getRegion(tx.db, tx.region.id);
  const [south, west, north, east] = region.bounds;
  const inBounds = inBox(point, { south, west, north, east }) && drawn.length === 0;
  return { district: byFacility(point, await wholeFacilities(tx), inBounds), inRegion: inBounds };
}

/** The district of a map pin or of the own position, and the facilities around it. */
export async function nearestFacilities(
  ctx: Context,
  point: FacilityNearestInput,
): Promise<{
  district: string;
  districtZh: string | null;
  districtEn: string | null;
  inRegion: boolean;
  facilities: FacilityView[];
}> {
  return inTransaction(ctx, async (tx) => {
    const settings = await settingsInForce(tx);
    const { district, inRegion } = await locate(tx, point, settings);
    const named = settings.districts.find(({ code }) => code === district);
    const facilities = (await wholeFacilities(tx))
      .map((row) => view(row, Math.round(haversineMetres(point, row))))
      .sort((a, b) => (a.distanceMetres ?? 0) - (b.distanceMetres ?? 0))
      .slice(0, nearestShown);
    return {
      district,
      districtZh: named?.nameZh ?? null,
      districtEn: named?.nameEn ?? null,
      inRegion,
      facilities,
    };
  });
}
