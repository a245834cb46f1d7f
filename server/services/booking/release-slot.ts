import type { Context } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import { asPlatform, inTransaction } from "@/server/scope";
import { releaseHold } from "../dispatch/release-hold";
import { ownDraft, wayBackOf } from "./row";

/** Give the held slot back, of a round trip both; without a hold nothing changes. */
export async function releaseSlot(ctx: Context, input: BookingRef): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const row = await ownDraft(tx, input);
    const back = await asPlatform(tx, (p) => wayBackOf(p, row.id));
    await releaseHold(tx, row.id);
    if (back) await asPlatform(tx, (p) => releaseHold(p, back.id));
  });
}
