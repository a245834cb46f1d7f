import { v7 as uuidv7 } from "uuid";
import { payment } from "@/db/schema/billing";
import { actorName, type Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { paymentRow } from "@/server/core/ledger";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger } from "@/server/services/ledger";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import { type Account, accountOf, lockAccount, onAccount, reconcileAccount } from "../billing/balance";

/** @throws DomainError conflict `payment.not_open`, `payment.on_account`, `payment.more_than_due` (`dueFen`) */
async function due(tx: Tx, bookingId: string, amountFen: number): Promise<Account & { orgId: string }> {
  await lockAccount(tx, bookingId);
  const account = await accountOf(tx, bookingId);
  if (!account?.booking.confirmedAt || !account.orgId) throw new DomainError("conflict", "payment.not_open");
  if (onAccount(account)) throw new DomainError("conflict", "payment.on_account");
  if (amountFen > account.dueFen)
    throw new DomainError("conflict", "payment.more_than_due", { dueFen: Math.max(0, account.dueFen) });
  return { ...account, orgId: account.orgId };
}

/**
 * Money that came to the region's bank account for one booking, at most what is due; the caller has authorised and taken it out
 * of suspense. `reference` tells the transfer apart, so that it pays once. Answers with the payment's id.
 */
export async function takeTransfer(
  tx: Tx,
  { bookingId, amountFen, reference }: { bookingId: string; amountFen: number; reference: string },
): Promise<string> {
  const account = await due(tx, bookingId, amountFen);
  const { booking: booked, orgId } = account;
  const id = uuidv7();
  await asPlatform(tx, async (p) => {
    await p.db.insert(payment).values({
      regionId: tx.region.id,
      id,
      bookingId,
      billId: account.bill?.id ?? null,
      driver: "bank_transfer",
      status: "succeeded",
      amountFen,
      idempotencyKey: `transfer-${reference}`,
      providerRef: reference,
      takenBy: actorName(tx.actor),
      createdAt: tx.now,
      settledAt: tx.now,
      viewerOrgs: [...new Set([...booked.viewerOrgs, orgId])],
      viewerUsers: booked.viewerUsers,
    });
    await postLedger(
      p,
      { orgId, bookingId },
      paymentRow({ id, driver: "bank_transfer", amountFen }, "posted"),
    );
  });
  await writeAudit(tx, {
    verb: "payment.recordTransfer",
    noun: "payment",
    nounId: id,
    bookingId,
    after: { amountFen, driver: "bank_transfer" },
  });
  await reconcileAccount(tx, bookingId);
  const data = {
    bookingNumber: booked.number,
    amountFen,
    driver: "bank_transfer",
    paidAt: tx.now,
    receiptUrl: trackUrl(booked, "#receipt"),
  };
  await tellBooker(tx, booked, "payment_received", data, `paid:${id}`);
  return id;
}
