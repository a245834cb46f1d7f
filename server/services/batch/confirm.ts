import type { Context } from "@/server/context";
import type { BatchConfirmInput } from "@/server/core/batch/input";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { confirmBookingByStaff } from "../booking/confirm-by-staff";
import { ownBooking } from "../booking/row";

/** What became of one row: booked, or the key of its reason in errors.json; then it stays in the list. */
export interface ConfirmedRow {
  bookingId: string;
  number: string;
  isConfirmed: boolean;
  problem: string | null;
}

async function confirmOne(ctx: Context, bookingId: string, input: BatchConfirmInput): Promise<string | null> {
  const { bookerName, phone, consents, consentTextVersion } = input;
  try {
    await confirmBookingByStaff(ctx, {
      bookingId,
      patientName: null,
      idNumber: null,
      bookerName,
      relation: "hospital",
      phone,
      email: null,
      consents,
      consentTextVersion,
    });
    return null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    // The answer to an earlier try was lost on the way: it is booked, and not booked twice.
    return error.key === "booking.already_confirmed" ? null : error.key;
  }
}

/**
 * Confirm the held rows of a batch by one word of the desk, each a booking of its own: one that lost its slot does not keep
 * the others. Sent again it answers the same. @throws DomainError not_found where one is somebody else's, before any is confirmed
 */
export async function confirmBatch(ctx: Context, input: BatchConfirmInput): Promise<ConfirmedRow[]> {
  const ids = [...new Set(input.bookingIds)];
  const rows = await inTransaction(ctx, async (tx) => {
    const found = [];
    for (const bookingId of ids) found.push(await ownBooking(tx, { bookingId }));
    return found;
  });
  const answers: ConfirmedRow[] = [];
  for (const { id, number } of rows) {
    const problem = await confirmOne(ctx, id, input);
    answers.push({ bookingId: id, number, isConfirmed: problem === null, problem });
  }
  return answers;
}
