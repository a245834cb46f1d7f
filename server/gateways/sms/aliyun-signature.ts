import { createHmac } from "node:crypto";

/** Percent-encoding of RFC 3986, which the provider's signature is made over: `encodeURIComponent` leaves `!'()*` alone. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** The call's parameters in order, as they are signed and sent. */
export const canonicalQuery = (parameters: Record<string, string>): string =>
  Object.keys(parameters)
    .sort()
    .map((name) => `${encoded(name)}=${encoded(parameters[name] ?? "")}`)
    .join("&");

/**
 * The signature of an RPC-style call of Alibaba Cloud (signature version 1.0): HMAC-SHA1 over
 * `METHOD&%2F&encoded(query)` with the access key's secret and `&`, as base64.
 */
export function rpcSignature(method: string, parameters: Record<string, string>, secret: string): string {
  const text = `${method}&${encoded("/")}&${encoded(canonicalQuery(parameters))}`;
  return createHmac("sha1", `${secret}&`).update(text, "utf8").digest("base64");
}
