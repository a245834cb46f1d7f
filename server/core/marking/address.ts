import { readAddressPart } from "../address-part";

/** What a code read from a vehicle leads to. */
export type ReadCode =
  /** `code` is the signed part; null where the address carries none. */
  | { kind: "marking"; serial: string; code: string | null }
  /** A page of somebody else: whoever put it there wants readers to open it. */
  | { kind: "elsewhere"; host: string }
  | { kind: "no_marking" };

const verifyPath = /^(?:\/[a-zA-Z-]+)?\/verify\/([^/]+)$/;

/**
 * What the text of a code leads to, where `origins` are the platform's own ("https://anzhuan.example"). Nothing is opened
 * that is not one of our own pages for a marking.
 */
export function readMarkingCode(text: string, origins: readonly string[]): ReadCode {
  const address = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!address || !["http:", "https:"].includes(address.protocol)) return { kind: "no_marking" };
  if (!origins.includes(address.origin)) return { kind: "elsewhere", host: address.host };
  const [, part] = verifyPath.exec(address.pathname) ?? [];
  const serial = part === undefined ? null : readAddressPart(part);
  return serial === null
    ? { kind: "no_marking" }
    : { kind: "marking", serial, code: address.searchParams.get("m") };
}
