import { z } from "zod";
import { isSigned, type PublishedKey, type Signature } from "../signature";
import { vehicleClass } from "../vehicle";

/** "331000-26-000012": region, year of issue, running number. */
const markingSerial = z.string().regex(/^\d{6}-\d{2}-\d{6}$/);
const signingKeyId = /^[\w-]{1,40}$/;
/** What a marking is signed for (`core/signature`): such a signature passes for nothing else. */
export const markingPurpose = "marking";

/** What a marking's QR code says of the vehicle it was made for, whoever reads it and wherever it is stuck. */
export interface MarkingPayload {
  serial: string;
  /** Counts the issues of one serial; only the latest is good. */
  generation: number;
  /** Day of this issue, region's zone. */
  issuedOn: string;
  plate: string;
  vehicleClass: z.infer<typeof vehicleClass>;
  operatorZh: string;
}

/** In this order, without names: every character makes the modules of the code smaller. */
const fields = z.tuple([
  z.literal(1),
  markingSerial,
  z.number().int().min(1),
  z.iso.date(),
  z.string().min(1).max(12),
  vehicleClass,
  z.string().min(1).max(80),
]);

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

/** RFC 4648 section 5, without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The bytes of a base64url text; null for anything but the one way to write them (RFC 4648 section 3.5). */
export function fromBase64Url(text: string): Uint8Array | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  const bytes = Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (it) =>
    it.charCodeAt(0),
  );
  return toBase64Url(bytes) === text ? bytes : null;
}

/** The text that is signed for a payload. Throws a ZodError where a field is out of its shape. */
export const markingText = (it: MarkingPayload): string =>
  JSON.stringify(
    fields.parse([1, it.serial, it.generation, it.issuedOn, it.plate, it.vehicleClass, it.operatorZh]),
  );

/** `payload.key.signature`, the first and last in base64url: what stands behind `?m=` in the QR code. */
export function markingToken(payload: MarkingPayload, { keyId, signature }: Signature): string {
  const mac = Uint8Array.from(atob(signature), (it) => it.charCodeAt(0));
  return `${toBase64Url(bytesOf(markingText(payload)))}.${keyId}.${toBase64Url(mac)}`;
}

function decoded(part: string): unknown {
  const bytes = fromBase64Url(part);
  if (!bytes) return null;
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    return null;
  }
}

/** A token taken apart, not yet believed; null when it is none, or not written as `markingToken` writes it. */
export function readMarkingToken(token: string): { payload: MarkingPayload; signature: Signature } | null {
  const [body = "", keyId = "", mac = "", ...rest] = token.split(".");
  const bytes = fromBase64Url(mac);
  const parsed = fields.safeParse(decoded(body));
  if (rest.length > 0 || bytes?.length !== 64 || !signingKeyId.test(keyId) || !parsed.success) return null;
  const [, serial, generation, issuedOn, plate, itsClass, operatorZh] = parsed.data;
  const payload = { serial, generation, issuedOn, plate, vehicleClass: itsClass, operatorZh };
  if (toBase64Url(bytesOf(markingText(payload))) !== body) return null;
  return { payload, signature: { keyId, signature: btoa(String.fromCharCode(...bytes)) } };
}

export type TokenCheck =
  | { state: "genuine"; payload: MarkingPayload }
  /** Signed by a key that is not, or no longer, published. */
  | { state: "unknown_key"; payload: MarkingPayload }
  | { state: "forged" };

/**
 * Check a marking's token with nothing but the published keys: the same code on the server and, without network, in the
 * page.
 */
export function checkMarkingToken(token: string, keys: readonly PublishedKey[]): TokenCheck {
  const read = readMarkingToken(token);
  if (!read) return { state: "forged" };
  const { payload, signature } = read;
  if (!keys.some(({ id }) => id === signature.keyId)) return { state: "unknown_key", payload };
  const isGood = isSigned(keys, markingPurpose, markingText(payload), signature);
  return isGood ? { state: "genuine", payload } : { state: "forged" };
}
