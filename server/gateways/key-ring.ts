import { createPrivateKey, createPublicKey, type KeyObject, sign as signBytes } from "node:crypto";
import { type PublishedKey, type Signature, signedBytes } from "@/server/core/signature";
import { env } from "@/server/env";

interface RingKey {
  published: PublishedKey;
  secret: KeyObject;
}

/** What stands before the 32 bytes of an Ed25519 secret in PKCS #8 (RFC 8410, 7). */
const pkcs8 = Buffer.from("302e020100300506032b657004220420", "hex");
let cache: { source: string; keys: RingKey[] } | undefined;

function ringKey(pair: string): RingKey {
  const at = pair.indexOf(":");
  const id = pair.slice(0, at).trim();
  const seed = Buffer.from(pair.slice(at + 1).trim(), "base64");
  if (at < 1 || !/^[\w-]{1,40}$/.test(id) || seed.length !== 32)
    throw new Error("SIGNING_KEYS must be id:base64 pairs of 32 bytes each, newest first");
  const secret = createPrivateKey({ key: Buffer.concat([pkcs8, seed]), format: "der", type: "pkcs8" });
  const spki = createPublicKey(secret).export({ format: "der", type: "spki" });
  const publicKey = spki.subarray(-32).toString("base64");
  return { secret, published: { id, algorithm: "Ed25519", publicKey } };
}

function ring(): [RingKey, ...RingKey[]] {
  const source = env().SIGNING_KEYS;
  if (cache?.source !== source) {
    const keys = source
      .split(",")
      .filter((pair) => pair.trim() !== "")
      .map(ringKey);
    if (new Set(keys.map(({ published }) => published.id)).size !== keys.length)
      throw new Error("SIGNING_KEYS repeats a key id");
    cache = { source, keys };
  }
  const [newest, ...older] = cache.keys;
  if (!newest) throw new Error("SIGNING_KEYS holds no key");
  return [newest, ...older];
}

/**
 * Sign a text with the newest key of the ring (Ed25519). `purpose` ("day-root", "marking") is part of what is signed.
 * Rotation: put a new pair first; the older pairs stay as long as their signatures are to be checked.
 */
export function sign(purpose: string, text: string): Signature {
  const [{ published, secret }] = ring();
  return {
    keyId: published.id,
    signature: signBytes(null, signedBytes(purpose, text), secret).toString("base64"),
  };
}

/** The public halves of all keys in the ring, newest first, for publication. */
export function publicKeys(): [PublishedKey, ...PublishedKey[]] {
  const [newest, ...older] = ring();
  return [newest.published, ...older.map(({ published }) => published)];
}
