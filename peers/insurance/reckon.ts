import type { Split } from "@/server/core/insurance/split";
import { yuanOfFen } from "@/server/core/insurance/split";

/** The stand-in's own rules, not anybody's: a tenth of each item is paid first by the person, the fund takes 70 % of the rest. */
const preSelfPayShare = 0.1;
const fundShare = 0.7;

interface Reckoned {
  totalFen: number;
  /** The personal account may be used, and holds so much. */
  accountFen: number;
  /** The fund pays so much less than its rules say (a settlement unlike its pre-settlement). */
  lessFen?: number;
}

/** Divide a total; `fundIncludesAccount` writes the account into the fund's sum, as some regions do. */
export function reckon({ totalFen, accountFen, lessFen = 0 }: Reckoned, fundIncludesAccount: boolean): Split {
  const preSelfPayFen = Math.round(totalFen * preSelfPayShare);
  const inScopeFen = totalFen - preSelfPayFen;
  const fundFen = Math.max(0, Math.round(inScopeFen * fundShare) - lessFen);
  const personFen = totalFen - fundFen;
  const usedFen = Math.min(Math.floor(personFen / 2), Math.max(0, accountFen));
  return {
    totalFen,
    ownPayFen: 0,
    overLimitFen: 0,
    preSelfPayFen,
    inScopeFen,
    fundFen: fundIncludesAccount ? fundFen + usedFen : fundFen,
    personFen,
    accountFen: usedFen,
    cashFen: personFen - usedFen,
    institutionFen: 0,
  };
}

const negative = (fen: number) => (fen === 0 ? 0 : -fen);

/** The exact negative of a settlement. */
export const mirrorOf = (of: Split): Split =>
  Object.fromEntries(Object.entries(of).map(([key, fen]) => [key, negative(fen)])) as unknown as Split;

/** A split in the interface's own names and in yuan. */
export const asSetlinfo = (of: Split) => ({
  medfee_sumamt: yuanOfFen(of.totalFen),
  fulamt_ownpay_amt: yuanOfFen(of.ownPayFen),
  overlmt_selfpay: yuanOfFen(of.overLimitFen),
  preselfpay_amt: yuanOfFen(of.preSelfPayFen),
  inscp_scp_amt: yuanOfFen(of.inScopeFen),
  fund_pay_sumamt: yuanOfFen(of.fundFen),
  psn_part_amt: yuanOfFen(of.personFen),
  acct_pay: yuanOfFen(of.accountFen),
  psn_cash_pay: yuanOfFen(of.cashFen),
  hosp_part_amt: yuanOfFen(of.institutionFen),
});
