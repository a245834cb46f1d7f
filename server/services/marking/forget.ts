import { and, eq, inArray, isNotNull, lt, type SQL } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { markingScan } from "@/db/schema/marking";
import { retentionRun } from "@/db/schema/retention";
import type { Context, Tx } from "@/server/context";
import { startingRegionSettings } from "@/server/core/region-settings";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { findInForce } from "@/server/services/rule";

/** So many rows in one transaction: whoever looks at a marking meanwhile does not wait for the rest. */
const perStep = 1000;
/** In one round; what is left over, after an outage, the next round takes. */
const stepsAtMost = 50;

/** The oldest of what is due, taken by nobody else: two workers share a round. */
function due(tx: Tx, cutOff: Date, more?: SQL) {
  return tx.db
    .select({ id: markingScan.id })
    .from(markingScan)
    .where(and(eq(markingScan.regionId, tx.region.id), lt(markingScan.scannedAt, cutOff), more))
    .orderBy(markingScan.scannedAt)
    .limit(perStep)
    .for("update", { skipLocked: true });
}

const these = (tx: Tx, rows: readonly { id: string }[]) =>
  and(
    eq(markingScan.regionId, tx.region.id),
    inArray(
      markingScan.id,
      rows.map(({ id }) => id),
    ),
  );

async function takePlaces(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await due(tx, cutOff, isNotNull(markingScan.lat));
  if (rows.length > 0) await tx.db.update(markingScan).set({ lat: null, lon: null }).where(these(tx, rows));
  return rows.length;
}

async function takeScans(tx: Tx, cutOff: Date): Promise<number> {
  const rows = await due(tx, cutOff);
  if (rows.length > 0) await tx.db.delete(markingScan).where(these(tx, rows));
  return rows.length;
}

/** One step, with what says by which version it was done, and until when. */
async function step(tx: Tx, what: "places" | "scans"): Promise<number> {
  const settings = await findInForce(tx, "region");
  const { placeDays, scanDays } = (settings?.content ?? startingRegionSettings).markings;
  const days = what === "places" ? placeDays : scanDays;
  const cutOff = new Date(tx.now.getTime() - days * 86_400_000);
  const removed = what === "places" ? await takePlaces(tx, cutOff) : await takeScans(tx, cutOff);
  if (removed === 0) return 0;
  const settingsVersionId = settings?.view.id ?? null;
  const run = { id: uuidv7(), at: tx.now, kind: "scans" as const, settingsVersionId, cutOff, removed };
  await tx.db.insert(retentionRun).values({ ...run, regionId: tx.region.id });
  const after = { what, removed, days, cutOff: cutOff.toISOString() };
  await writeAudit(tx, { verb: "marking.forgetScans", noun: "region", nounId: tx.region.id, after });
  return removed;
}

async function all(ctx: Context, what: "places" | "scans"): Promise<number> {
  let sum = 0;
  for (let at = 0; at < stepsAtMost; at++) {
    const removed = await inTransaction(ctx, (tx) => step(tx, what));
    sum += removed;
    if (removed < perStep) break;
  }
  return sum;
}

/**
 * Forget looks at markings whose time is over: first where they were made (`markings.placeDays`), later that they were made
 * at all (`markings.scanDays`). What a detector found, and what stands in the audit, is kept by its own time.
 * Answers with how many places and how many looks; done again it forgets nothing more.
 */
export async function forgetScans(ctx: Context): Promise<{ places: number; scans: number }> {
  const scans = await all(ctx, "scans");
  return { scans, places: await all(ctx, "places") };
}
