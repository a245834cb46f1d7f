import { v7 as uuidv7 } from "uuid";
import { payment } from "@/db/schema/billing";
import type { Tx } from "@/server/context";
import { coveredFen, type Split, transferFen } from "@/server/core/insurance/split";
import { paymentRow } from "@/server/core/ledger";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger, resolveLedger } from "@/server/services/ledger";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import { type Account, accountOf, reconcileAccount } from "../billing/balance";
import { closeRefund, findRefund } from "./refund";
import { requestRefund } from "./request-refund";
import { changePayment, findPayment } from "./row";

/** Whose settlement with a fund it is. */
export interface Insured {
  settlementId: string;
  bookingId: string;
  orgId: string;
  /** The fund: whose debt it becomes. */
  partyId: string;
}

interface Written {
  status: "pending" | "succeeded";
  split: Split;
}

async function write(tx: Tx, of: Insured, account: Account, { status, split }: Written): Promise<string> {
  const id = uuidv7();
  const { bookingId, orgId, partyId } = of;
  const viewers = account.trip ?? account.booking;
  const isPosted = status === "succeeded";
  await asPlatform(tx, async (p) => {
    await p.db.insert(payment).values({
      regionId: tx.region.id,
      id,
      bookingId,
      billId: account.bill?.id ?? null,
      driver: "insurance",
      partyId,
      status,
      amountFen: coveredFen(split),
      idempotencyKey: `insurance-${of.settlementId}-${status}`,
      createdAt: tx.now,
      settledAt: isPosted ? tx.now : null,
      viewerOrgs: viewers.viewerOrgs,
      viewerUsers: viewers.viewerUsers,
    });
    const row = paymentRow(
      { id, driver: "insurance", amountFen: transferFen(split) },
      isPosted ? "posted" : "pending",
    );
    await postLedger(p, { orgId, bookingId, partyId }, row);
    if (isPosted) await postInstitutionPart(p, of, id, split);
  });
  return id;
}

/** What the institution bears itself the payer does not owe, and nobody pays. */
async function postInstitutionPart(tx: Tx, of: Insured, paymentId: string, split: Split): Promise<void> {
  await postLedger(
    tx,
    { orgId: of.orgId, bookingId: of.bookingId },
    {
      debitAccount: "loss:written_off",
      creditAccount: "receivable:payer",
      amountFen: split.institutionFen,
      state: "posted",
      causeKey: `payment:${paymentId}:institution`,
      memo: "insurance",
    },
  );
}

/** What the fund is expected to pay, pending until the settlement is definite; null where it will pay nothing. The booking is locked. */
export async function expectInsured(tx: Tx, of: Insured, expected: Split): Promise<string | null> {
  const account = await accountOf(tx, of.bookingId);
  if (!account || coveredFen(expected) <= 0) return null;
  return write(tx, of, account, { status: "pending", split: expected });
}

/** Nothing came of it: the pending payment ends, and what it would have paid is still owed. */
export async function dropInsured(tx: Tx, paymentId: string | null, failure: string): Promise<void> {
  const dropped =
    paymentId &&
    (await changePayment(tx, paymentId, "pending", { status: "cancelled", failure, settledAt: tx.now }));
  if (!dropped) return;
  await resolveLedger(tx, `payment:${paymentId}`, "void");
}

async function told(tx: Tx, of: Insured, paymentId: string): Promise<void> {
  const paid = await findPayment(tx, paymentId);
  if (!paid) return;
  await writeAudit(tx, {
    verb: "payment.settle",
    noun: "payment",
    nounId: paymentId,
    bookingId: of.bookingId,
    before: { status: "pending" },
    after: { status: "succeeded", amountFen: paid.amountFen, driver: "insurance" },
  });
  const { booking } = await reconcileAccount(tx, of.bookingId);
  const data = {
    bookingNumber: booking.number,
    amountFen: paid.amountFen,
    driver: paid.driver,
    paidAt: tx.now,
    receiptUrl: trackUrl(booking, "#receipt"),
  };
  await tellBooker(tx, booking, "payment_received", data, `paid:${paymentId}`);
}

/**
 * The fund settled, now for certain. Where it settled otherwise than expected the pending payment ends and one with the true
 * sums takes its place; what the payer paid too much goes back by itself. Answers with the payment. The booking is locked.
 */
export async function payInsured(
  tx: Tx,
  of: Insured,
  pendingId: string | null,
  { expected, settled }: { expected: Split; settled: Split },
): Promise<string | null> {
  const isAsExpected =
    transferFen(expected) === transferFen(settled) && expected.institutionFen === settled.institutionFen;
  const same = isAsExpected && pendingId;
  if (same) {
    const paid = await changePayment(tx, same, "pending", { status: "succeeded", settledAt: tx.now });
    if (!paid) return same;
    await resolveLedger(tx, `payment:${same}`, "posted");
    await postInstitutionPart(tx, of, same, settled);
    await told(tx, of, same);
    return same;
  }
  await dropInsured(tx, pendingId, "settled_otherwise");
  const account = await accountOf(tx, of.bookingId);
  if (!account || coveredFen(settled) <= 0) {
    await reconcileAccount(tx, of.bookingId);
    return null;
  }
  const id = await write(tx, of, account, { status: "succeeded", split: settled });
  await told(tx, of, id);
  return id;
}

/** The fund cancelled a settlement for certain: what it had paid goes back, and is owed by the payer again. The booking is locked. */
export async function takeBackInsured(
  tx: Tx,
  of: Insured,
  paymentId: string | null,
  settled: Split,
): Promise<string | null> {
  const paid = paymentId ? await findPayment(tx, paymentId) : undefined;
  if (!paid) return null;
  const id = uuidv7();
  await requestRefund(tx, paid, of.orgId, { id, amountFen: paid.amountFen, reason: "insurance_cancelled" });
  const row = await findRefund(tx, id);
  if (row) await closeRefund(tx, row, "succeeded");
  await postLedger(
    tx,
    { orgId: of.orgId, bookingId: of.bookingId, partyId: of.partyId },
    {
      debitAccount: "receivable:insurer",
      creditAccount: "loss:written_off",
      amountFen: settled.institutionFen,
      state: "posted",
      causeKey: `refund:${id}:institution`,
      memo: "insurance",
    },
  );
  await reconcileAccount(tx, of.bookingId);
  return id;
}
