import { createHash, randomBytes } from "node:crypto";
import { sm2 } from "sm-crypto";

/** `x-tif-signature`: SHA-256 in hex of timestamp + secret + nonce + timestamp. */
export function tifSignature(timestamp: string, secret: string, nonce: string): string {
  return createHash("sha256").update(`${timestamp}${secret}${nonce}${timestamp}`).digest("hex");
}

/** The four headers of a call; the timestamp in whole seconds. */
export function tifHeaders(paasId: string, secret: string, at: Date): Record<string, string> {
  const timestamp = String(Math.floor(at.getTime() / 1000));
  const nonce = randomBytes(16).toString("hex");
  return {
    "x-tif-paasid": paasId,
    "x-tif-timestamp": timestamp,
    "x-tif-nonce": nonce,
    "x-tif-signature": tifSignature(timestamp, secret, nonce),
  };
}

/** What `signtype` says of a body signed here. */
export const signType = "SM2";

/** `cainfo` of a body: SM2 over the SM3 digest of its `input` as JSON, DER in hex. The key is 64 hex characters. */
export function signBody(input: unknown, privateKey: string): string {
  return sm2.doSignature(JSON.stringify(input), privateKey, { hash: true, der: true });
}

/** Whether `cainfo` was made over a body's part with the key that belongs to `publicKey`. */
export function verifyBody(part: unknown, cainfo: string, publicKey: string): boolean {
  try {
    return sm2.doVerifySignature(JSON.stringify(part), cainfo, publicKey, { hash: true, der: true });
  } catch {
    return false;
  }
}
