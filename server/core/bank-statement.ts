import { z } from "zod";
import { fewest } from "./said";

/** The region's account at its bank. */
export const collectingAccountSave = z.strictObject({
  holder: z.string().trim().min(fewest.words, "bank.holder").max(120),
  bank: z.string().trim().min(fewest.words, "bank.bank").max(120),
  number: z
    .string()
    .transform((typed) => typed.replace(/[\s-]/g, ""))
    .pipe(z.string().regex(/^[0-9]{8,30}$/, "bank.number")),
});
export type CollectingAccountSave = z.infer<typeof collectingAccountSave>;

export const bankEncodings = ["utf-8", "gb18030"] as const;
export type BankEncoding = (typeof bankEncodings)[number];

/** Where a line of the bank's statement stands: money in that is not all explained, all explained, or not money in. */
export const bankLineStatuses = ["open", "matched", "ignored"] as const;
export type BankLineStatus = (typeof bankLineStatuses)[number];

/** What a part of a transfer turned out to be: a hospital's statement, one booking's bill, or money sent back. */
export const bankMatchKinds = ["account", "booking", "returned"] as const;
export type BankMatchKind = (typeof bankMatchKinds)[number];

/** Which column of a bank's file holds what, by its place from zero. Either one amount column (with sign) or two. */
export interface BankMapping {
  date: number;
  /** Money in, or money with its sign. */
  amount: number;
  /** Money out, where it has a column of its own. */
  amountOut: number | null;
  payer: number | null;
  payerAccount: number | null;
  purpose: number | null;
  serial: number | null;
}

/** What the bank says of a transfer beside day and amount. */
export interface BankDetails {
  payer: string;
  payerAccount: string;
  purpose: string;
  serial: string;
}
