import { and, desc, eq, inArray } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import type { Context } from "@/server/context";
import type { EmergencyListInput, EmergencyRef } from "@/server/core/booking-input";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { fullView, load, pending } from "./record";

const shownAtMost = 100;

/** Hand-overs, newest first; `open`: those nobody took yet. Places and phones are read in clear, so the read is audited. */
export async function listHandovers(
  ctx: Context,
  { open: onlyOpen }: EmergencyListInput,
): Promise<EmergencyRecordView[]> {
  return inTransaction(ctx, async (tx) => {
    const state = onlyOpen ? inArray(emergencyHandover.status, [...pending]) : undefined;
    const rows = await tx.db
      .select()
      .from(emergencyHandover)
      .where(and(eq(emergencyHandover.regionId, tx.region.id), state))
      .orderBy(desc(emergencyHandover.createdAt))
      .limit(shownAtMost);
    const after = { read: ["place", "phone"], ids: rows.map(({ id }) => id) };
    if (rows.length > 0)
      await writeAudit(tx, { verb: "emergency.list", noun: "emergency_handover", nounId: "list", after });
    return rows.map((row) => fullView(tx, row));
  });
}

/** One hand-over with its whole record, for reading out and printing. */
export async function getHandover(ctx: Context, { handoverId }: EmergencyRef): Promise<EmergencyRecordView> {
  return inTransaction(ctx, async (tx) => {
    const row = await load(tx, handoverId);
    await writeAudit(tx, {
      verb: "emergency.get",
      noun: "emergency_handover",
      nounId: row.id,
      bookingId: row.bookingId,
      after: { read: ["place", "phone"] },
    });
    return fullView(tx, row);
  });
}
