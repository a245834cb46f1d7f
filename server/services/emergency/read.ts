import { and, desc, eq, inArray } from "drizzle-orm";
import { emergencyHandover } from "@/db/schema/seat";
import type { Context, Tx } from "@/server/context";
import type { EmergencyListInput, EmergencyRef } from "@/server/core/booking-input";
import { emergencyRecord } from "@/server/core/emergency-record";
import type { EmergencyRecordView } from "@/server/core/emergency-view";
import { maskName, maskPhone } from "@/server/core/masking";
import { coarse } from "@/server/core/place";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { fullView, type HandoverRow, load, pending } from "./record";

const shownAtMost = 100;

/** The seats that answer the telephone read places and phones in clear; a regulator who watches sees masks. */
const readsClear = (ctx: Context): boolean => !(ctx.actor.kind === "user" && ctx.actor.role === "regulator");

/** A hand-over without who and where in clear: a facility by its name, a home by its district, nobody's own words. */
function maskedView(tx: Tx, row: HandoverRow): EmergencyRecordView {
  const { place, phone, patient, details: _words, ...rest } = fullView(tx, row);
  return {
    ...rest,
    findings: emergencyRecord.parse(row.record).findings,
    place: place && {
      ...place,
      label: place.facilityId ? place.label : place.district,
      detail: "",
      lat: place.facilityId ? place.lat : coarse(place.lat),
      lon: place.facilityId ? place.lon : coarse(place.lon),
    },
    phone: phone && maskPhone(phone),
    patient: { ...patient, name: patient.name && maskName(patient.name) },
    details: null,
    outcome: null,
  };
}

/**
 * Hand-overs, newest first; `open`: those nobody took yet. The seat reads places and phones in clear, and that read is
 * audited.
 */
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
    if (!readsClear(tx)) return rows.map((row) => maskedView(tx, row));
    if (rows.length > 0)
      await writeAudit(tx, { verb: "emergency.list", noun: "emergency_handover", nounId: "list", after });
    return rows.map((row) => fullView(tx, row));
  });
}

/** One hand-over with its whole record, for reading out and printing; masked for a regulator. */
export async function getHandover(ctx: Context, { handoverId }: EmergencyRef): Promise<EmergencyRecordView> {
  return inTransaction(ctx, async (tx) => {
    const row = await load(tx, handoverId);
    if (!readsClear(tx)) return maskedView(tx, row);
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
