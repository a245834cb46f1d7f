import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { HoldView } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import { asPlatform, inTransaction } from "@/server/scope";
import { renewHold } from "../dispatch/renew-hold";
import { isContactFresh } from "./confirmation";
import { ownDraft, wayBackOf } from "./row";
import { stateOfOne } from "./status";

/**
 * Five more minutes, once, for a contact that was proved (decisions.md, Shifts); who signed in is proved.
 * @throws DomainError bad_input `code.needed`; expired `hold.expired`; those of `renewHold`
 */
export async function renewSlot(ctx: Context, input: BookingRef): Promise<HoldView> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownDraft(tx, input);
    if (tx.actor.kind === "guest" && !isContactFresh(tx, row))
      throw new DomainError("bad_input", "code.needed");
    const { hold } = await stateOfOne(tx, row);
    if (!hold) throw new DomainError("expired", "hold.expired");
    const renewed = await renewHold(tx, row.id);
    const back = await asPlatform(tx, (p) => wayBackOf(p, row.id));
    const second =
      back && (await stateOfOne(tx, back)).hold
        ? await asPlatform(tx, (p) => renewHold(p, back.id))
        : renewed;
    return {
      ...renewed,
      quoteId: hold.quoteId,
      expiresAt: new Date(Math.min(renewed.expiresAt.getTime(), second.expiresAt.getTime())),
    };
  });
}
