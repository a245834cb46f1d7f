import { createHash } from "node:crypto";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";
import { type DeviceKeys, encryptPush } from "./encrypt";
import { vapidHeader } from "./vapid";

export interface PushMessage {
  /** The message's own id: sent twice, the second takes the first one's place. */
  id: string;
  title: string;
  body: string;
  /** A page of ours that a tap opens. */
  url: string | null;
  urgent: boolean;
}
export type PushDevice = DeviceKeys & { endpoint: string };

/** A browser gives the address that we then call: nothing but the push services of browsers is called. */
const services = [
  /(^|\.)push\.services\.mozilla\.com$/,
  /^fcm\.googleapis\.com$/,
  /(^|\.)push\.apple\.com$/,
  /(^|\.)notify\.windows\.com$/,
  /(^|\.)push\.dbankcloud\.(cn|com)$/,
];
const loopback = /^(localhost|127\.0\.0\.1)$/;

/** Whether a subscription's address is a push service's; on a server bound to loopback also one of this machine. */
export function isPushEndpoint(address: string): boolean {
  const url = URL.parse(address);
  if (!url) return false;
  if (env().LOOPBACK && loopback.test(url.hostname)) return true;
  return url.protocol === "https:" && !url.username && services.some((each) => each.test(url.hostname));
}

/** The key that browsers subscribe with, or null where this installation has none: then nothing offers push. */
export function pushPublicKey(): string | null {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY } = env();
  return VAPID_PRIVATE_KEY ? (VAPID_PUBLIC_KEY ?? null) : null;
}

const daySeconds = 86_400;

/**
 * Hand one message to a device's push service (RFC 8030). Throws DomainError "unavailable" `push.not_configured`, `push.failed`;
 * "not_found" `push.gone`: the device subscribes no more; "bad_input" `push.refused`.
 */
export async function deliverPush(device: PushDevice, message: PushMessage): Promise<void> {
  const { VAPID_PUBLIC_KEY, VAPID_PRIVATE_KEY, VAPID_SUBJECT } = env();
  if (!VAPID_PUBLIC_KEY || !VAPID_PRIVATE_KEY) throw new DomainError("unavailable", "push.not_configured");
  if (!isPushEndpoint(device.endpoint)) throw new DomainError("not_found", "push.gone");
  const { id, title, body, url, urgent } = message;
  const keys = { publicKey: VAPID_PUBLIC_KEY, privateKey: VAPID_PRIVATE_KEY, subject: VAPID_SUBJECT };
  const answer = await fetch(device.endpoint, {
    method: "POST",
    headers: {
      "content-encoding": "aes128gcm",
      "content-type": "application/octet-stream",
      ttl: String(daySeconds),
      urgency: urgent ? "high" : "normal",
      // At most 32 characters of base64url (RFC 8030): one that waits for the device is replaced by the same again.
      topic: createHash("sha256").update(id).digest("base64url").slice(0, 32),
      authorization: vapidHeader(device.endpoint, keys, Date.now()),
    },
    body: new Uint8Array(encryptPush(JSON.stringify({ title, body, url, tag: id }), device)),
    redirect: "error",
    signal: AbortSignal.timeout(10_000),
  }).catch(() => {
    throw new DomainError("unavailable", "push.failed");
  });
  if (answer.ok) return;
  if ([404, 410].includes(answer.status)) throw new DomainError("not_found", "push.gone");
  if (answer.status >= 500 || answer.status === 429) throw new DomainError("unavailable", "push.failed");
  throw new DomainError("bad_input", "push.refused");
}
