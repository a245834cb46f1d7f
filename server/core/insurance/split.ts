import { z } from "zod";
import { DomainError } from "../domain-error";

const fen = z.number().int();

/**
 * How a settlement divides a total, in fen. Two views of the same sum: by what the rules make of each line (own pay, over the
 * limit price, pre-self-pay, in scope) and by who pays (funds, the person by account and cash, the institution).
 */
export const split = z.strictObject({
  totalFen: fen,
  ownPayFen: fen,
  overLimitFen: fen,
  preSelfPayFen: fen,
  inScopeFen: fen,
  fundFen: fen,
  personFen: fen,
  accountFen: fen,
  cashFen: fen,
  institutionFen: fen,
});
export type Split = z.infer<typeof split>;

/** Which equation of a split does not hold; the words of `messages/*` under `insurance.broken`. */
export const splitRules = ["scope", "payers", "person", "lines"] as const;
export type SplitRule = (typeof splitRules)[number];

interface SplitAbout {
  /** Sum of the lines that were uploaded. */
  linesFen: number;
  /** Regional switch: the fund's sum as it is answered includes what the personal account paid. */
  fundIncludesAccount: boolean;
}

/** What the fund alone pays, where its sum is answered with the personal account in it. */
export const fundAlone = (told: Split, fundIncludesAccount: boolean): Split =>
  fundIncludesAccount ? { ...told, fundFen: told.fundFen - told.accountFen } : told;

/**
 * The equations that a split breaks: own-pay + over-limit + pre-self-pay + in-scope = total = sum of lines; fund + personal
 * part + institution part = total; personal part = account + cash. Empty: it holds. `told` is as the fund answered it; with
 * `fundIncludesAccount` its fund sum contains the account, and the personal part is then cash alone beyond it.
 */
export function brokenRules(told: Split, about: SplitAbout): SplitRule[] {
  const { totalFen, ownPayFen, overLimitFen, preSelfPayFen, inScopeFen } = told;
  const alone = fundAlone(told, about.fundIncludesAccount);
  const broken: SplitRule[] = [];
  if (ownPayFen + overLimitFen + preSelfPayFen + inScopeFen !== totalFen) broken.push("scope");
  if (alone.fundFen + alone.personFen + alone.institutionFen !== totalFen) broken.push("payers");
  if (alone.accountFen + alone.cashFen !== alone.personFen) broken.push("person");
  if (totalFen !== about.linesFen) broken.push("lines");
  return broken;
}

/** Whether a cancel is the exact negative of what was settled, figure by figure. */
export function isMirror(settled: Split, cancelled: Split): boolean {
  return (Object.keys(settled) as (keyof Split)[]).every((key) => settled[key] + cancelled[key] === 0);
}

/** What others than the payer bear: the fund, the person's own account, the institution. Cash and the rest stay with the payer. */
export const coveredFen = ({ fundFen, accountFen, institutionFen }: Split): number =>
  fundFen + accountFen + institutionFen;

/** What the fund transfers to the institution: its own part and the account's. */
export const transferFen = ({ fundFen, accountFen }: Split): number => fundFen + accountFen;

/** Yuan with at most two decimals, as the interface writes money, to fen. @throws DomainError bad_input `insurance.amount` */
export function fenOfYuan(value: number | string): number {
  const text = typeof value === "number" ? String(value) : value.trim();
  const match = /^(-?)(\d{1,12})(?:\.(\d{1,2})0*)?$/.exec(text);
  if (!match) throw new DomainError("bad_input", "insurance.amount", { value: text.slice(0, 20) });
  const [, minus, whole = "0", part = ""] = match;
  const total = Number(whole) * 100 + Number(part.padEnd(2, "0"));
  return minus && total !== 0 ? -total : total;
}

/** Fen as the interface writes money: a number of yuan. */
export const yuanOfFen = (amountFen: number): number => amountFen / 100;
