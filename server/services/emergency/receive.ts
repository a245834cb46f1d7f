import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { emergencyHandover } from "@/db/schema/seat";
import type { Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { ReceiveInput, SettleInput } from "@/server/core/emergency-input";
import type { EmergencyDetails, EmergencyRecord } from "@/server/core/emergency-record";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { normalisePhone } from "@/server/core/phone";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { actingOrg, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { ownBooking } from "../booking/row";
import { nextNumber } from "../counter";
import { fullView, load, recordWith, sealedAs } from "./record";

function recordOf(input: ReceiveInput, detailsSealed: string): EmergencyRecord {
  return {
    bookingNumber: null,
    redFlags: [],
    findings: [],
    ruleVersion: "",
    mobility: input.mobility,
    birthYear: null,
    weightKg: null,
    relation: input.relation,
    callBackBy: null,
    providerRef: null,
    caseNumber: input.caseNumber,
    answers: null,
    detailsSealed,
    saidSealed: null,
    outcome: null,
    outcomeSealed: null,
  };
}

/**
 * 120 passes on a caller who is no emergency (decisions.md, Triage): kept with its case number and who passed it on, open
 * until an intake came of it. It opens the pre-filled intake; nothing escalates, since 120 has let go.
 */
export async function receiveFrom120(ctx: Context, input: ReceiveInput): Promise<EmergencyRecordView> {
  return inTransaction(ctx, async (tx) => {
    const { patientName, placeText, known, spokesperson, caseNumber } = input;
    const details: EmergencyDetails = { patientName, placeText, known, spokesperson };
    const phone = normalisePhone(input.phone);
    if (!phone.ok) throw new DomainError("bad_input", "input.phone", { field: "phone" });
    const [row] = await tx.db
      .insert(emergencyHandover)
      .values({
        regionId: tx.region.id,
        id: uuidv7(),
        direction: "from_120",
        reference: await nextNumber(tx, "emergency"),
        record: recordOf(input, seal(JSON.stringify(details), sealedAs(tx, "details"))),
        phoneSealed: seal(phone.e164, sealedAs(tx, "phone")),
        createdAt: tx.now,
        viewerOrgs: [actingOrg(tx)],
        viewerUsers: [],
      })
      .returning();
    if (!row) throw new RangeError("nothing was written");
    await writeAudit(tx, {
      verb: "emergency.receive",
      noun: "emergency_handover",
      nounId: row.id,
      after: { reference: row.reference, caseNumber },
    });
    await wake(tx, {});
    return fullView(tx, row);
  });
}

/**
 * Say what came of a caller from 120: the booking that was made, or why none.
 * @throws DomainError conflict `emergency.settled_already` when a colleague did
 */
export async function settleFrom120(ctx: Context, input: SettleInput): Promise<EmergencyRecordView> {
  return inTransaction(ctx, async (tx) => {
    const row = await load(tx, input.handoverId);
    const made = input.bookingId ? await ownBooking(tx, { bookingId: input.bookingId }) : null;
    const { outcome } = input;
    const [settled] = await tx.db
      .update(emergencyHandover)
      .set({
        status: "closed",
        bookingId: made?.id ?? null,
        record: recordWith({
          bookingNumber: made?.number ?? null,
          outcomeSealed: outcome ? seal(outcome, sealedAs(tx, "outcome")) : null,
        }),
      })
      .where(
        and(
          eq(emergencyHandover.regionId, tx.region.id),
          eq(emergencyHandover.id, row.id),
          eq(emergencyHandover.direction, "from_120"),
          eq(emergencyHandover.status, "open"),
        ),
      )
      .returning();
    if (!settled) throw new DomainError("conflict", "emergency.settled_already");
    await writeAudit(tx, {
      verb: "emergency.settle",
      noun: "emergency_handover",
      nounId: row.id,
      bookingId: made?.id ?? null,
      before: { status: row.status },
      after: { status: "closed", booked: made !== null },
    });
    await wake(tx, made ? { booking: made.id } : {});
    return fullView(tx, settled);
  });
}
