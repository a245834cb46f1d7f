import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import type { ConfirmInput } from "@/server/core/booking-input";
import type { ConfirmResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { verifyCode } from "../code";
import { bookingLink } from "../link";
import { acceptAndPromise, codeSubject, isContactFresh } from "./confirmation";
import { type BookingRow, ownDraft } from "./row";

/**
 * Confirm with the one-time code. The code is tried first and stays counted; once right, the contact stands for half an
 * hour, so that choosing another slot asks for no second code.
 * @throws DomainError of the code (`code.wrong` …), of the slot (`hold.expired`, `slot.taken`) or of the quote
 */
export async function confirmBooking(ctx: Context, input: ConfirmInput): Promise<ConfirmResult> {
  if (input.code) await proveContact(ctx, input, input.code);
  try {
    return await inTransaction(ctx, async (tx) => {
      const row = await ownDraft(tx, input);
      if (!isContactFresh(tx, row)) throw new DomainError("bad_input", "code.needed");
      const confirmed = await acceptAndPromise(tx, row, "booking.confirm");
      return {
        bookingId: row.id,
        number: row.number,
        token: bookingLink(tx.region.id, row.id, confirmed.linkGeneration, "track"),
      };
    });
  } catch (error) {
    if (lostRace(error)) throw new DomainError("conflict", "slot.taken");
    throw error;
  }
}

async function proveContact(ctx: Context, input: ConfirmInput, code: string): Promise<void> {
  const row = await inTransaction(ctx, (tx) => ownDraft(tx, input));
  await verifyCode(ctx, { purpose: "confirm_booking", subject: codeSubject(row), code });
  await inTransaction(ctx, (tx) => asPlatform(tx, (p) => markProven(p, row)));
}

/** The code proved the contacts as they were when it was tried; others, given at the same moment, it does not. */
async function markProven(tx: Tx, { id, bookerPhoneSealed, bookerEmailSealed }: BookingRow): Promise<void> {
  const mark = (which: SQL | undefined) =>
    tx.db
      .update(booking)
      .set({ contactVerifiedAt: tx.now })
      .where(and(eq(booking.regionId, tx.region.id), which, isNull(booking.confirmedAt)))
      .returning({ id: booking.id });
  const same = sql`${booking.bookerPhoneSealed} IS NOT DISTINCT FROM ${bookerPhoneSealed}
    AND ${booking.bookerEmailSealed} IS NOT DISTINCT FROM ${bookerEmailSealed}`;
  const [proven] = await mark(and(eq(booking.id, id), same));
  if (proven) await mark(eq(booking.outwardId, id));
}
