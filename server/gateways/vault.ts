import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { DomainError } from "@/server/core/domain-error";
import { env } from "@/server/env";

const cipher = "aes-256-gcm";
const ivBytes = 12;
const tagBytes = 16;
/** 144 bits: more than the 128 a link must have, and a whole number of base64url characters. */
const macBytes = 18;
const uuidBytes = 16;
const uuidChars = 22;
const macChars = 24;

interface VaultKey {
  id: string;
  /** Made ready once: taken as bytes at each value, opening one costs five times as much. */
  key: KeyObject;
}
let keyCache: { source: string; keys: VaultKey[] } | undefined;

function parseKey(pair: string): VaultKey {
  const at = pair.indexOf(":");
  const id = pair.slice(0, at).trim();
  const key = Buffer.from(pair.slice(at + 1).trim(), "base64");
  if (at < 1 || !/^[\w-]+$/.test(id) || key.length !== 32) {
    throw new Error("VAULT_KEYS must be id:base64 pairs of 32 bytes each, newest first");
  }
  return { id, key: createSecretKey(key) };
}

function vaultKeys(): VaultKey[] {
  const source = env().VAULT_KEYS;
  if (keyCache?.source !== source) {
    const keys = source
      .split(",")
      .filter((pair) => pair.trim() !== "")
      .map(parseKey);
    if (new Set(keys.map(({ id }) => id)).size !== keys.length)
      throw new Error("VAULT_KEYS repeats a key id");
    keyCache = { source, keys };
  }
  return keyCache.keys;
}

/** One secret, several purposes: a key of its own for each, so that a value made for one never passes for another. */
const subkeys = new Map<string, Buffer>();
function subkey(purpose: string): Buffer {
  const secret = env().LINK_SECRET;
  const name = `${purpose}\n${secret}`;
  const known = subkeys.get(name);
  if (known) return known;
  const made = Buffer.from(hkdfSync("sha256", secret, "", `anzhuan/${purpose}`, 32));
  subkeys.set(name, made);
  return made;
}

/** Length before each part: ("1", "23") and ("12", "3") must not give one mac. */
function mac(purpose: string, parts: string[]): Buffer {
  const hmac = createHmac("sha256", subkey(purpose));
  for (const part of parts) hmac.update(`${Buffer.byteLength(part)}:${part};`);
  return hmac.digest();
}

/**
 * Encrypt a personal value with the newest key (AES-256-GCM). `context` names the place of the value
 * ("331000/patient/name") and is authenticated, so that a sealed value copied to another column does not open.
 * Returns `keyId:base64(iv | tag | ciphertext)`.
 */
export function seal(plain: string, context: string): string {
  const [newest] = vaultKeys();
  if (!newest) throw new Error("VAULT_KEYS holds no key");
  const iv = randomBytes(ivBytes);
  const encrypt = createCipheriv(cipher, newest.key, iv).setAAD(Buffer.from(context));
  const body = Buffer.concat([encrypt.update(plain, "utf8"), encrypt.final()]);
  return `${newest.id}:${Buffer.concat([iv, encrypt.getAuthTag(), body]).toString("base64")}`;
}

/**
 * Decrypt what `seal` made, with whichever key sealed it.
 * Throws DomainError "unavailable" when the key is gone, the value was changed or the context is another one.
 */
export function open(sealed: string, context: string): string {
  const at = sealed.indexOf(":");
  const holder = vaultKeys().find(({ id }) => id === sealed.slice(0, at));
  if (!holder) throw new DomainError("unavailable", "vault.key_missing");
  const bytes = Buffer.from(sealed.slice(at + 1), "base64");
  if (bytes.length < ivBytes + tagBytes) throw new DomainError("unavailable", "vault.damaged");
  try {
    const decrypt = createDecipheriv(cipher, holder.key, bytes.subarray(0, ivBytes), {
      authTagLength: tagBytes,
    })
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
    return Buffer.concat([decrypt.update(bytes.subarray(ivBytes + tagBytes)), decrypt.final()]).toString(
      "utf8",
    );
  } catch {
    throw new DomainError("unavailable", "vault.damaged");
  }
}

/** Whether a value should be sealed again because a newer key exists (rotation walks the table with this). */
export function sealedWithOldKey(sealed: string): boolean {
  return vaultKeys()[0]?.id !== sealed.slice(0, sealed.indexOf(":"));
}

/** The id of the key that seals now. */
export function newestKeyId(): string {
  const [newest] = vaultKeys();
  if (!newest) throw new Error("VAULT_KEYS holds no key");
  return newest.id;
}

/** The ids of all keys that are held, the newest first. */
export function keyIds(): string[] {
  return vaultKeys().map(({ id }) => id);
}

/** Whether keys are being changed: older ones are still kept beside the newest. */
export function hasOlderKeys(): boolean {
  return vaultKeys().length > 1;
}

/**
 * Find an encrypted value by equality: HMAC-SHA256 hex of the normalised value (digits of a phone, upper-case identity
 * number). Keyed from LINK_SECRET, so that rotating VAULT_KEYS leaves every index valid. `kind` keeps phones and
 * identity numbers apart; the region keeps tenants apart.
 */
export function blindIndex(regionId: string, kind: string, normalisedValue: string): string {
  return mac("blind-index", [regionId, kind, normalisedValue]).toString("hex");
}

/** The salt of a part of a decision's input: secret, and the same for the same text, so that equal parts are kept once. */
export function partSalt(text: string): string {
  return mac("decision-part", [text]).subarray(0, 16).toString("hex");
}

/** The stored form of a session token or one-time code; `context` (the contact, say) makes a short code not look-up-able. */
export function hashSecret(token: string, context = ""): string {
  return mac("secret", [context, token]).toString("hex");
}

/**
 * The secret of a booking's link: `<region>_<booking id><mac>` in base64url, 144 bits of mac. Nothing is stored; raising
 * the booking's `generation` revokes every link made before. `purpose` keeps a tracking link from opening anything else.
 */
export function linkToken(regionId: string, bookingId: string, generation: number, purpose: string): string {
  const id = Buffer.from(bookingId.replaceAll("-", ""), "hex");
  if (id.length !== uuidBytes) throw new Error("A link token needs a UUID");
  const code = mac("link", [regionId, bookingId.toLowerCase(), String(generation), purpose]).subarray(
    0,
    macBytes,
  );
  return `${regionId}_${id.toString("base64url")}${code.toString("base64url")}`;
}

/** Take a link token apart, without trusting it yet (`linkTokenMatches` does that); undefined when it is none. */
export function readLinkToken(
  token: string,
): { regionId: string; bookingId: string; mac: string } | undefined {
  const parts = /^(\d{6})_([\w-]{46})$/.exec(token);
  const [, regionId, body] = parts ?? [];
  if (!regionId || body?.length !== uuidChars + macChars) return undefined;
  const hex = Buffer.from(body.slice(0, uuidChars), "base64url").toString("hex");
  const bookingId = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { regionId, bookingId, mac: body.slice(uuidChars) };
}

/** Whether the token is the one of this generation and purpose; compared in constant time. */
export function linkTokenMatches(token: string, generation: number, purpose: string): boolean {
  const read = readLinkToken(token);
  if (!read) return false;
  const expected = Buffer.from(linkToken(read.regionId, read.bookingId, generation, purpose));
  const given = Buffer.from(token);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
