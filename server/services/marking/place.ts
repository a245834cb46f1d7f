import { and, between, eq, gt, isNotNull, isNull, sql } from "drizzle-orm";
import { markingScan } from "@/db/schema/marking";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import {
  type Copy,
  copyAmong,
  type PlacedScan,
  roughPlace,
  type TellPlaceInput,
} from "@/server/core/marking/scan";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { getRegion, regionContext } from "@/server/services/region";
import { settingsInForce } from "@/server/services/rule";

/** A place is of the moment of looking: told later it says nothing. */
const tellWithinMinutes = 10;

type ScanRow = typeof markingScan.$inferSelect;

/** Give a fresh scan its place, once; its id was told to the browser that looked and to nobody else. */
async function place(tx: Tx, input: TellPlaceInput): Promise<ScanRow> {
  const since = new Date(tx.now.getTime() - tellWithinMinutes * 60_000);
  const mine = and(
    eq(markingScan.regionId, tx.region.id),
    eq(markingScan.id, input.scanId),
    gt(markingScan.scannedAt, since),
  );
  const [row] = await tx.db
    .update(markingScan)
    .set({ ...roughPlace(input), placedAt: tx.now })
    .where(and(mine, isNull(markingScan.placedAt)))
    .returning();
  if (row) return row;
  const [told] = await tx.db.select({ id: markingScan.id }).from(markingScan).where(mine);
  if (told) throw new DomainError("conflict", "marking.place_told");
  throw new DomainError("not_found", "marking.scan_not_found");
}

const placed = ({ id, scannedAt, lat, lon }: ScanRow): PlacedScan[] =>
  lat === null || lon === null ? [] : [{ id, at: scannedAt.getTime(), lat, lon }];

/** The scan of the same serial that one vehicle cannot explain. */
async function copyOf(tx: Tx, row: ScanRow): Promise<Copy | null> {
  if (row.serial === null) return null;
  const { markings } = await settingsInForce(tx);
  const around = markings.copiedMinutes * 60_000;
  const others = await tx.db
    .select()
    .from(markingScan)
    .where(
      and(
        eq(markingScan.regionId, tx.region.id),
        eq(markingScan.serial, row.serial),
        isNotNull(markingScan.lat),
        between(
          markingScan.scannedAt,
          new Date(row.scannedAt.getTime() - around),
          new Date(row.scannedAt.getTime() + around),
        ),
      ),
    );
  const [own] = placed(row);
  return own ? copyAmong(own, others.flatMap(placed), markings) : null;
}

/** Both scans show the copy: which of the two was the true one nobody knows yet. What was worse before stays. */
async function markCopied(tx: Tx, scanId: string, of: string, { metres, seconds }: Copy): Promise<void> {
  const outcome = sql`CASE WHEN ${markingScan.outcome} = 'right' THEN 'copied' ELSE ${markingScan.outcome} END`;
  await tx.db
    .update(markingScan)
    .set({ outcome, copyOf: of, copyMetres: metres, copySeconds: seconds })
    .where(and(eq(markingScan.regionId, tx.region.id), eq(markingScan.id, scanId)));
}

/**
 * Tell roughly where a marking was looked at: by the consent of the browser that looked, within minutes, once, rounded to
 * about a kilometre. The answer says whether the same serial was seen too far away to be one vehicle.
 * @throws DomainError not_found `marking.scan_not_found` (none of ours, or too long ago); conflict `marking.place_told`
 */
export async function tellPlace(
  ctx: Context,
  input: TellPlaceInput,
): Promise<{ copy: Omit<Copy, "of"> | null }> {
  const there: Context = { ...ctx, region: regionContext(await getRegion(ctx.pool, input.regionId)) };
  return inTransaction(there, (tx) =>
    asPlatform(tx, async (p) => {
      const row = await place(p, input);
      const copy = await copyOf(p, row);
      if (!copy) return { copy: null };
      const { of, ...apart } = copy;
      await markCopied(p, row.id, of, copy);
      await markCopied(p, of, row.id, copy);
      await writeAudit(p, {
        verb: "marking.tellPlace",
        noun: "marking",
        nounId: row.serial ?? row.mark,
        after: { outcome: "copied", ...apart },
      });
      return { copy: apart };
    }),
  );
}
