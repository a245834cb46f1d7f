import { and, eq, or, sql } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { ledgerEntry, payment } from "@/db/schema/billing";
import { hospitalAccount } from "@/db/schema/hospital-account";
import type { Context, Tx } from "@/server/context";
import type { paymentOnAccount } from "@/server/core/billing-input";
import { DomainError } from "@/server/core/domain-error";
import { wake } from "@/server/live";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { resolveLedger } from "@/server/services/ledger";
import { type Account, accountOf, lockAccount, onAccount, reconcileAccount } from "../billing/balance";
import { ownBooking } from "../booking/row";
import { writeOnAccount } from "./account-row";
import { changePayment } from "./row";

/** What is used of a hospital's limit, in fen: what it owes, and what is still to be ridden on its account. */
export async function usedFen(tx: Tx, hospitalId: string): Promise<number> {
  const hospital = "receivable:hospital";
  return asPlatform(tx, async (p) => {
    const [owed] = await p.db
      .select({
        fen: sql<string>`coalesce(sum(case when ${ledgerEntry.debitAccount} = ${hospital} then ${ledgerEntry.amountFen} else -${ledgerEntry.amountFen} end), 0)`,
      })
      .from(ledgerEntry)
      .where(
        and(
          eq(ledgerEntry.regionId, tx.region.id),
          eq(ledgerEntry.partyId, hospitalId),
          eq(ledgerEntry.state, "posted"),
          or(eq(ledgerEntry.debitAccount, hospital), eq(ledgerEntry.creditAccount, hospital)),
        ),
      );
    const [ahead] = await p.db
      .select({ fen: sql<string>`coalesce(sum(${payment.amountFen}), 0)` })
      .from(payment)
      .where(
        and(
          eq(payment.regionId, tx.region.id),
          eq(payment.partyId, hospitalId),
          eq(payment.status, "pending"),
          eq(payment.driver, "account"),
        ),
      );
    return Number(owed?.fen ?? 0) + Number(ahead?.fen ?? 0);
  });
}

/**
 * The hospital's agreement, locked, if so much more may be put on it: two bookings at once cannot pass the limit together.
 * @throws DomainError conflict `account.none`, `account.suspended`, `account.limit` (`limitFen`, `usedFen`, `leftFen`)
 */
async function roomFor(tx: Tx, hospitalId: string, amountFen: number): Promise<void> {
  const [agreed] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(hospitalAccount)
      .where(and(eq(hospitalAccount.regionId, tx.region.id), eq(hospitalAccount.orgId, hospitalId)))
      .for("update"),
  );
  if (!agreed) throw new DomainError("conflict", "account.none");
  if (agreed.status !== "open") throw new DomainError("conflict", "account.suspended");
  const used = await usedFen(tx, hospitalId);
  const limitFen = agreed.creditLimitFen;
  if (used + amountFen > limitFen)
    throw new DomainError("conflict", "account.limit", {
      amountFen,
      limitFen,
      usedFen: used,
      leftFen: Math.max(0, limitFen - used),
      amountYuan: amountFen / 100,
      leftYuan: Math.max(0, limitFen - used) / 100,
    });
}

interface OnAccount {
  paymentId: string;
  status: "pending" | "succeeded";
  amountFen: number;
}

/** The hospital's own booking with its money, locked. @throws DomainError not_found `booking.not_found` */
async function ownAccount(tx: Tx, bookingId: string): Promise<Account> {
  await ownBooking(tx, { bookingId });
  await lockAccount(tx, bookingId);
  const account = await accountOf(tx, bookingId);
  if (!account || account.booking.orgId !== actingOrg(tx))
    throw new DomainError("not_found", "booking.not_found");
  return account;
}

/**
 * Put what a booking costs on the account of the hospital that booked it: before the trip it counts against the limit and is
 * charged with the bill; after it, at once. Said twice it is put there once.
 * @throws DomainError not_found `booking.not_found`; conflict `payment.not_open`, `payment.nothing_due`, and as `roomFor`
 */
export async function putOnAccount(
  ctx: Context,
  input: z.infer<typeof paymentOnAccount>,
): Promise<OnAccount> {
  return inTransaction(ctx, async (tx) => {
    const account = await ownAccount(tx, input.bookingId);
    const { booking: booked, dueFen, orgId } = account;
    const waiting = onAccount(account);
    if (waiting) return { paymentId: waiting.id, status: "pending", amountFen: waiting.amountFen };
    if (!booked.confirmedAt || !orgId || !booked.orgId) throw new DomainError("conflict", "payment.not_open");
    if (dueFen <= 0) throw new DomainError("conflict", "payment.nothing_due");
    await roomFor(tx, booked.orgId, dueFen);
    const id = uuidv7();
    const status = account.final ? "succeeded" : "pending";
    await writeOnAccount(
      tx,
      { ...account, orgId },
      { id, hospitalId: booked.orgId, amountFen: dueFen, status },
    );
    await writeAudit(tx, {
      verb: "payment.putOnAccount",
      noun: "payment",
      nounId: id,
      bookingId: booked.id,
      after: { amountFen: dueFen, status, hospitalId: booked.orgId },
    });
    await reconcileAccount(tx, booked.id);
    return { paymentId: id, status, amountFen: dueFen };
  });
}

/**
 * Take a booking off the account again, while it has not been charged. Said twice it changes nothing.
 * @throws DomainError not_found `booking.not_found`; conflict `account.charged` once it was charged
 */
export async function takeOffAccount(
  ctx: Context,
  input: z.infer<typeof paymentOnAccount>,
): Promise<{ bookingId: string }> {
  const { bookingId } = input;
  return inTransaction(ctx, async (tx) => {
    const account = await ownAccount(tx, bookingId);
    const isCharged = account.payments.some(
      ({ driver, status }) => driver === "account" && status === "succeeded",
    );
    if (isCharged) throw new DomainError("conflict", "account.charged");
    const waiting = onAccount(account);
    if (!waiting) return { bookingId };
    await changePayment(tx, waiting.id, "pending", { status: "cancelled", settledAt: tx.now });
    await resolveLedger(tx, `payment:${waiting.id}`, "void");
    await writeAudit(tx, {
      verb: "payment.takeOffAccount",
      noun: "payment",
      nounId: waiting.id,
      bookingId,
      before: { status: "pending" },
      after: { status: "cancelled" },
    });
    await wake(tx, { orgs: waiting.viewerOrgs, booking: bookingId });
    return { bookingId };
  });
}
