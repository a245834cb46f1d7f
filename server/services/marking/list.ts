import { and, count, desc, eq, gt, ilike, inArray, isNotNull, ne, or } from "drizzle-orm";
import { vehicle } from "@/db/schema/fleet";
import { markingScan } from "@/db/schema/marking";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import {
  type ScanFilter,
  type ScanListInput,
  scanFilters,
  tripMatches,
  tripVerdicts,
} from "@/server/core/marking/scan";
import { inTransaction } from "@/server/scope";

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
      organization,
      and(eq(organization.regionId, markingScan.regionId), eq(organization.id, markingScan.orgId)),
    )
    .where(wanted(tx, input))
    .orderBy(desc(markingScan.scannedAt), desc(markingScan.id))
    .limit(perPage)
    .offset((input.page - 1) * perPage);
}

/** Looks at markings in a period, newest first, a page at a time, with how many came to what. */
export async function listScans(ctx: Context, input: ScanListInput) {
  return inTransaction(ctx, async (tx) => {
    const rows = await page(tx, input);
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
