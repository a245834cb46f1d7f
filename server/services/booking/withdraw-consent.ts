import { and, eq, isNull } from "drizzle-orm";
import { booking, consent } from "@/db/schema/booking";
import type { Context } from "@/server/context";
import type { ConsentWithdrawInput } from "@/server/core/booking-input";
import { DomainError } from "@/server/core/domain-error";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { bookingLink } from "../link";
import { ownBooking } from "./row";

/**
 * Take a consent back. Without the consent to hand over health data nobody can be carried: that is done by cancelling.
 * Withdrawing the sharing revokes every link handed out: a guest goes on with the token that is answered.
 * @throws DomainError conflict `consent.not_given`, `consent.cancel_instead`; forbidden `booking.code_needed`
 */
export async function withdrawConsent(
  ctx: Context,
  input: ConsentWithdrawInput,
): Promise<{ token: string | null }> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    if (tx.actor.kind === "guest" && !tx.actor.manage && row.confirmedAt)
      throw new DomainError("forbidden", "booking.code_needed");
    if (input.purpose === "transfer_health_data" && row.confirmedAt && !row.cancelledAt)
      throw new DomainError("conflict", "consent.cancel_instead");
    const [taken] = await tx.db
      .update(consent)
      .set({ withdrawnAt: tx.now })
      .where(
        and(
          eq(consent.regionId, tx.region.id),
          eq(consent.bookingId, row.id),
          eq(consent.purpose, input.purpose),
          isNull(consent.withdrawnAt),
        ),
      )
      .returning({ id: consent.id });
    if (!taken) throw new DomainError("conflict", "consent.not_given");
    const generation = input.purpose === "share_with_relative" ? row.linkGeneration + 1 : row.linkGeneration;
    await tx.db
      .update(booking)
      .set({ linkGeneration: generation })
      .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.id)));
    await writeAudit(tx, {
      verb: "booking.withdrawConsent",
      noun: "consent",
      nounId: taken.id,
      bookingId: row.id,
      after: { purpose: input.purpose },
    });
    const { actor } = tx;
    return {
      token: actor.kind === "guest" ? bookingLink(tx.region.id, row.id, generation, actor.link) : null,
    };
  });
}
