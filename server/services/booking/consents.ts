import { and, asc, desc, eq, inArray, isNull } from "drizzle-orm";
import { booking, consent } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { type ConsentPurpose, consentPurposes } from "@/server/core/consent";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { boundByRide, isStillNeeded, withdrawOf } from "./consent-row";
import { ownBooking } from "./row";

const columns = {
  purpose: consent.purpose,
  givenBy: consent.givenBy,
  textVersion: consent.textVersion,
  givenAt: consent.givenAt,
  withdrawnAt: consent.withdrawnAt,
};

/** What was agreed to for one booking, each purpose as it stands now. @throws DomainError not_found `booking.not_found` */
export async function consentsOfBooking(ctx: Context, input: BookingRef) {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    const given = await tx.db
      .select(columns)
      .from(consent)
      .where(and(eq(consent.regionId, tx.region.id), eq(consent.bookingId, row.id)))
      .orderBy(asc(consent.givenAt));
    const isNeeded = await isStillNeeded(tx, row);
    return consentPurposes.flatMap((purpose) => {
      const latest = given.filter((it) => it.purpose === purpose).at(-1);
      const isBound = isNeeded && boundByRide.has(purpose);
      return latest ? [{ ...latest, isBound: isBound && latest.withdrawnAt === null }] : [];
    });
  });
}

async function ownStanding(tx: Tx, purpose?: ConsentPurpose) {
  if (tx.actor.kind !== "user") throw new DomainError("not_signed_in", "access.sign_in");
  return tx.db
    .select({ booking, ...columns })
    .from(consent)
    .innerJoin(booking, and(eq(booking.regionId, consent.regionId), eq(booking.id, consent.bookingId)))
    .where(
      and(
        eq(consent.regionId, tx.region.id),
        eq(booking.bookedBy, tx.actor.accountId),
        isNull(consent.withdrawnAt),
        purpose ? inArray(consent.purpose, [purpose]) : undefined,
      ),
    )
    .orderBy(desc(consent.givenAt));
}

/** What the signed-in person agreed to in this region and has not taken back: by purpose, in how many bookings, since when. */
export async function ownConsents(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const rows = await ownStanding(tx);
    return consentPurposes.flatMap((purpose) => {
      const those = rows.filter((row) => row.purpose === purpose);
      const [latest] = those;
      return latest ? [{ purpose, bookings: those.length, latestAt: latest.givenAt }] : [];
    });
  });
}

/**
 * Take one purpose back in all own bookings. Rides still to come keep what they cannot do without: how many those are is
 * answered, and cancelling them is the way.
 */
export async function withdrawAllConsents(ctx: Context, input: { purpose: ConsentPurpose }) {
  return inTransaction(ctx, async (tx) => {
    const rows = await ownStanding(tx, input.purpose);
    const done = { withdrawn: 0, kept: 0 };
    for (const { booking: row } of rows) {
      if (boundByRide.has(input.purpose) && (await isStillNeeded(tx, row))) {
        done.kept += 1;
        continue;
      }
      await withdrawOf(tx, row, input.purpose);
      done.withdrawn += 1;
    }
    return done;
  });
}
