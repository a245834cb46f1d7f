import { and, eq, inArray, isNull } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import type { Tx } from "@/server/context";
import type { EmergencyView } from "@/server/core/booking-view";
import { callBackWithinSeconds } from "@/server/core/emergency";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { writeAudit } from "../audit";
import { promiseCallBack } from "./open";
import { sealedAs, shortView } from "./record";

/**
 * A phone left after the hand-over to 120 was opened: the screen shows the call to 120 first and asks for it then. The
 * call back is due within two minutes from now; a phone that is already there stays. Writes as the platform.
 * @param phone E.164, or null where none was left
 */
export async function leavePhone(tx: Tx, known: EmergencyView, phone: string | null): Promise<EmergencyView> {
  if (!phone) return known;
  const open = and(
    eq(emergencyHandover.regionId, tx.region.id),
    eq(emergencyHandover.id, known.id),
    inArray(emergencyHandover.status, ["open", "escalated"]),
    isNull(emergencyHandover.phoneSealed),
  );
  const [before] = await tx.db.select().from(emergencyHandover).where(open).for("update");
  if (!before) return known;
  const callBackBy = new Date(tx.now.getTime() + callBackWithinSeconds * 1000);
  const [row] = await tx.db
    .update(emergencyHandover)
    .set({
      phoneSealed: seal(phone, sealedAs(tx, "phone")),
      record: { ...before.record, callBackBy: callBackBy.toISOString() },
    })
    .where(open)
    .returning();
  if (!row) return known;
  const { bookingId, viewerOrgs, reference } = row;
  await promiseCallBack(tx, { bookingId, phone }, reference, callBackBy);
  await writeAudit(tx, {
    verb: "emergency.leavePhone",
    noun: "emergency_handover",
    nounId: row.id,
    bookingId,
    after: { callBackBy: callBackBy.toISOString() },
  });
  await wake(tx, { orgs: viewerOrgs, ...(bookingId ? { booking: bookingId } : {}) });
  return shortView(row);
}
