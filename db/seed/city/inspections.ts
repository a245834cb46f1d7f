import { and, asc, eq, gte, isNotNull, lte, ne } from "drizzle-orm";
import { file } from "@/db/schema/file";
import { crewClaim, crewMember, shift, vehicle } from "@/db/schema/fleet";
import { vehicleDefect, vehicleInspection } from "@/db/schema/inspection";
import { type InspectionItem, inspectionRule, itemsFor } from "@/server/core/inspection";
import { chance } from "./chance";
import type { City } from "./city";
import { drawVehicle } from "./files";
import { ruleId, standardsOf } from "./region";
import { insertRows, seedId } from "./rows";

type InspectionRow = typeof vehicleInspection.$inferInsert;
type DefectRow = typeof vehicleDefect.$inferInsert;

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** What is wrong now and then, by item; none of it keeps a vehicle off the road. */
const slips: Record<string, string> = {
  "first-aid": "绷带快用完了，回场补齐",
  body: "右后门有一道新划痕",
};

/** Shifts that have begun since an instant, with their vehicle and one of the crew who has an account. */
async function begunSince(city: City, since: Date) {
  const rows = await city.db
    .select({
      shiftId: shift.id,
      orgId: shift.orgId,
      startsAt: shift.startsAt,
      vehicleId: vehicle.id,
      vehicleClass: vehicle.class,
      odometerKm: vehicle.odometerKm,
      accountId: crewMember.accountId,
    })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .innerJoin(crewClaim, and(eq(crewClaim.regionId, shift.regionId), eq(crewClaim.shiftId, shift.id)))
    .innerJoin(
      crewMember,
      and(eq(crewMember.regionId, crewClaim.regionId), eq(crewMember.id, crewClaim.crewId)),
    )
    .where(
      and(
        eq(shift.regionId, city.regionId),
        ne(shift.status, "cancelled"),
        gte(shift.startsAt, since),
        lte(shift.startsAt, city.now),
        isNotNull(crewMember.accountId),
      ),
    )
    .orderBy(asc(shift.startsAt), asc(shift.id), asc(crewMember.id));
  return [...new Map(rows.map((row) => [row.shiftId, row])).values()];
}
type Begun = Awaited<ReturnType<typeof begunSince>>[number];

/** One drawing of a vehicle for each operator stands for the photos of its crews. */
async function photoFiles(city: City, orgIds: readonly string[]): Promise<Map<string, string>> {
  const drawn = await drawVehicle();
  const ids = new Map(orgIds.map((orgId) => [orgId, seedId(city.regionId, "inspection-photo", orgId)]));
  const rows = [...ids].map(([orgId, id]) => ({
    regionId: city.regionId,
    id,
    sha256: drawn.sha256,
    contentType: drawn.mediaType,
    bytes: drawn.bytes,
    purpose: "photo" as const,
    bookingId: null,
    uploadedBy: "system:demonstration",
    createdAt: city.now,
    viewerOrgs: [orgId],
  }));
  await insertRows(city.db, file, rows);
  return ids;
}

function inspectionOf(city: City, it: Begun, ruleName: string, items: InspectionItem[], photoId: string) {
  const dice = chance(`${city.regionId}/inspection/${it.shiftId}`);
  const slip = dice.hits(0.03) ? items.find(({ id }) => slips[id]) : undefined;
  const at = new Date(it.startsAt.getTime() - dice.between(8, 25) * minuteMs);
  const daysAgo = Math.floor((city.now.getTime() - it.startsAt.getTime()) / dayMs);
  const row: InspectionRow = {
    regionId: city.regionId,
    id: seedId(city.regionId, "inspection", it.shiftId),
    orgId: it.orgId,
    shiftId: it.shiftId,
    vehicleId: it.vehicleId,
    ruleVersionId: ruleId(city.regionId, "standard", "standard"),
    ruleId: ruleName,
    answers: items.map(({ id, photo }) => ({
      item: id,
      result: id === slip?.id ? ("failed" as const) : ("ok" as const),
      note: id === slip?.id ? (slips[id] ?? "") : "",
      fileIds: photo ? [photoId] : [],
    })),
    odometerKm: Math.max(0, it.odometerKm - daysAgo * 110),
    filledBy: it.accountId ?? "",
    inspectedAt: at,
    createdAt: at,
  };
  return { row, slip };
}

/** What a slip became: open if it is of today, else repaired the same evening. */
function defectOf(row: InspectionRow, slip: InspectionItem, photoId: string, now: Date): DefectRow {
  const signedAt = new Date(row.inspectedAt.getTime() + 10 * 3_600_000);
  const isOver = signedAt < now;
  return {
    regionId: row.regionId,
    id: seedId(row.regionId, "defect", row.id),
    orgId: row.orgId,
    vehicleId: row.vehicleId,
    inspectionId: row.id,
    item: slip.id,
    titleZh: slip.titleZh,
    titleEn: slip.titleEn,
    note: slips[slip.id] ?? "",
    fileIds: [],
    blocks: slip.blocks,
    status: isOver ? "repaired" : "open",
    openedAt: row.inspectedAt,
    repair: isOver ? "已补齐、修补，复查正常" : null,
    repairedBy: isOver ? "车队维修班" : null,
    repairFileId: isOver ? photoId : null,
    signedBy: null,
    signedAt: isOver ? signedAt : null,
  };
}

/**
 * Inspections of the shifts that have begun since an instant, so that their crews can set out: done before each shift by somebody
 * of its crew. Those that were done already stay.
 */
export async function seedInspections(city: City, since: Date): Promise<void> {
  const { rules } = standardsOf(city);
  const begun = await begunSince(city, since);
  const photos = await photoFiles(city, [...new Set(begun.map(({ orgId }) => orgId))]);
  const made = begun.flatMap((it) => {
    const rule = inspectionRule(rules, it.vehicleClass, city.today);
    const photoId = photos.get(it.orgId);
    if (!rule || !photoId) return [];
    const items = itemsFor(rule.requirement.items, it.vehicleClass);
    return [{ ...inspectionOf(city, it, rule.id, items, photoId), photoId }];
  });
  await insertRows(
    city.db,
    vehicleInspection,
    made.map(({ row }) => row),
  );
  await insertRows(
    city.db,
    vehicleDefect,
    made.flatMap(({ row, slip, photoId }) => (slip ? [defectOf(row, slip, photoId, city.now)] : [])),
  );
}
