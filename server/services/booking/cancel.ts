import { and, eq, isNull } from "drizzle-orm";
import { booking } from "@/db/schema/booking";
import type { Context, Tx } from "@/server/context";
import type { CancelInput } from "@/server/core/booking-input";
import type { CancelPreview } from "@/server/core/booking-view";
import { DomainError } from "@/server/core/domain-error";
import type { CancellationCharge } from "@/server/core/tariff/cancellation";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { billCancellation } from "../billing/bill-trip";
import { releaseBooking } from "../dispatch/release-booking";
import { lockPlanOf } from "../plan/lock";
import { publicUrl } from "../public-url";
import { supersedeQuotes } from "../quote/accept";
import { withdrawReview } from "../triage";
import { tellBooker } from "../trip/tell";
import { chargeOf, previewOf, promiseOf, refusalOf } from "./cancel-preview";
import { type BookingRow, ownBooking, wayBackOf } from "./row";
import { stateOfOne } from "./status";

/**
 * Cancel an own booking at the fee that was shown. Of a confirmed one a guest gives a one-time code first. The plan is
 * freed, the operator hears, the fee is billed and what was paid beyond it goes back, all in one transaction.
 * @throws DomainError forbidden `booking.code_needed`; conflict `booking.fee_changed` with `feeFen`, `booking.cancelled`,
 * `booking.cancel_on_board`, `booking.cancel_over`
 */
export async function cancelBooking(ctx: Context, input: CancelInput): Promise<CancelPreview> {
  return inTransaction(ctx, async (tx) => {
    const row = await lockedBooking(tx, input);
    if (tx.actor.kind === "guest" && !tx.actor.manage && row.confirmedAt)
      throw new DomainError("forbidden", "booking.code_needed");
    const state = await stateOfOne(tx, row);
    const preview = await previewOf(tx, row, state);
    if (preview.refusal) throw new DomainError("conflict", preview.refusal);
    const charge = await chargeOf(tx, row, state);
    if (charge.fen > input.acceptFeeFen)
      throw new DomainError("conflict", "booking.fee_changed", { feeFen: charge.fen });
    await asPlatform(tx, async (p) => {
      await end(p, row, input.reason, charge);
      const back = await wayBackOf(p, row.id);
      // One task: the way back falls with the way out and costs nothing of its own.
      if (back) await end(p, back, input.reason, { ...charge, code: "free", fen: 0, rule: null });
    });
    return { ...preview, allowed: false, refusal: "booking.cancelled" };
  });
}

/**
 * The own booking under its lock, with its way back and all they hold: whoever confirms, boards or accepts meanwhile waits, or
 * is seen by what is decided here.
 */
async function lockedBooking(tx: Tx, input: CancelInput): Promise<BookingRow> {
  const { id } = await ownBooking(tx, input);
  await asPlatform(tx, async (p) => {
    const back = await wayBackOf(p, id);
    await lockPlanOf(p, back ? [id, back.id] : [id]);
  });
  return ownBooking(tx, input);
}

async function end(
  tx: Tx,
  row: BookingRow,
  reason: CancelInput["reason"],
  charge: CancellationCharge,
): Promise<void> {
  const promised = await promiseOf(tx, row.id);
  const [ended] = await tx.db
    .update(booking)
    .set({ cancelledAt: tx.now, cancelReason: reason, cancelFeeFen: charge.fen })
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.id, row.id), isNull(booking.cancelledAt)))
    .returning();
  if (!ended) throw new DomainError("conflict", "booking.cancelled");
  await withdrawReview(tx, row.id);
  await releaseBooking(tx, row.id, reason);
  // The patient may have boarded since the fee was read: then nothing of this is written.
  const boarded = refusalOf(row, await stateOfOne(tx, row));
  if (boarded) throw new DomainError("conflict", boarded);
  await supersedeQuotes(tx, row.id);
  const { refundFen } = row.confirmedAt ? await billCancellation(tx, row.id, charge) : { refundFen: 0 };
  if (row.confirmedAt) {
    const window = promised && { start: promised.pickupFrom, end: promised.pickupUntil };
    const data = {
      bookingNumber: row.number,
      promise: window,
      feeFen: charge.fen,
      refundFen,
      bookUrl: publicUrl("/book"),
    };
    await tellBooker(tx, row, "booking_cancelled", data, `cancelled:${row.id}`);
  }
  const before = { confirmedAt: row.confirmedAt?.toISOString() ?? null };
  await writeAudit(tx, {
    verb: "booking.cancel",
    noun: "booking",
    nounId: row.id,
    bookingId: row.id,
    before,
    after: { reason, feeFen: charge.fen, rule: charge.rule },
  });
  await wake(tx, { orgs: row.viewerOrgs, booking: row.id });
}
