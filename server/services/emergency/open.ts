import { v7 as uuidv7 } from "uuid";
import { callback, emergencyHandover } from "@/db/schema/seat";
import type { Tx } from "@/server/context";
import type { EmergencyView } from "@/server/core/booking-view";
import { callBackWithinSeconds, escalateAfterSeconds } from "@/server/core/emergency";
import type { EmergencyDetails, EmergencyRecord } from "@/server/core/emergency-record";
import type { Place } from "@/server/core/place";
import { seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "../audit";
import { nextNumber } from "../counter";
import { sealedAs } from "./record";

export interface NewHandover {
  bookingId: string | null;
  tripId?: string | null;
  record: Omit<
    EmergencyRecord,
    | "providerRef"
    | "caseNumber"
    | "callBackBy"
    | "answers"
    | "detailsSealed"
    | "saidSealed"
    | "outcome"
    | "outcomeSealed"
  >;
  /** What a clinician or a seat found, in its own words; kept sealed. */
  said?: EmergencyRecord["findings"];
  /** Where the answers stand on no booking. */
  answers?: EmergencyRecord["answers"];
  details?: EmergencyDetails;
  place: Place | null;
  /** E.164. */
  phone: string | null;
  viewerOrgs: string[];
  viewerUsers: string[];
}

/** The call back within two minutes, where a phone was left; one open call per booking. */
export async function promiseCallBack(
  tx: Tx,
  input: Pick<NewHandover, "bookingId" | "phone">,
  note: string,
  dueAt: Date,
): Promise<void> {
  if (!input.phone) return;
  const regionId = tx.region.id;
  await tx.db
    .insert(callback)
    .values({
      regionId,
      id: uuidv7(),
      bookingId: input.bookingId,
      reason: "handoff_120",
      phoneSealed: seal(input.phone, `${regionId}/callback/phone`),
      note,
      dueAt,
      createdAt: tx.now,
    })
    .onConflictDoNothing();
}

async function insertHandover(
  tx: Tx,
  id: string,
  reference: string,
  input: NewHandover,
  callBackBy: Date | null,
): Promise<void> {
  const { bookingId, tripId, phone, viewerOrgs, viewerUsers } = input;
  await tx.db.insert(emergencyHandover).values({
    regionId: tx.region.id,
    id,
    bookingId,
    tripId: tripId ?? null,
    direction: "to_120",
    reference,
    record: {
      ...input.record,
      callBackBy: callBackBy?.toISOString() ?? null,
      providerRef: null,
      caseNumber: null,
      answers: input.answers ?? null,
      detailsSealed: input.details ? seal(JSON.stringify(input.details), sealedAs(tx, "details")) : null,
      saidSealed: input.said?.length ? seal(JSON.stringify(input.said), sealedAs(tx, "said")) : null,
      outcome: null,
      outcomeSealed: null,
    },
    placeSealed: input.place && seal(JSON.stringify(input.place), sealedAs(tx, "place")),
    phoneSealed: phone && seal(phone, sealedAs(tx, "phone")),
    createdAt: tx.now,
    viewerOrgs,
    viewerUsers,
  });
}

/**
 * Put a person before 120, in the verb's transaction: the record with its reference, the delivery, the alarm after 60 s,
 * and the call back within 2 minutes where a phone was left (decisions.md, Triage). Writes as the platform.
 */
export async function openHandover(tx: Tx, input: NewHandover): Promise<EmergencyView> {
  const id = uuidv7();
  const regionId = tx.region.id;
  const after = (seconds: number) => new Date(tx.now.getTime() + seconds * 1000);
  const callBackBy = input.phone ? after(callBackWithinSeconds) : null;
  const reference = await nextNumber(tx, "emergency");
  await asPlatform(tx, async (p) => {
    await insertHandover(p, id, reference, input, callBackBy);
    if (callBackBy) await promiseCallBack(p, input, reference, callBackBy);
  });
  await enqueue(tx.db, "notify-emergency", { regionId, handoverId: id });
  await enqueue(
    tx.db,
    "escalate-emergency",
    { regionId, handoverId: id },
    { at: after(escalateAfterSeconds) },
  );
  const { bookingId, viewerOrgs } = input;
  const audited = { reference, redFlags: input.record.redFlags };
  await writeAudit(tx, {
    verb: "emergency.open",
    noun: "emergency_handover",
    nounId: id,
    bookingId,
    after: audited,
  });
  await wake(tx, { orgs: viewerOrgs, ...(bookingId ? { booking: bookingId } : {}) });
  return { id, reference, status: "open", acknowledgedBy: null, acknowledgedAt: null, callBackBy };
}
