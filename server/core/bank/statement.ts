import { z } from "zod";
import { fewest } from "../said";

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

/** At most so many bytes of a file, in base64: beyond it the door refuses the body. */
const fileContent = z.base64().min(4).max(1_600_000, "bank.too_large");
const column = z.number().int().min(0).max(99);
export const bankMapping = z.strictObject({
  date: column,
  amount: column,
  amountOut: column.nullable(),
  payer: column.nullable(),
  payerAccount: column.nullable(),
  purpose: column.nullable(),
  serial: column.nullable(),
}) satisfies z.ZodType<BankMapping>;

export const bankPreview = z.strictObject({
  content: fileContent,
  /** Left out: found out from the bytes. */
  encoding: z.enum(bankEncodings).optional(),
});
export const bankImport = z.strictObject({
  name: z.string().trim().min(1).max(200),
  content: fileContent,
  encoding: z.enum(bankEncodings),
  mapping: bankMapping,
});
export const bankLines = z.strictObject({ show: z.enum(["open", "all"]).default("open") });

const amountFen = z.number().int().min(1).max(2_000_000_000);
/** `matchId` is made by the client, so that a resend counts once. */
export const bankMatchInput = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("account"),
    matchId: z.uuid(),
    lineId: z.uuid(),
    hospitalId: z.uuid(),
    amountFen,
  }),
  z.strictObject({
    kind: z.literal("booking"),
    matchId: z.uuid(),
    lineId: z.uuid(),
    /** As people write it. */
    bookingNumber: z.string().trim().min(1).max(40),
    amountFen,
  }),
  z.strictObject({
    kind: z.literal("returned"),
    matchId: z.uuid(),
    lineId: z.uuid(),
    /** The transfer by which it went back. */
    reference: z.string().trim().min(fewest.words, "payment.pay_out_reference").max(60),
    amountFen,
  }),
]);
export type BankMatchInput = z.infer<typeof bankMatchInput>;
export const bankOwn = z.strictObject({
  lineId: z.uuid(),
  note: z.string().trim().max(200),
});
