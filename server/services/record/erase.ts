import { and, eq, inArray, isNotNull, ne, or } from "drizzle-orm";
import { audit, chainEntry, chainSalt } from "@/db/schema/audit";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { EraseInput } from "@/server/core/record-input";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { visibleBooking } from "@/server/services/booking/row";

/** Rows about a booking whose values still stand, with their place in the chain (null: not sealed yet). */
function standingRows(tx: Tx, bookingId: string) {
  return tx.db
    .select({ id: audit.id, seq: chainEntry.seq })
    .from(audit)
    .leftJoin(chainEntry, and(eq(chainEntry.regionId, audit.regionId), eq(chainEntry.auditId, audit.id)))
    .where(
      and(
        eq(audit.regionId, tx.region.id),
        or(eq(audit.bookingId, bookingId), and(eq(audit.noun, "booking"), eq(audit.nounId, bookingId))),
        // What an erasure took is said in its own row, which therefore stays.
        ne(audit.verb, "record.erase"),
        or(isNotNull(audit.before), isNotNull(audit.after)),
      ),
    );
}

async function blank(tx: Tx, ids: string[]): Promise<void> {
  await tx.db
    .update(audit)
    .set({ before: null, after: null })
    .where(and(eq(audit.regionId, tx.region.id), inArray(audit.id, ids)));
  await tx.db
    .delete(chainSalt)
    .where(and(eq(chainSalt.regionId, tx.region.id), inArray(chainSalt.auditId, ids)));
}

/**
 * Take the values about one booking's people out of the record: what rows say before and after, and the salts that prove it.
 * Who did what when stands, the chain and its roots stay verifiable, and the erasure is a row of its own that names those
 * it blanked.
 * @throws DomainError not_found; conflict `record.not_sealed` for some seconds after the last deed, `record.erased`
 */
export async function eraseRecord(ctx: Context, input: EraseInput): Promise<{ erased: number }> {
  return inTransaction(ctx, async (tx) => {
    const { id: bookingId } = await visibleBooking(tx, input);
    const rows = await standingRows(tx, bookingId);
    if (rows.length === 0) throw new DomainError("conflict", "record.erased");
    if (rows.some(({ seq }) => seq === null)) throw new DomainError("conflict", "record.not_sealed");
    const ids = rows.map(({ id }) => id);
    await asPlatform(tx, (p) => blank(p, ids));
    const after = { reason: input.reason, erased: ids };
    await writeAudit(tx, { verb: "record.erase", noun: "booking", nounId: bookingId, bookingId, after });
    return { erased: ids.length };
  });
}
