import { and, eq, inArray, sql } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { emergencyRecord } from "@/server/core/emergency-record";
import { localYear } from "@/server/core/local-time";
import {
  type Acknowledgement,
  deliverHandOver,
  type HandOverTo120,
  readAcknowledgement,
} from "@/server/gateways/emergency";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { publicUrl } from "../public-url";
import { tellStaff } from "../tell-staff";
import { take } from "./acknowledge";
import { fullView, type HandoverRow, load, pending, recordWith } from "./record";

/** While nobody at 120 took it, their system is asked again this often, and given up after so many times. */
const askAgainSeconds = 10;
const asksAtMost = 180;

function toDeliver(tx: Tx, row: HandoverRow): HandOverTo120 {
  const full = fullView(tx, row);
  const birthYear = full.patient.birthYear;
  return {
    id: row.id,
    regionId: row.regionId,
    at: row.createdAt.toISOString(),
    callerPhone: full.phone,
    callerRelation: full.relation,
    patientName: full.patient.name,
    patientAgeYears: birthYear && localYear(tx.now, tx.region.timeZone) - birthYear,
    place: {
      address: [full.place?.label, full.place?.detail, full.details?.placeText].filter(Boolean).join(" "),
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
  // A phone may have been left while 120 was asked: only what is new is written into the record.
  const learnt = "providerRef" in outcome ? { record: recordWith({ providerRef: outcome.providerRef }) } : {};
  const [noted] = await tx.db
    .update(emergencyHandover)
    .set({ ...learnt, attempts: sql`${emergencyHandover.attempts} + 1` })
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
    await alarmSeats(tx, row);
    await wake(tx, { orgs: row.viewerOrgs, ...(row.bookingId ? { booking: row.bookingId } : {}) });
  });
}

/** Every seat of the region hears of it by every way it has, also who does not look at the screen. */
async function alarmSeats(tx: Tx, row: HandoverRow): Promise<void> {
  const { id, reference, createdAt, bookingId } = row;
  await tellStaff(
    tx,
    { role: "seat", type: "call_centre" },
    {
      template: "emergency_alarm",
      bookingId,
      key: `emergency_alarm:${id}`,
      data: (locale) => ({ reference, since: createdAt, url: publicUrl(`/${locale}/seat/emergency/${id}`) }),
      urgent: true,
    },
  );
}
