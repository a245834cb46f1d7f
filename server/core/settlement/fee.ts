import type { LedgerAccount, LedgerRow } from "@/server/core/ledger";
import { applyRatio } from "@/server/core/money";
import type { SettlementSettings } from "./settings";
import { type Posting, readPosting } from "./statement";

export type FeeRule = Pick<SettlementSettings, "feePerTripFen" | "feeThousandths" | "taxThousandths">;

interface Moved {
  /** By how much the money held for the operator grew. */
  centralFen: number;
  /** What trips came to, and how many were billed. */
  tripFen: number;
  trips: number;
}

function gather(rows: readonly Posting[]): Map<string | null, Moved> {
  const moved = new Map<string | null, Moved>();
  for (const row of rows) {
    const at = moved.get(row.bookingId) ?? { centralFen: 0, tripFen: 0, trips: 0 };
    moved.set(row.bookingId, at);
    at.centralFen += readPosting(row).centralFen;
    if (row.creditAccount === "revenue:trips") {
      at.tripFen += row.amountFen;
      if (row.causeKey.startsWith("bill:")) at.trips += 1;
    }
    if (row.debitAccount === "revenue:trips") at.tripFen -= row.amountFen;
  }
  return moved;
}

/** A row that is written the other way round when its amount is below zero, so that amounts are always above. */
function signed(
  debitAccount: LedgerAccount,
  creditAccount: LedgerAccount,
  fen: number,
  causeKey: string,
  memo: string,
): LedgerRow {
  const turned = fen < 0;
  return {
    debitAccount: turned ? creditAccount : debitAccount,
    creditAccount: turned ? debitAccount : creditAccount,
    amountFen: Math.abs(fen),
    state: "posted",
    causeKey,
    memo,
  };
}

/** Fee and tax of what one booking came to; taken back where trips were forgiven. Half a fen rounds up. */
function feesOf({ tripFen, trips }: Moved, rule: FeeRule) {
  const feeFen = trips * rule.feePerTripFen + applyRatio(tripFen, rule.feeThousandths, 1000);
  return { feeFen, taxFen: applyRatio(feeFen, rule.taxThousandths, 1000) };
}

/** One row that a statement adds, and the booking that explains it. */
export interface StatementPosting {
  bookingId: string | null;
  row: LedgerRow;
}

/**
 * What a statement itself posts, booking by booking: the collected money is passed on, the platform's fee and its tax are
 * kept. `key`: the operator and day, so that the same statement posts the same once. Amounts of nothing are left out.
 */
export function statementPostings(
  rows: readonly Posting[],
  rule: FeeRule,
  about: { key: string; number: string },
): StatementPosting[] {
  return [...gather(rows)].flatMap(([bookingId, moved]) => {
    const of = `${about.key}:${bookingId ?? "-"}`;
    const { feeFen, taxFen } = feesOf(moved, rule);
    const made = [
      signed("revenue:passed_on", "payable:operator", moved.centralFen, `passed_on:${of}`, about.number),
      signed("payable:operator", "fee:platform", feeFen, `fee:${of}`, about.number),
      signed("payable:operator", "tax:output", taxFen, `tax:${of}`, about.number),
    ];
    return made.filter((row) => row.amountFen > 0).map((row) => ({ bookingId, row }));
  });
}

/** What a dispute granted: the platform gives up of what it earns, or takes back what was given too much. */
export function correctionRow(dispute: { id: string; number: string; grantedFen: number }): LedgerRow {
  const { id, number, grantedFen } = dispute;
  return signed("fee:platform", "payable:operator", grantedFen, `correction:${id}`, number);
}

/** A credit for a broken promise, borne by the operator. */
export function creditRow(credit: { id: string; amountFen: number; memo: string }): LedgerRow {
  const { id, amountFen, memo } = credit;
  return signed("credit:promise", "receivable:payer", amountFen, `credit:${id}`, memo);
}

/** Money on its way from the region's account to an operator's. */
export function payoutRow(payout: { id: string; amountFen: number; reference: string }): LedgerRow {
  const { id, amountFen, reference } = payout;
  const row = signed("payable:operator", "money:region", amountFen, `payout:${id}`, reference);
  return { ...row, state: "pending" };
}
