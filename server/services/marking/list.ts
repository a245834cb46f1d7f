import { and, count, desc, eq, gt, ilike, inArray, isNotNull, ne, or } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { vehicle } from "@/db/schema/fleet";
import { markingScan } from "@/db/schema/marking";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import type { Point } from "@/server/core/geography";
import {
  type ScanFilter,
  type ScanListInput,
  scanFilters,
  tripMatches,
  tripVerdicts,
} from "@/server/core/marking/scan";
import type { RegionSettings } from "@/server/core/region-settings";
import { inTransaction } from "@/server/scope";
import { locate } from "@/server/services/facility";
import { settingsInForce } from "@/server/services/rule";

const perPage = 50;
const wrongTrips = tripMatches.filter((it) => tripVerdicts[it] === "wrong");

const ofKind = (kind: ScanFilter) =>
  kind === "copied" ? isNotNull(markingScan.copyOf) : eq(markingScan.outcome, kind);

function wanted(tx: Tx, input: ScanListInput) {
  const since = new Date(tx.now.getTime() - input.days * 86_400_000);
  const text = `%${input.find.replace(/[%_\\]/g, (sign) => `\\${sign}`)}%`;
  return and(
    eq(markingScan.regionId, tx.region.id),
    gt(markingScan.scannedAt, since),
    input.outcome && ofKind(input.outcome),
    input.suspicious
      ? or(
          ne(markingScan.outcome, "right"),
          isNotNull(markingScan.copyOf),
          inArray(markingScan.tripMatch, wrongTrips),
        )
      : undefined,
    input.find === "" ? undefined : or(ilike(markingScan.mark, text), ilike(vehicle.plate, text)),
  );
}

const ofVehicle = and(eq(vehicle.regionId, markingScan.regionId), eq(vehicle.id, markingScan.vehicleId));

/** The scan that with one shows a copy. */
const elsewhere = alias(markingScan, "elsewhere");

interface LocatedPlace extends Point {
  /** By its code; `outsideDistrict` beyond all that is known. */
  district: string;
}

/** A rough place with its district, each place looked up once. */
function placesOf(tx: Tx, settings: RegionSettings) {
  const known = new Map<string, Promise<string>>();
  return async (lat: number | null, lon: number | null): Promise<LocatedPlace | null> => {
    if (lat === null || lon === null) return null;
    const key = `${lat},${lon}`;
    const district =
      known.get(key) ?? locate(tx, { lat, lon }, settings).then(({ district: found }) => found);
    known.set(key, district);
    return { lat, lon, district: await district };
  };
}

function page(tx: Tx, input: ScanListInput) {
  const scan = {
    id: markingScan.id,
    scannedAt: markingScan.scannedAt,
    mark: markingScan.mark,
    way: markingScan.way,
    outcome: markingScan.outcome,
    reason: markingScan.reason,
    generation: markingScan.generation,
    bookingId: markingScan.bookingId,
    tripMatch: markingScan.tripMatch,
    lat: markingScan.lat,
    lon: markingScan.lon,
    placedAt: markingScan.placedAt,
    elsewhereLat: elsewhere.lat,
    elsewhereLon: elsewhere.lon,
    copyMetres: markingScan.copyMetres,
    copySeconds: markingScan.copySeconds,
  };
  return tx.db
    .select({
      ...scan,
      plate: vehicle.plate,
      operatorZh: organization.nameZh,
      operatorEn: organization.nameEn,
    })
    .from(markingScan)
    .leftJoin(vehicle, ofVehicle)
    .leftJoin(
      elsewhere,
      and(eq(elsewhere.regionId, markingScan.regionId), eq(elsewhere.id, markingScan.copyOf)),
    )
    .leftJoin(
      organization,
      and(eq(organization.regionId, markingScan.regionId), eq(organization.id, markingScan.orgId)),
    )
    .where(wanted(tx, input))
    .orderBy(desc(markingScan.scannedAt), desc(markingScan.id))
    .limit(perPage)
    .offset((input.page - 1) * perPage);
}

/** Where each look was made, and the one that with it shows a copy, by district as well. */
async function withDistricts(tx: Tx, found: Awaited<ReturnType<typeof page>>) {
  const placeOf = placesOf(tx, await settingsInForce(tx));
  const rows = [];
  for (const { elsewhereLat, elsewhereLon, ...row } of found) {
    const district = (await placeOf(row.lat, row.lon))?.district ?? null;
    rows.push({ ...row, district, elsewhere: await placeOf(elsewhereLat, elsewhereLon) });
  }
  return rows;
}

/** Looks at markings in a period, newest first, a page at a time, with how many came to what. */
export async function listScans(ctx: Context, input: ScanListInput) {
  return inTransaction(ctx, async (tx) => {
    const rows = await withDistricts(tx, await page(tx, input));
    const counts = await tx.db
      .select({ outcome: markingScan.outcome, count: count(), copied: count(markingScan.copyOf) })
      .from(markingScan)
      .leftJoin(vehicle, ofVehicle)
      .where(wanted(tx, { ...input, outcome: undefined }))
      .groupBy(markingScan.outcome);
    const by = new Map<ScanFilter, number>(counts.map((row) => [row.outcome, row.count]));
    by.set(
      "copied",
      counts.reduce((sum, it) => sum + it.copied, 0),
    );
    const total = input.outcome
      ? (by.get(input.outcome) ?? 0)
      : counts.reduce((sum, it) => sum + it.count, 0);
    return {
      rows,
      counts: scanFilters.map((outcome) => ({ outcome, count: by.get(outcome) ?? 0 })),
      pageCount: Math.max(1, Math.ceil(total / perPage)),
    };
  });
}
