import { lostRace } from "@/db/sqlstate";
import type { Context } from "@/server/context";
import type { ConfirmByStaffInput } from "@/server/core/booking-input";
import type { ConfirmResult } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { acceptAndPromise } from "./confirmation";
import { giveConsents, storePeople } from "./people";
import { ownDraft } from "./row";

/** Confirm for a patient of the own hospital or for a caller: the member vouches for the contact, no code is asked. */
export async function confirmBookingByStaff(
  ctx: Context,
  input: ConfirmByStaffInput,
): Promise<ConfirmResult> {
  try {
    return await inTransaction(ctx, async (tx) => {
      const row = await ownDraft(tx, input);
      const stored = await storePeople(tx, row, input, true);
      await giveConsents(tx, stored, input.consents, input.relation, input.consentTextVersion);
      await acceptAndPromise(tx, stored, "booking.confirmByStaff");
      return { bookingId: row.id, number: row.number, token: null };
    });
  } catch (error) {
    if (lostRace(error)) throw new DomainError("conflict", "slot.taken");
    throw error;
  }
}
