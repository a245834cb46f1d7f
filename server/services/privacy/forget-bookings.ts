import { and, asc, eq, gte, inArray, isNotNull, isNull, lt, notExists, or, type SQL, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { complaint } from "@/db/schema/case";
import { emergencyHandover } from "@/db/schema/seat";
import { adverseEvent, trip } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { BookingRow } from "@/server/services/booking/row";
import { eraseRecord } from "@/server/services/record/erase";
import { blankBooking, blankContacts } from "./blank-booking";

const perStep = 50;

/** Somebody still looks into it: an open complaint or adverse event. */
function isQuiet(tx: Tx): SQL | undefined {
  const one = { one: sql`1` };
  return and(
    notExists(
      tx.db
        .select(one)
        .from(complaint)
        .where(
          and(
            eq(complaint.regionId, booking.regionId),
            eq(complaint.bookingId, booking.id),
            inArray(complaint.status, ["open", "answered"]),
          ),
        ),
    ),
    notExists(
      tx.db
        .select(one)
        .from(adverseEvent)
        .where(
          and(
            eq(adverseEvent.regionId, booking.regionId),
            eq(adverseEvent.bookingId, booking.id),
            inArray(adverseEvent.status, ["open", "reported"]),
          ),
        ),
    ),
  );
}

function due(tx: Tx, cutOff: Date, more?: SQL): Promise<BookingRow[]> {
  return tx.db
    .select()
    .from(booking)
    .where(
      and(
        eq(booking.regionId, tx.region.id),
        lt(booking.createdAt, cutOff),
        lt(booking.wantedUntil, cutOff),
        isNull(booking.personalErasedAt),
        isQuiet(tx),
        more,
      ),
    )
    .orderBy(asc(booking.createdAt))
    .limit(perStep)
    .for("update", { skipLocked: true });
}

/** Asked for and never confirmed, nor handed over to 120: nobody was cared for, nothing has to be kept. */
export async function forgetDrafts(tx: Tx, cutOff: Date): Promise<number> {
  const handedOver = tx.db
    .select({ one: sql`1` })
    .from(emergencyHandover)
    .where(
      and(eq(emergencyHandover.regionId, booking.regionId), eq(emergencyHandover.bookingId, booking.id)),
    );
  const rows = await due(tx, cutOff, and(isNull(booking.confirmedAt), notExists(handedOver)));
  for (const row of rows) await blankBooking(tx, row);
  return rows.length;
}

/** The audit's values go with their salts; what went before, or is held up by a case, is not this step's business. */
async function eraseValues(tx: Tx, bookingId: string): Promise<void> {
  try {
    await eraseRecord(tx, { bookingId, reason: "retention_over" });
  } catch (error) {
    if (!(error instanceof DomainError && error.key.startsWith("record."))) throw error;
  }
}

/** Orders, invoices and audit: who can be reached, and what audit rows say. */
export async function forgetOrders(tx: Tx, cutOff: Date): Promise<number> {
  const reachable = or(isNotNull(booking.bookerPhoneSealed), isNotNull(booking.bookerEmailSealed));
  const rows = await due(tx, cutOff, reachable);
  for (const row of rows) {
    await eraseValues(tx, row.id);
    await blankContacts(tx, row);
  }
  return rows.length;
}

/** The record of care, hand-over and consent: who was carried and where they live. */
export async function forgetCare(tx: Tx, cutOff: Date): Promise<number> {
  const over = notExists(
    tx.db
      .select({ one: sql`1` })
      .from(trip)
      .where(
        and(
          eq(trip.regionId, booking.regionId),
          eq(trip.bookingId, booking.id),
          or(isNull(trip.endedAt), gte(trip.endedAt, cutOff)),
        ),
      ),
  );
  const rows = await due(tx, cutOff, over);
  for (const row of rows) {
    await eraseValues(tx, row.id);
    await blankBooking(tx, row);
  }
  return rows.length;
}
