import type { z } from "zod";
import { payment } from "@/db/schema/billing";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, actorName, type Context, type Tx } from "@/server/context";
import type { paymentRecordCash, paymentRecordPos } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { paymentRow } from "@/server/core/ledger";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger } from "@/server/services/ledger";
import { crewTrip, type TripRow, viewersOf } from "@/server/services/trip/load";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import { accountOf, lockAccount, onAccount, reconcileAccount } from "../billing/balance";
import { findPayment } from "./row";

interface Taken {
  paymentId: string;
  tripId: string;
  amountFen: number;
  driver: "cash" | "pos";
  slipNumber: string | null;
}

/** What the crew is told: the payment, and what is still due. */
export interface TakenView {
  paymentId: string;
  amountFen: number;
  dueFen: number;
}

async function write(tx: Tx, row: TripRow, taken: Taken, billId: string | null): Promise<void> {
  const { paymentId, amountFen, driver, slipNumber } = taken;
  await asPlatform(tx, async (p) => {
    await p.db.insert(payment).values({
      ...viewersOf(row),
      id: paymentId,
      billId,
      driver,
      status: "succeeded",
      amountFen,
      idempotencyKey: `${driver}-${paymentId}`,
      providerRef: slipNumber,
      takenBy: actorName(tx.actor),
      createdAt: tx.now,
      settledAt: tx.now,
    });
    // Cash is in somebody's hand: whose, the books say until it is handed in.
    const partyId = driver === "cash" ? accountIdOf(tx) : null;
    const owner = { orgId: row.orgId, bookingId: row.bookingId, partyId };
    await postLedger(p, owner, paymentRow({ id: paymentId, driver, amountFen }, "posted"));
  });
  await writeAudit(tx, {
    verb: driver === "cash" ? "payment.recordCash" : "payment.recordPos",
    noun: "payment",
    nounId: paymentId,
    bookingId: row.bookingId,
    after: { amountFen, driver, slipNumber },
  });
}

async function take(tx: Tx, taken: Taken): Promise<TakenView> {
  const { paymentId, amountFen, driver } = taken;
  const row = await crewTrip(tx, taken.tripId);
  await lockAccount(tx, row.bookingId);
  const before = await accountOf(tx, row.bookingId);
  if (!before) throw new DomainError("not_found", "trip.not_found");
  const known = await findPayment(tx, paymentId);
  if (known) {
    const isSame =
      known.bookingId === row.bookingId &&
      known.amountFen === amountFen &&
      known.driver === driver &&
      known.providerRef === taken.slipNumber;
    if (!isSame) throw new DomainError("conflict", "payment.id_used");
    return { paymentId, amountFen, dueFen: before.dueFen };
  }
  if (onAccount(before)) throw new DomainError("conflict", "payment.on_account");
  if (amountFen > before.dueFen)
    throw new DomainError("conflict", "payment.more_than_due", { dueFen: Math.max(0, before.dueFen) });
  await write(tx, row, taken, before.bill?.id ?? null);
  const after = await reconcileAccount(tx, row.bookingId);
  const data = {
    bookingNumber: after.booking.number,
    amountFen,
    driver,
    paidAt: tx.now,
    receiptUrl: trackUrl(after.booking, "#receipt"),
  };
  await tellBooker(tx, after.booking, "payment_received", data, `paid:${paymentId}`);
  return { paymentId, amountFen, dueFen: after.dueFen };
}

async function record(ctx: Context, taken: Taken): Promise<TakenView> {
  return inTransaction(ctx, (tx) => take(tx, taken)).catch((error: unknown) => {
    if (lostRace(error))
      throw new DomainError("conflict", taken.slipNumber ? "payment.slip_used" : "payment.id_used");
    throw error;
  });
}

/**
 * Cash handed to the crew, at most what is due. The same record again counts once.
 * @throws DomainError not_found `trip.not_found`; conflict `payment.on_account`, `payment.more_than_due`, `payment.id_used`
 */
export function recordCash(ctx: Context, input: z.infer<typeof paymentRecordCash>): Promise<TakenView> {
  return record(ctx, { ...input, driver: "cash", slipNumber: null });
}

/** A card taken on the operator's POS device, by its slip number. @throws DomainError as `recordCash`; `payment.slip_used` */
export function recordPos(ctx: Context, input: z.infer<typeof paymentRecordPos>): Promise<TakenView> {
  return record(ctx, { ...input, driver: "pos" });
}
