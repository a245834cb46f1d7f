import { z } from "zod";
import { type Output, outputs, type TransactionNumber } from "./transaction";

const envelope = z.object({
  infcode: z.union([z.number(), z.string().regex(/^-?\d+$/)]).transform(Number),
  inf_refmsgid: z.string().nullish(),
  err_msg: z.string().nullish(),
  output: z.unknown(),
});

/**
 * What an answer comes to. `unknown`: nobody can say whether the fund did it: −1, no answer, one that is cut off or is not
 * what its transaction answers with.
 */
export type Reply<N extends TransactionNumber = TransactionNumber> =
  | { kind: "done"; output: Output<N>; ref: string }
  | { kind: "refused"; message: string; ref: string }
  | { kind: "unknown"; reason: UnknownReason };
export type UnknownReason = "no_answer" | "system_error" | "malformed" | "contradiction" | "killed";

/** Read an answer to a transaction: `infcode` 0 done, −2 refused by business with the fund's words, all else unknown. */
export function readAnswer<N extends TransactionNumber>(infno: N, answered: unknown): Reply<N> {
  const parsed = envelope.safeParse(answered);
  if (!parsed.success) return { kind: "unknown", reason: "malformed" };
  const { infcode, err_msg: message, inf_refmsgid: ref } = parsed.data;
  if (infcode === -2) return { kind: "refused", message: (message ?? "").slice(0, 500), ref: ref ?? "" };
  if (infcode !== 0) return { kind: "unknown", reason: "system_error" };
  const output = outputs[infno].safeParse(parsed.data.output);
  if (!output.success) return { kind: "unknown", reason: "malformed" };
  return { kind: "done", output: output.data as Output<N>, ref: ref ?? "" };
}

/** The fund holds no such transaction: for a reversal that is as good as done, since its number is then barred. */
export const saysNotFound = (message: string): boolean => /未找到|未查询到|查无|不存在|无此/.test(message);

/** The sign-in holds no more. */
export const saysSignedOut = (message: string): boolean =>
  /未签到|签到(已)?(失效|过期)|重新签到/.test(message);

/** The number of the message was used before. */
export const saysUsedNumber = (message: string): boolean => /报文(ID|流水号|标识)?(已)?重复/.test(message);
