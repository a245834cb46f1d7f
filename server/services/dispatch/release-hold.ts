import { and, eq, lte } from "drizzle-orm";
import { slotHold } from "@/db/schema/dispatch";
import type { Context, Tx } from "@/server/context";
import { asPlatform, inTransaction } from "@/server/scope";
import { findBooking } from "./find-booking";
import { endHolds } from "./holds";

/** Give the live hold of a booking back; without one nothing changes. Throws `not_found` for someone else's booking. */
export async function releaseHold(tx: Tx, bookingId: string): Promise<void> {
  const row = await findBooking(tx, bookingId);
  await asPlatform(tx, (p) => endHolds(p, eq(slotHold.bookingId, row.id), "released"));
}

/** End one hold whose time is over. Nothing happens when it was promised, released or renewed meanwhile. */
export async function expireHold(ctx: Context, holdId: string): Promise<void> {
  await inTransaction(ctx, (tx) =>
    endHolds(tx, and(eq(slotHold.id, holdId), lte(slotHold.expiresAt, tx.now)), "expired"),
  );
}

/** End every hold of the region whose time is over: what a lost job left behind. Answers with how many. */
export async function sweepHolds(ctx: Context): Promise<number> {
  const ended = await inTransaction(ctx, (tx) =>
    asPlatform(tx, (p) => endHolds(p, lte(slotHold.expiresAt, p.now), "expired")),
  );
  return ended.length;
}
