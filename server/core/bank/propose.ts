import { foldFullWidth } from "../text-folding";
import type { BankDetails } from "./statement";

/** What a transfer may pay: a hospital's statement or account, or one booking's bill. */
export type Payable =
  | {
      kind: "account";
      hospitalId: string;
      name: string;
      payerName: string;
      /** All that is open of the account, and of each statement. */
      openFen: number;
      statements: { number: string; openFen: number }[];
    }
  | { kind: "booking"; bookingId: string; bookingNumber: string; dueFen: number };

/** Why a proposal was made. */
export const proposalReasons = ["reference", "amount", "payer"] as const;
export type ProposalReason = (typeof proposalReasons)[number];

export interface Proposal {
  payable: Payable;
  /** What of the transfer it would take. */
  amountFen: number;
  reasons: ProposalReason[];
}

const weights: Record<ProposalReason, number> = { reference: 4, amount: 2, payer: 2 };
const weightOf = ({ reasons }: Proposal) => reasons.reduce((sum, reason) => sum + weights[reason], 0);

const plain = (text: string) =>
  foldFullWidth(text)
    .toUpperCase()
    .replace(/[\s—–_-]/g, "");

/** Whether a text names a number: digits and letters around it would make it another one. */
function names(text: string, number: string): boolean {
  const wanted = plain(number);
  const found = plain(text);
  for (let at = found.indexOf(wanted); at >= 0; at = found.indexOf(wanted, at + 1)) {
    const before = found[at - 1] ?? " ";
    const after = found[at + wanted.length] ?? " ";
    const isOther =
      /\d/.test(before) || /\d/.test(after) || (/^\d/.test(wanted) && /YJ$/.test(found.slice(0, at)));
    if (!isOther) return true;
  }
  return false;
}

function ofAccount(line: Line, payable: Extract<Payable, { kind: "account" }>): Proposal {
  const { statements, openFen, payerName, name } = payable;
  const reasons: ProposalReason[] = [];
  const text = line.details.purpose;
  if (statements.some(({ number }) => names(text, number))) reasons.push("reference");
  if (line.leftFen === openFen || statements.some((each) => each.openFen === line.leftFen))
    reasons.push("amount");
  const payer = plain(line.details.payer);
  if (payer !== "" && [payerName, name].some((each) => plain(each) === payer)) reasons.push("payer");
  return { payable, amountFen: Math.min(line.leftFen, openFen), reasons };
}

function ofBooking(line: Line, payable: Extract<Payable, { kind: "booking" }>): Proposal {
  const { bookingNumber, dueFen } = payable;
  const reasons: ProposalReason[] = [];
  if (names(line.details.purpose, bookingNumber)) reasons.push("reference");
  if (line.leftFen === dueFen) reasons.push("amount");
  return { payable, amountFen: Math.min(line.leftFen, dueFen), reasons };
}

interface Line {
  leftFen: number;
  details: BankDetails;
}

/**
 * What a transfer probably pays, the likeliest first: by the number written on it, the sum, the payer's name. An equal sum
 * alone proposes nothing for a booking, since many cost the same.
 */
export function proposalsFor(line: Line, payables: readonly Payable[]): Proposal[] {
  const all = payables.map((payable) =>
    payable.kind === "account" ? ofAccount(line, payable) : ofBooking(line, payable),
  );
  return all
    .filter((each) => each.amountFen > 0 && weightOf(each) >= (each.payable.kind === "booking" ? 4 : 2))
    .sort((a, b) => weightOf(b) - weightOf(a))
    .slice(0, 3);
}
