import { and, eq, inArray } from "drizzle-orm";
import { audit, chainSalt } from "@/db/schema/audit";
import { decision, decisionInput, decisionPart } from "@/db/schema/dispatch";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { erasedDecision } from "@/server/core/decision-erased";
import { DomainError } from "@/server/core/domain-error";
import type { EraseInput, EraseReason, ErasureObstacle, ErasurePreview } from "@/server/core/record-input";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type BookingRow, visibleBooking } from "@/server/services/booking/row";
import { type Erasable, erasableOf, obstaclesOf } from "./erasable";

/** How much was erased: audit rows, decisions with what they were worked out from, shifts as matches met them. */
export interface Erased {
  rows: number;
  decisions: number;
  parts: number;
}

const looks: readonly ErasureObstacle[] = ["finding", "sample"];

async function blankRows(tx: Tx, rows: Erasable["rows"]): Promise<void> {
  const ids = rows.map(({ id }) => id);
  const instants = [...new Set(rows.map(({ at }) => at.getTime()))].map((at) => new Date(at));
  await tx.db
    .update(audit)
    .set({ before: null, after: null })
    .where(and(eq(audit.regionId, tx.region.id), inArray(audit.at, instants), inArray(audit.id, ids)));
  await tx.db
    .delete(chainSalt)
    .where(and(eq(chainSalt.regionId, tx.region.id), inArray(chainSalt.auditId, ids)));
}

async function blankDecisions(tx: Tx, { decisions, parts }: Erasable): Promise<void> {
  const here = tx.region.id;
  for (const row of decisions)
    await tx.db
      .update(decision)
      .set(erasedDecision(row))
      .where(and(eq(decision.regionId, here), eq(decision.id, row.id)));
  const ids = decisions.map(({ id }) => id);
  if (ids.length > 0)
    await tx.db
      .update(decisionInput)
      .set({ content: null })
      .where(and(eq(decisionInput.regionId, here), inArray(decisionInput.decisionId, ids)));
  if (parts.length > 0)
    await tx.db
      .update(decisionPart)
      .set({ content: null })
      .where(and(eq(decisionPart.regionId, here), inArray(decisionPart.hash, parts)));
}

/**
 * Take the values about one booking's people out of the record, inside the caller's transaction and after the caller has
 * authorised: what audit rows say before and after, the salts that prove it, the reasons of its matches, and what they and
 * the matches of others were worked out from as far as it says what this patient needed. Who did what when stands, the chain
 * and its roots stay verifiable, and the erasure is a row of its own that names what it blanked.
 * @throws DomainError conflict: `record.not_over`, `record.case_open`, `record.erased`, and `record.not_sealed` for some
 *   seconds after the last deed
 */
export async function eraseInRecord(tx: Tx, row: BookingRow, reason: EraseReason): Promise<Erased> {
  const { obstacles, its } = await asPlatform(tx, async (p) => ({
    obstacles: await obstaclesOf(p, row),
    its: await erasableOf(p, row),
  }));
  if (obstacles.includes("not_over")) throw new DomainError("conflict", "record.not_over");
  // What has been kept its time does not wait for a look that nobody took.
  const waits = reason === "retention_over" ? obstacles.filter((it) => !looks.includes(it)) : obstacles;
  if (waits.length > 0) throw new DomainError("conflict", "record.case_open");
  const { rows, decisions, parts } = its;
  if (rows.length + decisions.length + parts.length === 0) throw new DomainError("conflict", "record.erased");
  if (rows.some(({ seq }) => seq === null)) throw new DomainError("conflict", "record.not_sealed");
  await asPlatform(tx, async (p) => {
    await blankRows(p, rows);
    await blankDecisions(p, its);
  });
  const after = {
    reason,
    erased: rows.map(({ id }) => id),
    decisions: decisions.map(({ id }) => id),
    parts,
  };
  await writeAudit(tx, { verb: "record.erase", noun: "booking", nounId: row.id, bookingId: row.id, after });
  return { rows: rows.length, decisions: decisions.length, parts: parts.length };
}

/**
 * Take the values about one booking's people out of the record, see `eraseInRecord`.
 * @throws DomainError not_found; conflict as there
 */
export async function eraseRecord(ctx: Context, input: EraseInput): Promise<Erased> {
  return inTransaction(ctx, async (tx) => eraseInRecord(tx, await visibleBooking(tx, input), input.reason));
}

/** What an erasure of one booking would take, and what stands in its way. Nothing is changed. @throws DomainError not_found */
export async function previewErasure(ctx: Context, input: BookingRef): Promise<ErasurePreview> {
  return inTransaction(ctx, async (tx) => {
    const row = await visibleBooking(tx, input);
    return asPlatform(tx, async (p) => {
      const { rows, decisions, parts } = await erasableOf(p, row);
      return {
        number: row.number,
        rows: rows.length,
        decisions: decisions.length,
        parts: parts.length,
        unsealed: rows.filter(({ seq }) => seq === null).length,
        obstacles: await obstaclesOf(p, row),
      };
    });
  });
}
