import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import type { Tx } from "@/server/context";
import type { EmergencyView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import {
  type EmergencyRecord,
  emergencyDetails,
  emergencyRecord,
  saidFindings,
} from "@/server/core/emergency-record";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { place } from "@/server/core/place";
import { open } from "@/server/gateways/vault";

export type HandoverRow = typeof emergencyHandover.$inferSelect;

export const sealedAs = (tx: Tx, column: "place" | "phone" | "details" | "said" | "outcome") =>
  `${tx.region.id}/emergency_handover/${column}`;

export function shortView(row: HandoverRow): EmergencyView {
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

/** The latest hand-over of a booking to 120, or null. */
export async function handoverOf(tx: Tx, bookingId: string): Promise<EmergencyView | null> {
  const [row] = await tx.db
    .select()
    .from(emergencyHandover)
    .where(
      and(
        eq(emergencyHandover.regionId, tx.region.id),
        eq(emergencyHandover.bookingId, bookingId),
        eq(emergencyHandover.direction, "to_120"),
      ),
    )
    .orderBy(desc(emergencyHandover.createdAt))
    .limit(1);
  return row ? shortView(row) : null;
}

export function fullView(tx: Tx, row: HandoverRow): EmergencyRecordView {
  const record = emergencyRecord.parse(row.record);
  const { bookingNumber, redFlags, relation, ruleVersion, mobility, birthYear, weightKg } = record;
  const { caseNumber, detailsSealed, saidSealed, outcomeSealed } = record;
  const said = saidSealed ? saidFindings.parse(JSON.parse(open(saidSealed, sealedAs(tx, "said")))) : [];
  const { bookingId, direction, createdAt, escalatedAt, attempts } = row;
  const details =
    detailsSealed === null
      ? null
      : emergencyDetails.parse(JSON.parse(open(detailsSealed, sealedAs(tx, "details"))));
  return {
    ...shortView(row),
    bookingId,
    bookingNumber,
    direction,
    createdAt,
    escalatedAt,
    attempts,
    findings: [...record.findings, ...said],
    redFlags,
    place: row.placeSealed ? place.parse(JSON.parse(open(row.placeSealed, sealedAs(tx, "place")))) : null,
    phone: row.phoneSealed && open(row.phoneSealed, sealedAs(tx, "phone")),
    patient: { name: details?.patientName ?? null, mobility, birthYear, weightKg },
    relation,
    ruleVersion,
    caseNumber,
    details,
    outcome: outcomeSealed ? open(outcomeSealed, sealedAs(tx, "outcome")) : record.outcome,
  };
}

export async function load(tx: Tx, handoverId: string): Promise<HandoverRow> {
  const [row] = await tx.db
    .select()
    .from(emergencyHandover)
    .where(and(eq(emergencyHandover.regionId, tx.region.id), eq(emergencyHandover.id, handoverId)));
  if (!row) throw new DomainError("not_found", "emergency.not_found");
  return row;
}

/** Nobody at 120 took it yet. */
export const pending = ["open", "escalated"] as const;
/** The record with some fields written anew, merged by the database: what somebody else wrote meanwhile stays. */
export function recordWith(fields: Partial<EmergencyRecord>): SQL<Record<string, unknown>> {
  return sql`${emergencyHandover.record} || ${JSON.stringify(fields)}::text::jsonb`;
}
