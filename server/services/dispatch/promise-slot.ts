import { and, eq, gt } from "drizzle-orm";
import { declinedDemand, slotHold } from "@/db/schema/dispatch";
import { shift } from "@/db/schema/fleet";
import { quote } from "@/db/schema/quote";
import type { Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { enqueue } from "@/server/queue";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { firmClaims } from "@/server/services/plan/claims";
import { lockBookings, lockShifts } from "@/server/services/plan/lock";
import { recordPromise } from "@/server/services/plan/promise";
import { findBooking } from "./find-booking";
import type { HoldRow } from "./holds";

async function takeHold(tx: Tx, bookingId: string): Promise<HoldRow> {
  const [hold] = await tx.db
    .update(slotHold)
    .set({ status: "promised", verified: true, endedAt: tx.now })
    .where(
      and(
        eq(slotHold.regionId, tx.region.id),
        eq(slotHold.bookingId, bookingId),
        eq(slotHold.status, "live"),
        gt(slotHold.expiresAt, tx.now),
      ),
    )
    .returning();
  if (!hold) throw new DomainError("expired", "hold.expired");
  return hold;
}

async function promise(tx: Tx, bookingId: string): Promise<void> {
  await lockBookings(tx, [bookingId]);
  const hold = await takeHold(tx, bookingId);
  await lockShifts(tx, [hold.shiftId]);
  await firmClaims(tx, bookingId, "promised");
  const [sold] = await tx.db
    .select({ kind: shift.kind, quote })
    .from(quote)
    .innerJoin(shift, and(eq(shift.regionId, quote.regionId), eq(shift.id, quote.shiftId)))
    .where(and(eq(quote.regionId, tx.region.id), eq(quote.id, hold.quoteId)));
  if (!sold) throw new DomainError("not_found", "quote.not_found");
  // A shift on offer has promised nothing yet: its row is written when the operator accepts.
  if (sold.kind === "committed") await recordPromise(tx, sold.quote, "confirmed");
  await tx.db
    .delete(declinedDemand)
    .where(
      and(
        eq(declinedDemand.regionId, tx.region.id),
        eq(declinedDemand.bookingId, bookingId),
        eq(declinedDemand.stage, "no_slot"),
      ),
    );
  await writeAudit(tx, {
    verb: "slot.promise",
    noun: "hold",
    nounId: hold.id,
    bookingId,
    after: { shiftId: hold.shiftId, kind: sold.kind, pickupFrom: hold.pickupFrom.toISOString() },
  });
  await enqueue(tx.db, "match-booking", { regionId: tx.region.id, bookingId });
}

/**
 * Turn the live hold of a booking into a promise, in the transaction that confirms it, and have it matched. Throws
 * `expired` hold.expired when the time is over: the booker chooses again.
 */
export async function promiseSlot(tx: Tx, bookingId: string): Promise<void> {
  await findBooking(tx, bookingId);
  await asPlatform(tx, (p) => promise(p, bookingId));
}
