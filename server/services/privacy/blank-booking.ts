import { and, eq, inArray } from "drizzle-orm";
import { oneTimeCode } from "@/db/schema/account";
import { booking } from "@/db/schema/booking";
import { insuranceMessage, insuranceVisit } from "@/db/schema/insurance";
import { markingScan } from "@/db/schema/marking";
import { message } from "@/db/schema/message";
import { callback, emergencyHandover } from "@/db/schema/seat";
import { review } from "@/db/schema/triage";
import { handover, position } from "@/db/schema/trip";
import type { Tx } from "@/server/context";
import { emergencyRecord } from "@/server/core/emergency-record";
import { coarse, type Place } from "@/server/core/place";
import { seal } from "@/server/gateways/vault";
import { type BookingRow, endColumns, openPlace } from "@/server/services/booking/row";
import { blankAdverse, blankCases, blankFiles } from "./blank-cases";

const sealedAs = (tx: Tx, table: string, column: string, value: string) =>
  seal(value, `${tx.region.id}/${table}/${column}`);

/** What messages said and to whom; that they were sent, when and whether they arrived stays. Run as the platform. */
export async function blankMessages(p: Tx, ids: string[]): Promise<void> {
  if (ids.length === 0) return;
  await p.db
    .update(message)
    .set({
      toSealed: sealedAs(p, "message", "to", ""),
      dataSealed: sealedAs(p, "message", "data", "{}"),
      contentSealed: null,
      meta: { erased: true },
    })
    .where(and(eq(message.regionId, p.region.id), inArray(message.id, ids)));
}

async function blankMessagesOf(p: Tx, bookingId: string): Promise<void> {
  const sent = await p.db
    .select({ id: message.id })
    .from(message)
    .where(and(eq(message.regionId, p.region.id), eq(message.bookingId, bookingId)));
  await blankMessages(
    p,
    sent.map(({ id }) => id),
  );
}

/**
 * Take out what only served to reach, to follow and to hear those who booked: contacts, codes, call-backs, what messages said, whose
 * a track or a look at a marking was, what complaints and ratings said. Run as the platform.
 */
export async function blankContacts(p: Tx, { id: bookingId }: Pick<BookingRow, "id">): Promise<void> {
  const here = p.region.id;
  await p.db
    .update(booking)
    .set({ bookerPhoneSealed: null, bookerPhoneIndex: null, bookerEmailSealed: null })
    .where(and(eq(booking.regionId, here), eq(booking.id, bookingId)));
  await p.db.delete(oneTimeCode).where(eq(oneTimeCode.subject, `${here}_${bookingId}`));
  await p.db.delete(callback).where(and(eq(callback.regionId, here), eq(callback.bookingId, bookingId)));
  await p.db
    .update(position)
    .set({ bookingId: null, viewerUsers: [] })
    .where(and(eq(position.regionId, here), eq(position.bookingId, bookingId)));
  await p.db
    .update(markingScan)
    .set({ bookingId: null })
    .where(and(eq(markingScan.regionId, here), eq(markingScan.bookingId, bookingId)));
  await blankMessagesOf(p, bookingId);
  await blankCases(p, bookingId);
}

/** What is left of an end: a facility by its name, a home by its district and about 100 m. */
function leftOf({ facilityId, label, district, lat, lon }: Place): Place {
  const shown = facilityId ? { label, lat, lon } : { label: district, lat: coarse(lat), lon: coarse(lon) };
  return { ...shown, facilityId, detail: "", district, floor: 1, hasLift: true };
}

async function blankEmergencies(p: Tx, bookingId: string): Promise<void> {
  const its = and(eq(emergencyHandover.regionId, p.region.id), eq(emergencyHandover.bookingId, bookingId));
  for (const row of await p.db.select().from(emergencyHandover).where(its)) {
    const record = { ...emergencyRecord.parse(row.record), birthYear: null, weightKg: null, outcome: null };
    await p.db
      .update(emergencyHandover)
      .set({
        placeSealed: null,
        phoneSealed: null,
        record: { ...record, detailsSealed: null, saidSealed: null, outcomeSealed: null },
      })
      .where(and(eq(emergencyHandover.regionId, p.region.id), eq(emergencyHandover.id, row.id)));
  }
}

/** The words of clinicians and the names at the doors. */
async function blankWords(p: Tx, bookingId: string): Promise<void> {
  const here = p.region.id;
  await p.db
    .update(review)
    .set({ noteSealed: null, note: null })
    .where(and(eq(review.regionId, here), eq(review.bookingId, bookingId)));
  await p.db
    .update(handover)
    .set({
      giverNameSealed: sealedAs(p, "handover", "giver_name", ""),
      receiverNameSealed: sealedAs(p, "handover", "receiver_name", ""),
    })
    .where(and(eq(handover.regionId, here), eq(handover.bookingId, bookingId)));
}

/** Whose card it was, and what was said to the fund about them; that it was settled, and for how much, stays. */
async function blankInsured(p: Tx, bookingId: string): Promise<void> {
  const here = p.region.id;
  const visits = await p.db
    .update(insuranceVisit)
    .set({ certNoSealed: null, personNoSealed: null, certMask: "" })
    .where(and(eq(insuranceVisit.regionId, here), eq(insuranceVisit.bookingId, bookingId)))
    .returning({ id: insuranceVisit.id });
  const ids = visits.map(({ id }) => id);
  if (ids.length === 0) return;
  await p.db
    .update(insuranceMessage)
    .set({ requestSealed: null, answerSealed: null })
    .where(and(eq(insuranceMessage.regionId, here), inArray(insuranceMessage.visitId, ids)));
}

/**
 * Take out everything that says who was carried and where they live: with `blankContacts`, all that one booking holds of its
 * people, with its files. The deeds, times, ways and sums stay. Run as the platform.
 */
export async function blankBooking(p: Tx, row: BookingRow): Promise<void> {
  await blankContacts(p, row);
  const { sealed: fromSealed } = endColumns(p, "from", leftOf(openPlace(p, "from", row)));
  const { sealed: toSealed } = endColumns(p, "to", leftOf(openPlace(p, "to", row)));
  await p.db
    .update(booking)
    .set({
      fromSealed,
      toSealed,
      patientId: null,
      patientNameSealed: null,
      patientIdNumberSealed: null,
      patientBirthYear: null,
      patientSex: null,
      patientWeightKg: null,
      bookerNameSealed: null,
      personalErasedAt: p.now,
    })
    .where(and(eq(booking.regionId, p.region.id), eq(booking.id, row.id)));
  await blankWords(p, row.id);
  await blankAdverse(p, row.id);
  await blankEmergencies(p, row.id);
  await blankFiles(p, row.id);
  await blankInsured(p, row.id);
}
