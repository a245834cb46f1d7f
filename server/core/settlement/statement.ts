import type { LedgerAccount } from "@/server/core/ledger";

/** What a posting is to the operator in whose books it stands. */
export const statementSections = [
  /** Trips and kept fees billed, less what was forgiven. */
  "earned",
  /** Taken by the operator itself: cash, POS, its own bank. */
  "taken",
  /** Taken by the platform for the operator, less what went back. */
  "collected",
  /** Claims on a hospital or a fund in the payer's place. */
  "claimed",
  /** Credits for broken promises. */
  "credit",
  /** Lost in disputes, written off. */
  "loss",
  /** What the platform passes on of what it collected. */
  "passed_on",
  "fee",
  "tax",
  /** What a dispute about a line granted. */
  "correction",
  "payout",
  /** Moves between accounts that change nothing owed. */
  "moved",
] as const;
export type StatementSection = (typeof statementSections)[number];

export type StatementTotals = Partial<Record<StatementSection, { fen: number; count: number }>>;

export const statementDisputeReasons = [
  "amount",
  "not_ours",
  "not_our_fault",
  "twice",
  "missing_part",
] as const;
export type StatementDisputeReason = (typeof statementDisputeReasons)[number];
export const statementDisputeStatuses = ["open", "granted", "refused"] as const;

/** A posted row of an operator's books, as a statement reads it. */
export interface Posting {
  debitAccount: LedgerAccount;
  creditAccount: LedgerAccount;
  amountFen: number;
  causeKey: string;
  bookingId: string | null;
}

export interface StatementReading {
  section: StatementSection;
  /** From the operator's side: above zero it has more by it. */
  fen: number;
  /** By how much the money that the platform holds for the operator grew. */
  centralFen: number;
  /** By how much what the platform owes the operator grew. */
  payableFen: number;
}

/** Where money lies that the platform takes for operators; what nobody can match yet lies there as well. */
const central: readonly LedgerAccount[] = ["money:stripe", "money:region", "suspense"];
/** Against these the platform moves its own money, not the operator's. */
const ownOfPlatform: readonly LedgerAccount[] = [
  "payable:operator",
  "fee:channel",
  "fee:platform",
  "tax:output",
];
const ownMoney: readonly LedgerAccount[] = ["money:cash", "money:pos", "money:till", "money:bank"];
const revenue: readonly LedgerAccount[] = ["revenue:trips", "revenue:cancellations"];
const claims: readonly LedgerAccount[] = ["receivable:hospital", "receivable:insurer"];
const losses: readonly LedgerAccount[] = ["loss:disputed", "loss:written_off"];

/** Debits of the accounts less their credits in one row. */
function grownFen(row: Posting, accounts: readonly LedgerAccount[]): number {
  const debit = accounts.includes(row.debitAccount) ? row.amountFen : 0;
  const credit = accounts.includes(row.creditAccount) ? row.amountFen : 0;
  return debit - credit;
}

const touches = (row: Posting, accounts: readonly LedgerAccount[]) =>
  accounts.includes(row.debitAccount) || accounts.includes(row.creditAccount);

function payableSection(row: Posting): StatementSection {
  if (row.causeKey.startsWith("correction:")) return "correction";
  if (touches(row, ["revenue:passed_on"])) return "passed_on";
  if (touches(row, ["tax:output"])) return "tax";
  return touches(row, ["fee:platform"]) ? "fee" : "payout";
}

function sectionOf(row: Posting, centralFen: number): { section: StatementSection; fen: number } {
  if (touches(row, revenue)) return { section: "earned", fen: 0 - grownFen(row, revenue) };
  if (touches(row, ["credit:promise"]))
    return { section: "credit", fen: 0 - grownFen(row, ["credit:promise"]) };
  if (touches(row, losses)) return { section: "loss", fen: 0 - grownFen(row, losses) };
  if (centralFen !== 0) return { section: "collected", fen: centralFen };
  const takenFen = grownFen(row, ownMoney);
  if (takenFen !== 0) return { section: "taken", fen: takenFen };
  const claimedFen = grownFen(row, claims);
  if (claimedFen !== 0) return { section: "claimed", fen: claimedFen };
  return { section: "moved", fen: 0 };
}

/**
 * What one posted row means on its operator's statement. Money against the platform's own accounts (Stripe's fee, payouts) is
 * none that the platform would have to pass on.
 */
export function readPosting(row: Posting): StatementReading {
  const payableFen = 0 - grownFen(row, ["payable:operator"]);
  if (payableFen !== 0) return { section: payableSection(row), fen: payableFen, centralFen: 0, payableFen };
  // What no trip explains (a subscription) the platform took for itself.
  const isForOperator = row.bookingId !== null && !touches(row, ownOfPlatform);
  const centralFen = isForOperator ? grownFen(row, central) : 0;
  return { ...sectionOf(row, centralFen), centralFen, payableFen };
}

/** Sum and number of lines by section. */
export function totalsOf(lines: readonly { section: StatementSection; fen: number }[]): StatementTotals {
  const totals: StatementTotals = {};
  for (const { section, fen } of lines) {
    const { fen: before, count } = totals[section] ?? { fen: 0, count: 0 };
    totals[section] = { fen: before + fen, count: count + 1 };
  }
  return totals;
}

/** Totals of several statements together, for a month. */
export function addTotals(all: readonly StatementTotals[]): StatementTotals {
  const totals: StatementTotals = {};
  for (const section of statementSections) {
    const parts = all.flatMap((each) => each[section] ?? []);
    if (parts.length === 0) continue;
    totals[section] = {
      fen: parts.reduce((sum, { fen }) => sum + fen, 0),
      count: parts.reduce((sum, { count }) => sum + count, 0),
    };
  }
  return totals;
}
