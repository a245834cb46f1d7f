import type { Context } from "@/server/context";
import type { ConsentWithdrawInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { bookingLink } from "../link";
import { boundByRide, isStillNeeded, withdrawOf } from "./consent-row";
import { ownBooking } from "./row";

/**
 * Take a consent back. Without the consent to hand over health data nobody can be carried: until the ride is over that is
 * done by cancelling. From then on the location is not shown, the links end, the data are not used for another booking.
 * A guest goes on with the token that is answered.
 * @throws DomainError conflict `consent.not_given`, `consent.cancel_instead`; forbidden `booking.code_needed`
 */
export async function withdrawConsent(
  ctx: Context,
  input: ConsentWithdrawInput,
): Promise<{ token: string | null }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    const { actor } = tx;
    if (actor.kind === "guest" && !actor.manage && row.confirmedAt)
      throw new DomainError("forbidden", "booking.code_needed");
    if (boundByRide.has(input.purpose) && (await isStillNeeded(tx, row)))
      throw new DomainError("conflict", "consent.cancel_instead");
    const generation = await withdrawOf(tx, row, input.purpose);
    return {
      token: actor.kind === "guest" ? bookingLink(tx.region.id, row.id, generation, actor.link) : null,
    };
  });
}
