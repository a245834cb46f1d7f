import type { Context } from "@/server/context";
import type { ChooseSlotInput } from "@/server/core/booking-input";
import type { HoldView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { holdSlot } from "../dispatch/hold-slot";
import { releaseHold } from "../dispatch/release-hold";
import { quoteOf } from "../quote/accept";
import { ownDraft, wayBackOf } from "./row";

/**
 * Hold the slot of a quote while the booker decides, and of a round trip both slots: one without the other is given back.
 * @throws DomainError conflict `slot.taken` (ask for quotes again), expired `quote.expired`, too_many `slot.too_many_holds`
 */
export async function chooseSlot(ctx: Context, input: ChooseSlotInput): Promise<HoldView> {
  const { row, back, returnQuoteId } = await inTransaction(ctx, async (tx) => {
    const draft = await ownDraft(tx, input);
    const { returnQuoteId: second } = await quoteOf(tx, draft.id, input.quoteId);
    return { row: draft, returnQuoteId: second, back: await asPlatform(tx, (p) => wayBackOf(p, draft.id)) };
  });
  const contactIndex = row.bookerPhoneIndex;
  const held = await holdSlot(ctx, { bookingId: row.id, quoteId: input.quoteId, contactIndex });
  if (!back || !returnQuoteId) return { ...held, quoteId: input.quoteId };
  try {
    const second = await holdSlot(ctx, { bookingId: back.id, quoteId: returnQuoteId, contactIndex });
    const expiresAt = new Date(Math.min(held.expiresAt.getTime(), second.expiresAt.getTime()));
    return { holdId: held.holdId, quoteId: input.quoteId, expiresAt };
  } catch (error) {
    await inTransaction(ctx, (tx) => releaseHold(tx, row.id));
    if (error instanceof DomainError && error.code === "conflict")
      throw new DomainError("conflict", "slot.way_back_taken");
    throw error;
  }
}
