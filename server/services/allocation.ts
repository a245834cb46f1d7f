import { and, asc, count, desc, eq, gte, inArray, sql } from "drizzle-orm";
import { decision } from "@/db/schema/dispatch";
import { shift, vehicle } from "@/db/schema/fleet";
import { offer } from "@/db/schema/offer";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { allocate } from "@/server/core/allocation";
import type { OwnMatchesInput } from "@/server/core/allocation-input";
import { type OwnMatch, ownMatch } from "@/server/core/allocation-view";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { operatorRecords } from "./plan/operator-records";
import { planSettings } from "./plan/settings";

/** One operator's share of the region's capacity against its share of the trips, over the last days. */
export interface AllocationLine {
  operatorId: string;
  capacitySeconds: number;
  assignedTrips: number;
  capacityPpm: number;
  assignedPpm: number;
  shortfallPpm: number;
  /** Matches in which it was asked, and what became of the offers. */
  asked: number;
  accepted: number;
  declined: number;
  expired: number;
}

/** The published rule with the figures that are the region's own. */
interface PublishedRule {
  rule: "allocation-1";
  withinPercent: number;
  shareDays: number;
  /** The settings that say so; null: the product's own. */
  versionId: string | null;
}

const ppm = (part: number, total: number) => (total === 0 ? 0 : Math.floor((part * 1_000_000) / total));

async function offersOf(tx: Tx, since: Date): Promise<Map<string, Record<string, number>>> {
  const rows = await tx.db
    .select({ orgId: offer.orgId, status: offer.status, count: count() })
    .from(offer)
    .where(and(eq(offer.regionId, tx.region.id), gte(offer.createdAt, since)))
    .groupBy(offer.orgId, offer.status);
  const by = new Map<string, Record<string, number>>();
  for (const row of rows) by.set(row.orgId, { ...by.get(row.orgId), [row.status]: row.count });
  return by;
}

async function linesOf(tx: Tx): Promise<{ rule: PublishedRule; lines: AllocationLine[] }> {
  const { settings, versionId } = await planSettings(tx);
  const { withinPercent, shareDays } = settings.allocation;
  const records = await operatorRecords(tx, shareDays);
  const offers = await offersOf(tx, new Date(tx.now.getTime() - shareDays * 86_400_000));
  const [capacity, trips] = [
    records.reduce((sum, it) => sum + it.capacitySeconds, 0),
    records.reduce((sum, it) => sum + it.assignedTrips, 0),
  ];
  const lines = records.map((it): AllocationLine => {
    const [capacityPpm, assignedPpm] = [ppm(it.capacitySeconds, capacity), ppm(it.assignedTrips, trips)];
    const made = offers.get(it.operatorId) ?? {};
    return {
      ...it,
      ...{ capacityPpm, assignedPpm, shortfallPpm: capacityPpm - assignedPpm },
      asked: Object.values(made).reduce((sum, number) => sum + number, 0),
      accepted: made.accepted ?? 0,
      declined: made.declined ?? 0,
      expired: made.expired ?? 0,
    };
  });
  const { rule } = allocate([], records, withinPercent);
  return { rule: { rule, withinPercent, shareDays, versionId }, lines };
}

/** Every operator's line with its name, for the regulator (M16). */
export async function allocationShares(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const { rule, lines } = await linesOf(tx);
    const orgs = await tx.db
      .select({ id: organization.id, nameZh: organization.nameZh, nameEn: organization.nameEn })
      .from(organization)
      .where(and(eq(organization.regionId, tx.region.id), eq(organization.type, "operator")))
      .orderBy(asc(organization.id));
    const named = new Map(orgs.map((org) => [org.id, org]));
    return {
      rule,
      lines: lines.map((line) => {
        const { nameZh, nameEn } = named.get(line.operatorId) ?? { nameZh: "", nameEn: "" };
        return { ...line, nameZh, nameEn };
      }),
    };
  });
}

/** The acting operator's own line, and the rule that all are held to. */
export async function ownAllocation(ctx: Context) {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const { rule, lines } = await asPlatform(tx, linesOf);
    return { rule, line: lines.find(({ operatorId }) => operatorId === orgId) ?? null };
  });
}

const pageSize = 20;

/** Plates of the operator's own shifts. */
async function platesOf(tx: Tx, orgId: string, shiftIds: string[]): Promise<Map<string, string>> {
  if (shiftIds.length === 0) return new Map();
  const rows = await tx.db
    .select({ id: shift.id, plate: vehicle.plate })
    .from(shift)
    .innerJoin(vehicle, and(eq(vehicle.regionId, shift.regionId), eq(vehicle.id, shift.vehicleId)))
    .where(and(eq(shift.regionId, tx.region.id), eq(shift.orgId, orgId), inArray(shift.id, shiftIds)));
  return new Map(rows.map((row) => [row.id, row.plate]));
}

export interface OwnMatchRow extends OwnMatch {
  id: string;
  at: Date;
  plates: Record<string, string>;
}

/**
 * The matches of the last days in which one of the operator's vehicles was compared, newest first: why it was asked or was
 * not, with nothing of anybody else's.
 */
export async function ownMatches(
  ctx: Context,
  { page }: OwnMatchesInput,
): Promise<{ rows: OwnMatchRow[]; hasMore: boolean }> {
  const orgId = actingOrg(ctx);
  return inTransaction(ctx, async (tx) => {
    const { settings } = await planSettings(tx);
    const since = new Date(tx.now.getTime() - settings.allocation.shareDays * 86_400_000);
    const mine = JSON.stringify([{ operatorId: orgId }]);
    const found = await asPlatform(tx, (p) =>
      p.db
        .select()
        .from(decision)
        .where(
          and(
            eq(decision.regionId, p.region.id),
            gte(decision.createdAt, since),
            sql`${decision.candidates} @> ${mine}::jsonb`,
          ),
        )
        .orderBy(desc(decision.createdAt), desc(decision.id))
        .limit(pageSize + 1)
        .offset((page - 1) * pageSize),
    );
    const seen = found.slice(0, pageSize).flatMap((row) => {
      const own = ownMatch(row, orgId);
      return own ? [{ ...own, id: row.id, at: row.createdAt }] : [];
    });
    const ids = [...new Set(seen.flatMap(({ vehicles }) => vehicles.map(({ shiftId }) => shiftId)))];
    const plates = await platesOf(tx, orgId, ids);
    const rows = seen.map((row) => ({
      ...row,
      plates: Object.fromEntries(row.vehicles.map(({ shiftId }) => [shiftId, plates.get(shiftId) ?? ""])),
    }));
    return { rows, hasMore: found.length > pageSize };
  });
}
