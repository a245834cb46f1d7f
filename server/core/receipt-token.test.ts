import { generateKeyPairSync, sign } from "node:crypto";
import { expect, it } from "vitest";
import {
  type ReceiptMark,
  readReceiptToken,
  receiptPurpose,
  receiptText,
  receiptToken,
} from "./receipt-token";
import { type PublishedKey, signedBytes } from "./signature";

const { privateKey, publicKey } = generateKeyPairSync("ed25519");
const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
const keys: PublishedKey[] = [{ id: "k1", algorithm: "Ed25519", publicKey: raw.toString("base64") }];
const mark: ReceiptMark = {
  number: "331000-26-000042",
  kind: "receipt",
  issuedAt: "2026-03-02T01:00:00.000Z",
  operatorZh: "示例转运",
  totalFen: 26_000,
  paidFen: 26_000,
  printedAt: "2026-03-03T01:00:00.000Z",
};
const signed = (it: ReceiptMark, purpose = receiptPurpose) => {
  const signature = sign(null, signedBytes(purpose, receiptText(it)), privateKey).toString("base64");
  return receiptToken(it, { keyId: "k1", signature });
};

it("reads what was signed, and nothing that was changed, signed for something else or by nobody known", () => {
  const token = signed(mark);
  expect(readReceiptToken(token, keys)).toEqual(mark);
  expect(readReceiptToken(token, [])).toBeNull();
  expect(readReceiptToken(signed(mark, "marking"), keys)).toBeNull();
  const [, ...rest] = token.split(".");
  const [other = ""] = signed({ ...mark, totalFen: 1 }).split(".");
  expect(readReceiptToken([other, ...rest].join("."), keys)).toBeNull();
  for (const bad of ["", "a.b.c", `${token}.x`, token.slice(0, -4)])
    expect(readReceiptToken(bad, keys)).toBeNull();
});
