import { and, between, eq, gt, isNotNull, isNull } from "drizzle-orm";
import { marking, markingScan } from "@/db/schema/marking";
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

/**
 * The issue that counts now of the vehicle that a scan was of, held: two who tell places at the same instant follow one
 * another, or neither would see the other's. Null where the scan is of no known vehicle.
 */
async function holdIssue(tx: Tx, scanId: string): Promise<number | null> {
  const [held] = await tx.db
    .select({ generation: marking.generation })
    .from(marking)
    .innerJoin(
      markingScan,
      and(eq(markingScan.regionId, marking.regionId), eq(markingScan.vehicleId, marking.vehicleId)),
    )
    .where(and(eq(marking.regionId, tx.region.id), eq(markingScan.id, scanId), isNull(marking.supersededAt)))
    .for("no key update", { of: marking });
  return held?.generation ?? null;
}

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

const placed = ({ id, browserIndex: looker, scannedAt, lat, lon }: ScanRow): PlacedScan[] =>
  lat === null || lon === null ? [] : [{ id, looker, at: scannedAt.getTime(), lat, lon }];

/**
 * The scan of the same serial that one vehicle cannot explain. Numbers and plates stand on every vehicle for anybody to
 * type, and stickers of an earlier issue are void: only the signed code of the issue that counts is evidence.
 */
async function copyOf(tx: Tx, row: ScanRow, generation: number | null): Promise<Copy | null> {
  if (row.serial === null || generation === null || row.generation !== generation) return null;
  const { markings } = await settingsInForce(tx);
  const around = markings.copiedMinutes * 60_000;
  const others = await tx.db
    .select()
    .from(markingScan)
    .where(
      and(
        eq(markingScan.regionId, tx.region.id),
        eq(markingScan.serial, row.serial),
        eq(markingScan.generation, generation),
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

/** Both scans show the copy: which of the two was the true one nobody knows yet. What each came to stays. */
async function markCopied(tx: Tx, scanId: string, of: string, { metres, seconds }: Copy): Promise<void> {
  await tx.db
    .update(markingScan)
    .set({ copyOf: of, copyMetres: metres, copySeconds: seconds })
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
      const generation = await holdIssue(p, input.scanId);
      const row = await place(p, input);
      const copy = await copyOf(p, row, generation);
      if (!copy) return { copy: null };
      const { of, ...apart } = copy;
      await markCopied(p, row.id, of, copy);
      await markCopied(p, of, row.id, copy);
      await writeAudit(p, {
        verb: "marking.tellPlace",
        noun: "marking",
        nounId: row.serial ?? row.mark,
        after: apart,
      });
      return { copy: apart };
    }),
  );
}
