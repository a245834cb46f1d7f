import { and, asc, eq, inArray } from "drizzle-orm";
import { bill, payment } from "@/db/schema/billing";
import { booking, consent } from "@/db/schema/booking";
import { breakGlass } from "@/db/schema/break-glass";
import { complaint, complaintEntry, rating } from "@/db/schema/case";
import { file } from "@/db/schema/file";
import { message } from "@/db/schema/message";
import { assessment } from "@/db/schema/triage";
import { trip, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { accountAad, contactsOf, ownAccount, signedIn } from "@/server/services/account/person";
import { writeAudit } from "@/server/services/audit";
import { type BookingRow, openFrom, openPlace, ownBooking } from "@/server/services/booking/row";
import { listRegions, regionContext } from "@/server/services/region";

const ofBookings = async (p: Tx, ids: string[]) => {
  const here = p.region.id;
  return {
    assessments: await p.db
      .select({
        bookingId: assessment.bookingId,
        at: assessment.createdAt,
        answers: assessment.answers,
        outcome: assessment.outcome,
      })
      .from(assessment)
      .where(and(eq(assessment.regionId, here), inArray(assessment.bookingId, ids))),
    consents: await p.db
      .select({
        bookingId: consent.bookingId,
        purpose: consent.purpose,
        givenBy: consent.givenBy,
        textVersion: consent.textVersion,
        givenAt: consent.givenAt,
        withdrawnAt: consent.withdrawnAt,
      })
      .from(consent)
      .where(and(eq(consent.regionId, here), inArray(consent.bookingId, ids))),
    trips: await p.db
      .select({
        bookingId: trip.bookingId,
        status: trip.status,
        plate: trip.plate,
        departedAt: trip.departedAt,
        arrivedPickupAt: trip.arrivedPickupAt,
        boardedAt: trip.boardedAt,
        arrivedDropoffAt: trip.arrivedDropoffAt,
        endedAt: trip.endedAt,
        drivenMetres: trip.drivenMetres,
      })
      .from(trip)
      .where(and(eq(trip.regionId, here), inArray(trip.bookingId, ids))),
    events: await p.db
      .select({ bookingId: tripEvent.bookingId, kind: tripEvent.kind, happenedAt: tripEvent.happenedAt })
      .from(tripEvent)
      .where(and(eq(tripEvent.regionId, here), inArray(tripEvent.bookingId, ids)))
      .orderBy(asc(tripEvent.happenedAt)),
    bills: await p.db
      .select({
        bookingId: bill.bookingId,
        number: bill.number,
        status: bill.status,
        totalFen: bill.totalFen,
        lines: bill.lines,
      })
      .from(bill)
      .where(and(eq(bill.regionId, here), inArray(bill.bookingId, ids))),
    payments: await p.db
      .select({
        bookingId: payment.bookingId,
        driver: payment.driver,
        status: payment.status,
        amountFen: payment.amountFen,
        createdAt: payment.createdAt,
      })
      .from(payment)
      .where(and(eq(payment.regionId, here), inArray(payment.bookingId, ids))),
    messages: await p.db
      .select({
        bookingId: message.bookingId,
        template: message.template,
        channel: message.channel,
        status: message.status,
        createdAt: message.createdAt,
        sentAt: message.sentAt,
      })
      .from(message)
      .where(and(eq(message.regionId, here), inArray(message.bookingId, ids))),
    openings: await p.db
      .select({
        bookingId: breakGlass.bookingId,
        role: breakGlass.role,
        orgId: breakGlass.orgId,
        purpose: breakGlass.purpose,
        openedAt: breakGlass.openedAt,
        until: breakGlass.until,
        reads: breakGlass.reads,
      })
      .from(breakGlass)
      .where(and(eq(breakGlass.regionId, here), inArray(breakGlass.bookingId, ids))),
    complaints: await p.db
      .select({
        bookingId: complaint.bookingId,
        number: complaint.number,
        topic: complaint.topic,
        status: complaint.status,
        text: complaint.text,
        outcome: complaint.outcome,
        createdAt: complaint.createdAt,
      })
      .from(complaint)
      .where(and(eq(complaint.regionId, here), inArray(complaint.bookingId, ids))),
    ratings: await p.db
      .select({
        bookingId: rating.bookingId,
        score: rating.score,
        text: rating.text,
        createdAt: rating.createdAt,
      })
      .from(rating)
      .where(and(eq(rating.regionId, here), inArray(rating.bookingId, ids))),
    files: await p.db
      .select({
        bookingId: file.bookingId,
        purpose: file.purpose,
        contentType: file.contentType,
        bytes: file.bytes,
        sha256: file.sha256,
        createdAt: file.createdAt,
      })
      .from(file)
      .where(and(eq(file.regionId, here), inArray(file.bookingId, ids)))
      .orderBy(asc(file.createdAt), asc(file.id)),
    complaintEntries: await p.db
      .select({
        bookingId: complaintEntry.bookingId,
        kind: complaintEntry.kind,
        text: complaintEntry.text,
        createdAt: complaintEntry.createdAt,
      })
      .from(complaintEntry)
      .where(and(eq(complaintEntry.regionId, here), inArray(complaintEntry.bookingId, ids))),
  };
};
type Around = Awaited<ReturnType<typeof ofBookings>>;
type Own<P extends keyof Around> = Omit<Around[P][number], "bookingId">[];

/** The rows around one booking, each part by its name. */
function aroundOf(around: Around, bookingId: string): { [P in keyof Around]: Own<P> } {
  const parts = Object.entries(around).map(([name, rows]) => [
    name,
    rows.filter((row) => row.bookingId === bookingId).map(({ bookingId: _id, ...rest }) => rest),
  ]);
  return Object.fromEntries(parts) as { [P in keyof Around]: Own<P> };
}

function bookingOf(tx: Tx, row: BookingRow) {
  const { id, number, channel, mobility, wantedFrom, wantedUntil, extras, needs, createdAt } = row;
  const { confirmedAt, cancelledAt, cancelReason, cancelFeeFen, personalErasedAt, distanceMetres } = row;
  const { readyAt } = row;
  return {
    ...{ id, number, channel, mobility, wantedFrom, wantedUntil, extras, needs, createdAt },
    ...{ confirmedAt, cancelledAt, cancelReason, cancelFeeFen, personalErasedAt, distanceMetres, readyAt },
    patient: {
      name: openFrom(tx, "patient_name", row.patientNameSealed),
      idNumber: openFrom(tx, "patient_id_number", row.patientIdNumberSealed),
      birthYear: row.patientBirthYear,
      sex: row.patientSex,
      weightKg: row.patientWeightKg,
    },
    booker: {
      name: openFrom(tx, "booker_name", row.bookerNameSealed),
      relation: row.bookerRelation,
      phone: openFrom(tx, "booker_phone", row.bookerPhoneSealed),
      email: openFrom(tx, "booker_email", row.bookerEmailSealed),
    },
    from: openPlace(tx, "from", row),
    to: openPlace(tx, "to", row),
  };
}

/** What one region keeps of the person's own bookings; the reading is an audit row there, unless there is nothing. */
async function ofRegion(ctx: Context, accountId: string) {
  return inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(booking)
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.bookedBy, accountId)))
      .orderBy(asc(booking.createdAt));
    if (rows.length === 0) return [];
    const around = await asPlatform(tx, (p) =>
      ofBookings(
        p,
        rows.map(({ id }) => id),
      ),
    );
    const after = { bookings: rows.length };
    await writeAudit(tx, { verb: "personal.export", noun: "account", nounId: accountId, after });
    return rows.map((row) => ({
      regionId: tx.region.id,
      ...bookingOf(tx, row),
      ...aroundOf(around, row.id),
    }));
  });
}

/**
 * Everything that is kept of the one ride whose link a guest holds, in clear: who gave a code to the booker's own contact reads what
 * was said there anyway. The reading is an audit row.
 * @throws DomainError not_found `booking.not_found`; forbidden `booking.code_needed`
 */
export async function exportOwnBooking(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, {});
    if (tx.actor.kind !== "guest" || !tx.actor.manage)
      throw new DomainError("forbidden", "booking.code_needed");
    const around = await asPlatform(tx, (p) => ofBookings(p, [row.id]));
    await writeAudit(tx, {
      verb: "personal.exportBooking",
      noun: "booking",
      nounId: row.id,
      bookingId: row.id,
    });
    return {
      format: "anzhuan-booking-1" as const,
      madeAt: ctx.now,
      booking: { regionId: tx.region.id, ...bookingOf(tx, row), ...aroundOf(around, row.id) },
    };
  });
}

/**
 * Everything that is kept about the signed-in person, in every region: the account, and each booking they made with what
 * stands around it. Names of crews and officials are others' data and are not in it.
 * @throws DomainError not_signed_in
 */
export async function exportPerson(ctx: Context) {
  const { accountId } = signedIn(ctx);
  const account = await inTransaction(ctx, (tx) => ownAccount(tx.db, accountId));
  const bookings = [];
  for (const region of await listRegions(ctx.pool))
    bookings.push(...(await ofRegion({ ...ctx, region: regionContext(region) }, accountId)));
  return {
    format: "anzhuan-personal-1" as const,
    madeAt: ctx.now,
    account: {
      id: account.id,
      name: open(account.nameSealed, accountAad.name),
      contacts: contactsOf(account),
      locale: account.locale,
      createdAt: account.createdAt,
    },
    bookings,
  };
}
