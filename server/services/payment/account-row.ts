import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { ledgerEntry, payment } from "@/db/schema/billing";
import type { Tx } from "@/server/context";
import { paymentRow } from "@/server/core/ledger";
import { asPlatform } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger, resolveLedger } from "@/server/services/ledger";
import type { PaymentRow } from "./request-refund";
import { changePayment } from "./row";

/** What is needed of a booking's money to write a payment of it. */
interface Books {
  booking: { id: string; viewerOrgs: string[]; viewerUsers: string[] };
  bill: { id: string } | null;
  orgId: string;
  payments: PaymentRow[];
}

interface OnAccount {
  id: string;
  hospitalId: string;
  amountFen: number;
  status: "pending" | "succeeded";
}

/** Write a payment by a hospital's account with its ledger row; the booking is locked by the caller. */
export async function writeOnAccount(tx: Tx, books: Books, made: OnAccount): Promise<void> {
  const { id, hospitalId, amountFen, status } = made;
  const { booking: booked, bill, orgId, payments } = books;
  const tries = payments.filter(({ driver }) => driver === "account").length;
  await asPlatform(tx, async (p) => {
    await p.db.insert(payment).values({
      regionId: tx.region.id,
      id,
      bookingId: booked.id,
      billId: bill?.id ?? null,
      driver: "account",
      partyId: hospitalId,
      status,
      amountFen,
      idempotencyKey: `account-${booked.id}-${tries + 1}`,
      createdAt: tx.now,
      settledAt: status === "succeeded" ? tx.now : null,
      viewerOrgs: [...new Set([...booked.viewerOrgs, orgId])],
      viewerUsers: booked.viewerUsers,
    });
    const row = paymentRow(
      { id, driver: "account", amountFen },
      status === "succeeded" ? "posted" : "pending",
    );
    await postLedger(p, { orgId, bookingId: booked.id, partyId: hospitalId }, row);
  });
}

/** In whose books a payment waits. */
async function bookkeeper(tx: Tx, paymentId: string): Promise<string | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select({ orgId: ledgerEntry.orgId })
      .from(ledgerEntry)
      .where(and(eq(ledgerEntry.regionId, tx.region.id), eq(ledgerEntry.causeKey, `payment:${paymentId}`))),
  );
  return row?.orgId;
}

/**
 * What waits on a hospital's account becomes its debt, now that it is final what the ride costs: the sum of the bill, in the
 * books of who carried. Answers whether anything changed. The booking is locked by the caller.
 */
export async function chargeAccount(tx: Tx, books: Books & { dueFen: number }): Promise<boolean> {
  const waiting = books.payments.find(({ driver, status }) => driver === "account" && status === "pending");
  if (!waiting?.partyId) return false;
  const { dueFen, booking: booked } = books;
  const isSame = dueFen === waiting.amountFen && (await bookkeeper(tx, waiting.id)) === books.orgId;
  const status = isSame ? "succeeded" : "cancelled";
  await changePayment(tx, waiting.id, "pending", {
    status,
    settledAt: tx.now,
    ...(isSame ? { billId: books.bill?.id ?? null } : {}),
  });
  await resolveLedger(tx, `payment:${waiting.id}`, isSame ? "posted" : "void");
  const charged = isSame ? waiting.id : uuidv7();
  if (!isSame && dueFen > 0)
    await writeOnAccount(tx, books, {
      id: charged,
      hospitalId: waiting.partyId,
      amountFen: dueFen,
      status: "succeeded",
    });
  await writeAudit(tx, {
    verb: "payment.chargeAccount",
    noun: "payment",
    nounId: charged,
    bookingId: booked.id,
    before: { status: "pending", amountFen: waiting.amountFen },
    after: { status: dueFen > 0 ? "succeeded" : "cancelled", amountFen: Math.max(0, dueFen) },
  });
  return true;
}
