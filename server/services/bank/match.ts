import { and, eq } from "drizzle-orm";
import type { z } from "zod";
import { bankLine, bankMatch } from "@/db/schema/bank-statement";
import { booking } from "@/db/schema/booking";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, actorName, type Context, type Tx } from "@/server/context";
import type { BankMatchInput, bankOwn } from "@/server/core/bank/statement";
import { DomainError } from "@/server/core/domain-error";
import { allocateOldestFirst } from "@/server/core/hospital-account";
import type { LedgerAccount } from "@/server/core/ledger";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { openItems } from "../hospital-account/open";
import { postLedger } from "../ledger";
import { takeTransfer } from "../payment/transfer";
import { asBankDesk, officeBooks } from "./office";

type LineRow = typeof bankLine.$inferSelect;
type Moved = {
  debitAccount: LedgerAccount;
  creditAccount: LedgerAccount;
  amountFen: number;
  causeKey: string;
};

const posted = (row: Moved, memo: string) => ({ ...row, state: "posted" as const, memo });

/** A line of the bank, locked. @throws DomainError not_found `bank.line` */
async function lockLine(tx: Tx, lineId: string): Promise<LineRow> {
  const [row] = await tx.db
    .select()
    .from(bankLine)
    .where(and(eq(bankLine.regionId, tx.region.id), eq(bankLine.id, lineId)))
    .for("update");
  if (!row) throw new DomainError("not_found", "bank.line");
  return row;
}

/** Out of suspense, out of the office's books: to the operator's, or back to the payer. */
async function release(tx: Tx, input: BankMatchInput): Promise<void> {
  const { matchId, amountFen } = input;
  const row = {
    debitAccount: "suspense" as const,
    creditAccount: "money:region" as const,
    amountFen,
    causeKey: `bank_match:${matchId}`,
  };
  const memo = input.kind === "returned" ? "bank_returned" : "bank_matched";
  await postLedger(tx, { orgId: await officeBooks(tx), bookingId: null }, posted(row, memo));
}

/** Lay the money on the hospital's open trips, oldest first. @throws DomainError conflict `bank.more_than_open` */
async function payAccount(tx: Tx, input: Extract<BankMatchInput, { kind: "account" }>): Promise<void> {
  const { hospitalId, amountFen, matchId } = input;
  // The account's row is everybody's turn: what is open must not be paid by two transfers at once.
  const items = await openItems(tx, hospitalId, { lock: true });
  const { parts, leftFen } = allocateOldestFirst(items, amountFen);
  if (leftFen > 0)
    throw new DomainError("conflict", "bank.more_than_open", {
      openFen: amountFen - leftFen,
      openYuan: (amountFen - leftFen) / 100,
    });
  for (const { item, fen } of parts) {
    const paid = { debitAccount: "money:region", creditAccount: "receivable:hospital" } as const;
    const used = { debitAccount: "receivable:hospital", creditAccount: "money:region" } as const;
    const causeKey = `bank_match:${matchId}:${item.orgId}:${item.bookingId}`;
    const row = { ...(fen > 0 ? paid : used), amountFen: Math.abs(fen), causeKey };
    const owner = { orgId: item.orgId, bookingId: item.bookingId, partyId: hospitalId };
    await postLedger(tx, owner, posted(row, "bank_matched"));
  }
}

async function bookingByNumber(tx: Tx, number: string) {
  const [row] = await tx.db
    .select({ id: booking.id })
    .from(booking)
    .where(and(eq(booking.regionId, tx.region.id), eq(booking.number, number)));
  if (!row) throw new DomainError("not_found", "booking.not_found");
  return row;
}

interface Target {
  hospitalId: string | null;
  bookingId: string | null;
  paymentId: string | null;
  reference: string | null;
}
const noTarget: Target = { hospitalId: null, bookingId: null, paymentId: null, reference: null };

/** Let the money do what it was sent for; answers what it became. */
async function apply(tx: Tx, input: BankMatchInput): Promise<Target> {
  if (input.kind === "returned") return { ...noTarget, reference: input.reference };
  if (input.kind === "account") {
    await payAccount(tx, input);
    return { ...noTarget, hospitalId: input.hospitalId };
  }
  const { id: bookingId } = await bookingByNumber(tx, input.bookingNumber);
  const { amountFen, matchId } = input;
  const paymentId = await takeTransfer(tx, { bookingId, amountFen, reference: matchId });
  return { ...noTarget, bookingId, paymentId };
}

async function knownMatch(tx: Tx, { matchId, lineId, amountFen, kind }: BankMatchInput): Promise<boolean> {
  const [row] = await tx.db
    .select()
    .from(bankMatch)
    .where(and(eq(bankMatch.regionId, tx.region.id), eq(bankMatch.id, matchId)));
  if (!row) return false;
  if (row.lineId !== lineId || row.amountFen !== amountFen || row.kind !== kind)
    throw new DomainError("conflict", "payment.id_used");
  return true;
}

/** What of a line is left to be explained, lessened by a match. */
async function lessen(tx: Tx, line: LineRow, amountFen: number): Promise<number> {
  const leftFen = line.leftFen - amountFen;
  const isDone = leftFen === 0;
  await tx.db
    .update(bankLine)
    .set({ leftFen, status: isDone ? "matched" : "open", settledAt: isDone ? tx.now : null })
    .where(and(eq(bankLine.regionId, tx.region.id), eq(bankLine.id, line.id)));
  return leftFen;
}

/**
 * A person says what a transfer, or a part of it, is for: a hospital's account, one booking's bill, or to be sent back. It
 * leaves suspense, and what it pays is paid. The same again changes nothing.
 * @throws DomainError not_found `payment.not_found`, `bank.line`, `booking.not_found`; conflict `bank.more_than_left`,
 * `bank.more_than_open`, `payment.more_than_due`, `payment.id_used`, `payment.on_account`
 */
export async function matchLine(
  ctx: Context,
  input: BankMatchInput,
): Promise<{ lineId: string; leftFen: number }> {
  const { matchId, lineId, kind, amountFen } = input;
  const work = async (tx: Tx) => {
    await asBankDesk(tx);
    return asPlatform(tx, async (p) => {
      const line = await lockLine(p, lineId);
      if (await knownMatch(p, input)) return { lineId, leftFen: line.leftFen };
      if (amountFen > line.leftFen)
        throw new DomainError("conflict", "bank.more_than_left", { leftFen: line.leftFen });
      await release(p, input);
      const target = await apply(p, input);
      const by = { matchedBy: actorName(tx.actor), matchedAt: tx.now };
      await p.db
        .insert(bankMatch)
        .values({ regionId: tx.region.id, id: matchId, lineId, kind, amountFen, ...target, ...by });
      const leftFen = await lessen(p, line, amountFen);
      await writeAudit(p, {
        verb: "bank.match",
        noun: "bank_line",
        nounId: lineId,
        bookingId: target.bookingId ?? undefined,
        before: { leftFen: line.leftFen },
        after: { kind, amountFen, leftFen, hospitalId: target.hospitalId, reference: target.reference },
      });
      await wake(p, { orgs: [target.hospitalId] });
      return { lineId, leftFen };
    });
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "payment.id_used");
    throw error;
  });
}

/** Take a transfer on that nobody can place yet: who looks into it, and a note. @throws DomainError not_found `bank.line` */
export async function ownLine(ctx: Context, input: z.infer<typeof bankOwn>): Promise<{ lineId: string }> {
  const { lineId, note } = input;
  return inTransaction(ctx, async (tx) => {
    await asBankDesk(tx);
    return asPlatform(tx, async (p) => {
      const line = await lockLine(p, lineId);
      await p.db
        .update(bankLine)
        .set({ ownerId: accountIdOf(tx), note: note || null })
        .where(and(eq(bankLine.regionId, tx.region.id), eq(bankLine.id, lineId)));
      await writeAudit(p, {
        verb: "bank.own",
        noun: "bank_line",
        nounId: lineId,
        before: { ownerId: line.ownerId },
        after: { ownerId: accountIdOf(tx) },
      });
      await wake(p, {});
      return { lineId };
    });
  });
}
