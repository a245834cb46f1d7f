import { and, eq, inArray } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import type { Context, Tx } from "@/server/context";
import type { EmergencyAcknowledgeInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { maskName } from "@/server/core/masking";
import { wake } from "@/server/live";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { fullView, type HandoverRow, load, pending, recordWith } from "./record";

/** @throws DomainError conflict `emergency.already_acknowledged` */
export async function take(
  tx: Tx,
  row: HandoverRow,
  by: string,
  at: Date,
  caseNumber: string | null,
): Promise<HandoverRow> {
  const [taken] = await tx.db
    .update(emergencyHandover)
    .set({
      status: "acknowledged",
      acknowledgedBy: by,
      acknowledgedAt: at,
      record: recordWith({ caseNumber }),
    })
    .where(
      and(
        eq(emergencyHandover.regionId, tx.region.id),
        eq(emergencyHandover.id, row.id),
        inArray(emergencyHandover.status, [...pending]),
      ),
    )
    .returning();
  if (!taken) throw new DomainError("conflict", "emergency.already_acknowledged", { by: row.acknowledgedBy });
  // Who took it is named in the hand-over itself.
  const after = { status: "acknowledged", by: maskName(by), caseNumber };
  await writeAudit(tx, {
    verb: "emergency.acknowledge",
    noun: "emergency_handover",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: row.status },
    after,
  });
  await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
  return taken;
}

/** The seat was told by phone who at 120 took it. */
export async function acknowledgeHandover(
  ctx: Context,
  input: EmergencyAcknowledgeInput,
): Promise<EmergencyRecordView> {
  return inTransaction(ctx, async (tx) => {
    const row = await load(tx, input.handoverId);
    if (row.direction !== "to_120") throw new DomainError("conflict", "emergency.came_from_120");
    return fullView(tx, await take(tx, row, input.by, tx.now, null));
  });
}
