import { and, desc, eq } from "drizzle-orm";
import { promise } from "@/db/schema/dispatch";
import type { Context, Tx } from "@/server/context";
import type { BookingRef } from "@/server/core/booking-input";
import type { CancelPreview, PromiseView } from "@/server/core/booking-view";
import { countsAsRelief } from "@/server/core/relief";
import { type CancellationCharge, cancellationFee } from "@/server/core/tariff/cancellation";
import { openMoves, type TripStatus } from "@/server/core/trip";
import { asPlatform, inTransaction } from "@/server/scope";
import { acceptedQuote } from "../quote/accept";
import { claimOf } from "../relief/claim-of";
import { type BookingRow, learnsPrice, ownBooking } from "./row";
import { type BookingState, stateOfOne } from "./status";

/** The latest promise of a booking; null while nothing is promised. Read as the platform: older rows keep older viewers. */
export async function promiseOf(tx: Tx, bookingId: string): Promise<PromiseView | null> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(promise)
      .where(and(eq(promise.regionId, tx.region.id), eq(promise.bookingId, bookingId)))
      .orderBy(desc(promise.createdAt), desc(promise.id))
      .limit(1),
  );
  if (!row) return null;
  const { pickupFrom, pickupUntil, dropoffBy, reason, createdAt } = row;
  return { pickupFrom, pickupUntil, dropoffBy, reason, at: createdAt };
}

const free: CancellationCharge = { code: "free", fen: 0, rule: null, demonstration: false };

/**
 * What cancelling costs at this instant. Nothing is owed before a promise, nor once the promised window ran out without a
 * vehicle, nor after a claimed relief was refused; a no-show can only be where the vehicle stands at the door.
 */
export async function chargeOf(tx: Tx, row: BookingRow, state: BookingState): Promise<CancellationCharge> {
  const promised = await promiseOf(tx, row.id);
  const accepted = await acceptedQuote(tx, row.id);
  if (!row.confirmedAt || !promised || !accepted) return free;
  const arrived = Boolean(state.trip?.arrivedPickupAt);
  if (!arrived && tx.now > promised.pickupUntil) return free;
  const claim = accepted.row.relief ? await claimOf(tx, row.id) : null;
  // The price that was hoped for will not be: whoever does not want the ordinary one goes free until the vehicle sets out.
  if (claim?.status === "refused" && !state.trip?.departedAt) return free;
  const quoteFen = countsAsRelief(claim?.status ?? null)
    ? (accepted.row.relief?.totalFen ?? accepted.row.totalFen)
    : accepted.row.totalFen;
  const bookedPickupAt = promised.pickupFrom.getTime();
  const cancelledAt = arrived ? tx.now.getTime() : Math.min(tx.now.getTime(), bookedPickupAt);
  const about = { bookedPickupAt, cancelledAt, quoteFen, promised: true };
  return cancellationFee(accepted.tariff.content, about);
}

/** Why a booking cannot be cancelled now; null where it can. A trip taken off its vehicle leaves the booking open. */
export function refusalOf(row: BookingRow, state: BookingState): string | null {
  if (row.cancelledAt) return "booking.cancelled";
  const status: TripStatus | undefined = state.trip?.status;
  if (!status || status === "cancelled" || openMoves(status).includes("cancel")) return null;
  return status === "on_board" || status === "at_dropoff" ? "booking.cancel_on_board" : "booking.cancel_over";
}

export async function previewOf(tx: Tx, row: BookingRow, state: BookingState): Promise<CancelPreview> {
  // The hospital that only receives the patient neither cancels nor learns a fee.
  const refusal = learnsPrice(tx, row) ? refusalOf(row, state) : "booking.not_found";
  const charge = refusal ? free : await chargeOf(tx, row, state);
  return {
    code: charge.code,
    feeFen: charge.fen,
    rule: charge.rule,
    demonstration: charge.demonstration,
    allowed: refusal === null,
    refusal,
  };
}

/** The fee of cancelling an own booking now, shown before anything is cancelled. */
export async function previewCancellation(ctx: Context, input: BookingRef): Promise<CancelPreview> {
  return inTransaction(ctx, async (tx) => {
    const row = await ownBooking(tx, input);
    return previewOf(tx, row, await stateOfOne(tx, row));
  });
}
