import { createHash } from "node:crypto";
import { csvRows } from "@/server/core/bank/csv";
import { headRow } from "@/server/core/bank/read";
import type { BankEncoding } from "@/server/core/bank/statement";
import { DomainError } from "@/server/core/domain-error";

export interface DecodedFile {
  encoding: BankEncoding;
  rows: string[][];
  /** Place of the row that heads the columns. */
  head: number;
  digest: string;
  headDigest: string;
}

export const digestOf = (value: string | Buffer): string => createHash("sha256").update(value).digest("hex");

/** UTF-8 where the bytes are that, else the encoding that banks in China write. */
function encodingOf(bytes: Buffer): BankEncoding {
  try {
    new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    return "utf-8";
  } catch {
    return "gb18030";
  }
}

/** A bank's file from base64, its rows and what tells it apart. @throws DomainError bad_input `bank.unreadable` */
export function decodeFile(content: string, asked?: BankEncoding): DecodedFile {
  const bytes = Buffer.from(content, "base64");
  const encoding = asked ?? encodingOf(bytes);
  const rows = csvRows(new TextDecoder(encoding).decode(bytes));
  const head = headRow(rows);
  const names = rows[head];
  if (!names) throw new DomainError("bad_input", "bank.unreadable");
  return { encoding, rows, head, digest: digestOf(bytes), headDigest: digestOf(JSON.stringify(names)) };
}
