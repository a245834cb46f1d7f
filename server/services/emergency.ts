import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { callback, emergencyHandover } from "@/db/schema/seat";
import type { Context, Tx } from "@/server/context";
import type {
  EmergencyAcknowledgeInput,
  EmergencyListInput,
  EmergencyRef,
} from "@/server/core/booking-input";
import type { EmergencyRecordView, EmergencyView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { callBackWithinSeconds, escalateAfterSeconds } from "@/server/core/emergency";
import { type EmergencyRecord, emergencyRecord } from "@/server/core/emergency-record";
import { localYear } from "@/server/core/local-time";
import { type Place, place } from "@/server/core/place";
import {
  type Acknowledgement,
  deliverHandOver,
  type HandOverTo120,
  readAcknowledgement,
} from "@/server/gateways/emergency";
import { open, seal } from "@/server/gateways/vault";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "./audit";
import { nextNumber } from "./counter";

type HandoverRow = typeof emergencyHandover.$inferSelect;

/** While nobody at 120 took it, their system is asked again this often, and given up after so many times. */
const askAgainSeconds = 10;
const asksAtMost = 180;
const shownAtMost = 100;
const pending = ["open", "escalated"] as const;

export interface NewHandover {
  bookingId: string | null;
  tripId?: string | null;
  record: Omit<EmergencyRecord, "providerRef" | "caseNumber" | "callBackBy">;
  place: Place | null;
  /** E.164. */
  phone: string | null;
  viewerOrgs: string[];
  viewerUsers: string[];
}

const sealedAs = (tx: Tx, column: "place" | "phone") => `${tx.region.id}/emergency_handover/${column}`;

/**
 * Put a person before 120, in the verb's transaction: the record with its reference, the delivery, the alarm after 60 s,
 * and the call back within 2 minutes where a phone was left (decisions.md, Triage). Joins the transaction as the platform.
 */
export async function openHandover(tx: Tx, input: NewHandover): Promise<EmergencyView> {
  const id = uuidv7();
  const regionId = tx.region.id;
  const after = (seconds: number) => new Date(tx.now.getTime() + seconds * 1000);
  const callBackBy = input.phone ? after(callBackWithinSeconds) : null;
  const reference = await nextNumber(tx, "emergency");
  const { phone, bookingId, viewerOrgs, viewerUsers } = input;
  const record = {
    ...input.record,
    callBackBy: callBackBy?.toISOString() ?? null,
    providerRef: null,
    caseNumber: null,
  };
  await asPlatform(tx, async (p) => {
    await p.db.insert(emergencyHandover).values({
      regionId,
      id,
      bookingId,
      tripId: input.tripId ?? null,
      direction: "to_120",
      reference,
      record,
      placeSealed: input.place && seal(JSON.stringify(input.place), sealedAs(tx, "place")),
      phoneSealed: phone && seal(phone, sealedAs(tx, "phone")),
      createdAt: tx.now,
      viewerOrgs,
      viewerUsers,
    });
    if (!phone || !callBackBy) return;
    await p.db
      .insert(callback)
      .values({
        regionId,
        id: uuidv7(),
        bookingId,
        reason: "handoff_120",
        phoneSealed: seal(phone, `${regionId}/callback/phone`),
        note: reference,
        dueAt: callBackBy,
        createdAt: tx.now,
      })
      .onConflictDoNothing();
  });
  await enqueue(tx.db, "notify-emergency", { regionId, handoverId: id });
  await enqueue(
    tx.db,
    "escalate-emergency",
    { regionId, handoverId: id },
    { at: after(escalateAfterSeconds) },
  );
  await writeAudit(tx, {
    verb: "emergency.open",
    noun: "emergency_handover",
    nounId: id,
    bookingId,
    after: { reference, redFlags: record.redFlags },
  });
  await wake(tx, { orgs: viewerOrgs, ...(bookingId ? { booking: bookingId } : {}) });
  return { id, reference, status: "open", acknowledgedBy: null, acknowledgedAt: null, callBackBy };
}

function shortView(row: HandoverRow): EmergencyView {
  const { id, reference, status, acknowledgedBy, acknowledgedAt } = row;
  const { callBackBy } = emergencyRecord.parse(row.record);
  return {
    id,
    reference,
    status,
    acknowledgedBy,
    acknowledgedAt,
    callBackBy: callBackBy ? new Date(callBackBy) : null,
  };
}

/** The latest hand-over of a booking, or null. */
export async function handoverOf(tx: Tx, bookingId: string): Promise<EmergencyView | null> {
  const [row] = await tx.db
    .select()
    .from(emergencyHandover)
    .where(and(eq(emergencyHandover.regionId, tx.region.id), eq(emergencyHandover.bookingId, bookingId)))
    .orderBy(desc(emergencyHandover.createdAt))
    .limit(1);
  return row ? shortView(row) : null;
}

function fullView(tx: Tx, row: HandoverRow): EmergencyRecordView {
  const record = emergencyRecord.parse(row.record);
  const { bookingNumber, findings, redFlags, relation, ruleVersion, mobility, birthYear, weightKg } = record;
  const { bookingId, direction, createdAt, escalatedAt, attempts } = row;
  return {
    ...shortView(row),
    bookingId,
    bookingNumber,
    direction,
    createdAt,
    escalatedAt,
    attempts,
    findings,
    redFlags,
    place: row.placeSealed ? place.parse(JSON.parse(open(row.placeSealed, sealedAs(tx, "place")))) : null,
    phone: row.phoneSealed && open(row.phoneSealed, sealedAs(tx, "phone")),
    patient: { name: null, mobility, birthYear, weightKg },
    relation,
    ruleVersion,
  };
}

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
    for (const row of rows) await auditRead(tx, row, "emergency.list");
    return rows.map((row) => fullView(tx, row));
  });
}

function auditRead(tx: Tx, row: HandoverRow, verb: string): Promise<void> {
  return writeAudit(tx, {
    verb,
    noun: "emergency_handover",
    nounId: row.id,
    bookingId: row.bookingId,
    after: { read: ["place", "phone"] },
  });
}

async function load(tx: Tx, handoverId: string): Promise<HandoverRow> {
  const [row] = await tx.db
    .select()
    .from(emergencyHandover)
    .where(and(eq(emergencyHandover.regionId, tx.region.id), eq(emergencyHandover.id, handoverId)));
  if (!row) throw new DomainError("not_found", "emergency.not_found");
  return row;
}

/** One hand-over with its whole record, for reading out and printing. */
export async function getHandover(ctx: Context, { handoverId }: EmergencyRef): Promise<EmergencyRecordView> {
  return inTransaction(ctx, async (tx) => {
    const row = await load(tx, handoverId);
    await auditRead(tx, row, "emergency.get");
    return fullView(tx, row);
  });
}

/** @throws DomainError conflict `emergency.already_acknowledged` */
async function take(
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
      record: { ...row.record, caseNumber },
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
  const after = { status: "acknowledged", by, caseNumber };
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
    return fullView(tx, await take(tx, row, input.by, tx.now, null));
  });
}

function toDeliver(tx: Tx, row: HandoverRow): HandOverTo120 {
  const full = fullView(tx, row);
  const birthYear = full.patient.birthYear;
  return {
    id: row.id,
    regionId: row.regionId,
    at: row.createdAt.toISOString(),
    callerPhone: full.phone,
    callerRelation: full.relation,
    patientName: null,
    patientAgeYears: birthYear && localYear(tx.now, tx.region.timeZone) - birthYear,
    place: {
      address: [full.place?.label, full.place?.detail].filter(Boolean).join(" "),
      floor: full.place ? String(full.place.floor) : null,
      lat: full.place?.lat ?? null,
      lon: full.place?.lon ?? null,
    },
    findings: full.findings.map(({ textZh }) => textZh),
    ruleVersion: full.ruleVersion,
    note: row.reference,
  };
}

/**
 * The job behind `notify-emergency`: deliver to 120's system, then ask it who took it, until somebody did. Without such a
 * system the seat phones and reads out: the alarm after 60 s stays the same.
 * @throws DomainError unavailable `emergency.failed`, so that the queue tries again
 */
export async function notifyEmergency(ctx: Context, handoverId: string): Promise<void> {
  const { row, message } = await inTransaction(ctx, async (tx) => {
    const found = await load(tx, handoverId);
    return { row: found, message: toDeliver(tx, found) };
  });
  if (row.status !== "open" && row.status !== "escalated") return;
  const { providerRef } = emergencyRecord.parse(row.record);
  const outcome = await reach(message, providerRef);
  if (outcome) await inTransaction(ctx, (tx) => note(tx, row, outcome));
}

type Outcome = { providerRef: string } | { acknowledgement: Acknowledgement | undefined };

async function reach(message: HandOverTo120, providerRef: string | null): Promise<Outcome | null> {
  try {
    return providerRef
      ? { acknowledgement: await readAcknowledgement(providerRef) }
      : await deliverHandOver(message);
  } catch (error) {
    if (error instanceof DomainError && error.key === "emergency.not_configured") return null;
    throw error;
  }
}

async function note(tx: Tx, row: HandoverRow, outcome: Outcome): Promise<void> {
  if ("acknowledgement" in outcome && outcome.acknowledgement) {
    const { acknowledgedBy, acknowledgedAt, caseNumber } = outcome.acknowledgement;
    await take(tx, row, acknowledgedBy, new Date(acknowledgedAt), caseNumber);
    return;
  }
  const record = "providerRef" in outcome ? { ...row.record, providerRef: outcome.providerRef } : row.record;
  const [noted] = await tx.db
    .update(emergencyHandover)
    .set({ record, attempts: sql`${emergencyHandover.attempts} + 1` })
    .where(
      and(
        eq(emergencyHandover.regionId, tx.region.id),
        eq(emergencyHandover.id, row.id),
        inArray(emergencyHandover.status, [...pending]),
      ),
    )
    .returning({ attempts: emergencyHandover.attempts });
  if (!noted || noted.attempts >= asksAtMost) return;
  const at = new Date(tx.now.getTime() + askAgainSeconds * 1000);
  await enqueue(tx.db, "notify-emergency", { regionId: tx.region.id, handoverId: row.id }, { at });
}

/** The job behind `escalate-emergency`: nobody took it within 60 s, so it becomes an alarm at every seat. */
export async function escalateEmergency(ctx: Context, handoverId: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .update(emergencyHandover)
      .set({ status: "escalated", escalatedAt: tx.now })
      .where(
        and(
          eq(emergencyHandover.regionId, tx.region.id),
          eq(emergencyHandover.id, handoverId),
          eq(emergencyHandover.status, "open"),
        ),
      )
      .returning();
    if (!row) return;
    await writeAudit(tx, {
      verb: "emergency.escalate",
      noun: "emergency_handover",
      nounId: row.id,
      bookingId: row.bookingId,
      before: { status: "open" },
      after: { status: "escalated" },
    });
    await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
  });
}
