import { ed25519 } from "@noble/curves/ed25519.js";

/**
 * Whether `signature` (64 bytes) over `message` was made by the holder of `publicKey` (32 bytes), by the strict rules of
 * RFC 8032 (no other encodings, no key of small order, which would vouch for anything). Malformed bytes: false. Runs
 * wherever a page or a command runs, without the platform and without the network; signing is the key ring's.
 */
export function verifyEd25519(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  try {
    return ed25519.verify(signature, message, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
