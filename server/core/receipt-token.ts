import { z } from "zod";
import { fromBase64Url, toBase64Url } from "./marking/token";
import { isSigned, type PublishedKey, type Signature } from "./signature";

/** What a receipt's code is signed for (`core/signature`): such a signature passes for nothing else. */
export const receiptPurpose = "receipt";

/** What a receipt's QR code says of the paper it stands on: sums and numbers, nobody's name. */
export interface ReceiptMark {
  /** "331000-26-000123": region first. */
  number: string;
  kind: "bill" | "receipt";
  issuedAt: string;
  operatorZh: string;
  totalFen: number;
  /** Received less what went back, when it was printed. */
  paidFen: number;
  printedAt: string;
}

const fen = z.number().int();
/** In this order, without names: every character makes the modules of the code smaller. */
const fields = z.tuple([
  z.literal(1),
  z.string().regex(/^\d{6}-\d{2}-\d{6,9}$/),
  z.enum(["bill", "receipt"]),
  z.iso.datetime(),
  z.string().min(1).max(80),
  fen,
  fen,
  z.iso.datetime(),
]);

/** The text that is signed. Throws a ZodError where a field is out of its shape. */
export const receiptText = (it: ReceiptMark): string =>
  JSON.stringify(
    fields.parse([1, it.number, it.kind, it.issuedAt, it.operatorZh, it.totalFen, it.paidFen, it.printedAt]),
  );

const toBytes = (text: string) => new TextEncoder().encode(text);

/** `payload.key.signature`, the first and last in base64url: what stands in the address of the QR code. */
export function receiptToken(mark: ReceiptMark, { keyId, signature }: Signature): string {
  const mac = Uint8Array.from(atob(signature), (it) => it.charCodeAt(0));
  return `${toBase64Url(toBytes(receiptText(mark)))}.${keyId}.${toBase64Url(mac)}`;
}

function decoded(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** What a token says, if one of the published keys signed it and it is written as `receiptToken` writes it; else null. */
export function readReceiptToken(token: string, keys: readonly PublishedKey[]): ReceiptMark | null {
  const [body = "", keyId = "", mac = "", ...rest] = token.split(".");
  const bytes = fromBase64Url(body);
  const signed = fromBase64Url(mac);
  const parsed = bytes && fields.safeParse(decoded(bytes));
  if (rest.length > 0 || signed?.length !== 64 || !parsed?.success) return null;
  const [, number, kind, issuedAt, operatorZh, totalFen, paidFen, printedAt] = parsed.data;
  const mark = { number, kind, issuedAt, operatorZh, totalFen, paidFen, printedAt };
  const signature = { keyId, signature: btoa(String.fromCharCode(...signed)) };
  const isOurs = receiptToken(mark, signature) === token;
  return isOurs && isSigned(keys, receiptPurpose, receiptText(mark), signature) ? mark : null;
}
