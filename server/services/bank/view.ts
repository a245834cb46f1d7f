import { and, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import type { z } from "zod";
import { account } from "@/db/schema/account";
import { bankFile, bankLine, bankMatch } from "@/db/schema/bank-statement";
import { bill } from "@/db/schema/billing";
import { booking } from "@/db/schema/booking";
import { hospitalAccount } from "@/db/schema/hospital-account";
import { organization } from "@/db/schema/organization";
import type { Context, Tx } from "@/server/context";
import { type Payable, proposalsFor } from "@/server/core/bank/propose";
import type { BankDetails, bankLines } from "@/server/core/bank/statement";
import { localDay } from "@/server/core/local-time";
import { sumFen } from "@/server/core/money";
import { open } from "@/server/gateways/vault";
import { asPlatform, inTransaction } from "@/server/scope";
import { displayName } from "../account/person";
import { writeAudit } from "../audit";
import { accountOf } from "../billing/balance";
import { agedItems } from "../hospital-account/open";
import { asBankDesk } from "./office";

const listAtMost = 200;

/** Hospitals with something open on their accounts. */
async function accounts(tx: Tx): Promise<Payable[]> {
  const rows = await tx.db
    .select({ id: hospitalAccount.orgId, payerName: hospitalAccount.payerName, name: organization.nameZh })
    .from(hospitalAccount)
    .innerJoin(
      organization,
      and(eq(organization.regionId, hospitalAccount.regionId), eq(organization.id, hospitalAccount.orgId)),
    )
    .where(eq(hospitalAccount.regionId, tx.region.id));
  const found: Payable[] = [];
  for (const { id: hospitalId, payerName, name } of rows) {
    const items = await agedItems(tx, hospitalId);
    const numbers = [...new Set(items.flatMap(({ statementNumber }) => statementNumber ?? []))];
    const statements = numbers.map((number) => ({
      number,
      openFen: sumFen(items.filter((it) => it.statementNumber === number).map(({ openFen }) => openFen)),
    }));
    const openFen = sumFen(items.map((item) => item.openFen));
    if (openFen > 0) found.push({ kind: "account", hospitalId, name, payerName, openFen, statements });
  }
  return found;
}

/** Digits of the numbers that a transfer may name. */
const numbersIn = (text: string) =>
  [...text.replace(/[\s—–-]/g, "").matchAll(/\d{8}/g)].map(
    ([digits]) => `${digits.slice(0, 2)}-${digits.slice(2)}`,
  );

/** Bookings that a transfer names by number and that still owe something. */
async function namedBookings(tx: Tx, texts: string[]): Promise<Payable[]> {
  const numbers = [...new Set(texts.flatMap(numbersIn))];
  if (numbers.length === 0) return [];
  const rows = await tx.db
    .select({ id: booking.id, number: booking.number })
    .from(booking)
    .where(
      and(
        eq(booking.regionId, tx.region.id),
        inArray(booking.number, numbers),
        isNotNull(booking.confirmedAt),
      ),
    );
  const found: Payable[] = [];
  for (const { id: bookingId, number: bookingNumber } of rows) {
    const dueFen = (await accountOf(tx, bookingId))?.dueFen ?? 0;
    if (dueFen > 0) found.push({ kind: "booking", bookingId, bookingNumber, dueFen });
  }
  return found;
}

async function rowsOf(tx: Tx, show: z.infer<typeof bankLines>["show"]) {
  return tx.db
    .select({ line: bankLine, fileName: bankFile.name, owner: account })
    .from(bankLine)
    .innerJoin(bankFile, and(eq(bankFile.regionId, bankLine.regionId), eq(bankFile.id, bankLine.fileId)))
    .leftJoin(account, eq(account.id, bankLine.ownerId))
    .where(
      and(
        eq(bankLine.regionId, tx.region.id),
        show === "open" ? eq(bankLine.status, "open") : sql`${bankLine.amountFen} > 0`,
      ),
    )
    .orderBy(desc(bankLine.bookedOn), desc(bankLine.id))
    .limit(listAtMost);
}

async function matchesOf(tx: Tx, lineIds: string[]) {
  if (lineIds.length === 0) return [];
  return tx.db
    .select({
      lineId: bankMatch.lineId,
      id: bankMatch.id,
      kind: bankMatch.kind,
      amountFen: bankMatch.amountFen,
      matchedAt: bankMatch.matchedAt,
      reference: bankMatch.reference,
      hospitalZh: organization.nameZh,
      hospitalEn: organization.nameEn,
      bookingNumber: booking.number,
      billNumber: bill.number,
    })
    .from(bankMatch)
    .leftJoin(
      organization,
      and(eq(organization.regionId, bankMatch.regionId), eq(organization.id, bankMatch.hospitalId)),
    )
    .leftJoin(booking, and(eq(booking.regionId, bankMatch.regionId), eq(booking.id, bankMatch.bookingId)))
    .leftJoin(
      bill,
      and(
        eq(bill.regionId, bankMatch.regionId),
        eq(bill.bookingId, bankMatch.bookingId),
        sql`${bill.status} <> 'void'`,
      ),
    )
    .where(and(eq(bankMatch.regionId, tx.region.id), inArray(bankMatch.lineId, lineIds)));
}

const daysBetween = (from: string, until: string) =>
  Math.max(0, Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000));

/**
 * Transfers that came in, newest first, with what each probably pays, what it paid, how many days it waits and who looks into
 * it. Payers' names are read in clear, which the audit notes.
 * @throws DomainError not_found `payment.not_found` to anybody but the region's money desks
 */
export async function listLines(ctx: Context, { show }: z.infer<typeof bankLines>) {
  return inTransaction(ctx, async (tx) => {
    await asBankDesk(tx);
    return asPlatform(tx, async (p) => {
      const rows = await rowsOf(p, show);
      const read = rows.map((row) => {
        const sealed = open(row.line.detailsSealed, `${tx.region.id}/bank_line/details`);
        return { ...row, details: JSON.parse(sealed) as BankDetails };
      });
      if (read.length > 0)
        await writeAudit(p, {
          verb: "bank.lines",
          noun: "bank_line",
          nounId: tx.region.id,
          after: { read: read.length, show },
        });
      const texts = read.filter(({ line }) => line.status === "open").map(({ details }) => details.purpose);
      const payables = [...(await accounts(p)), ...(await namedBookings(p, texts))];
      const matches = await matchesOf(
        p,
        rows.map(({ line }) => line.id),
      );
      const today = localDay(tx.now, tx.region.timeZone);
      return read.map(({ line, fileName, owner, details }) => ({
        id: line.id,
        bookedOn: line.bookedOn,
        amountFen: line.amountFen,
        leftFen: line.leftFen,
        status: line.status,
        ageDays: daysBetween(line.bookedOn, today),
        note: line.note,
        ownerName: owner ? displayName(owner) : null,
        fileName,
        details,
        matches: matches.filter(({ lineId }) => lineId === line.id),
        proposals: line.status === "open" ? proposalsFor({ leftFen: line.leftFen, details }, payables) : [],
      }));
    });
  });
}
