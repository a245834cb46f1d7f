import { createPrivateKey, sign } from "node:crypto";

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString("base64url");
const lifeSeconds = 12 * 3_600;

/**
 * The `Authorization` of a call to a push service (VAPID, RFC 8292): a token for its origin, signed with ES256 by the key the
 * browser subscribed with. `publicKey`, `privateKey`: base64url of the P-256 point and scalar; `at`: epoch milliseconds.
 */
export function vapidHeader(
  endpoint: string,
  of: { publicKey: string; privateKey: string; subject: string },
  at: number,
): string {
  const point = Buffer.from(of.publicKey, "base64url");
  const [x, y] = [point.subarray(1, 33), point.subarray(33, 65)].map((half) => half.toString("base64url"));
  const key = createPrivateKey({ key: { kty: "EC", crv: "P-256", x, y, d: of.privateKey }, format: "jwk" });
  const claims = { aud: new URL(endpoint).origin, exp: Math.floor(at / 1000) + lifeSeconds, sub: of.subject };
  const text = `${part({ typ: "JWT", alg: "ES256" })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(text), { key, dsaEncoding: "ieee-p1363" });
  return `vapid t=${text}.${signature.toString("base64url")}, k=${of.publicKey}`;
}
