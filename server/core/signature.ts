import { utf8ToBytes } from "@noble/hashes/utils.js";
import { z } from "zod";
import { verifyEd25519 } from "./ed25519";

/** A public key of the platform, as it is published: 32 bytes in base64. */
export const publishedKey = z.object({
  id: z.string().regex(/^[\w-]{1,40}$/),
  algorithm: z.literal("Ed25519"),
  publicKey: z.string().length(44),
});
export type PublishedKey = z.infer<typeof publishedKey>;

/** Who signed, and the 64 bytes in base64. */
export interface Signature {
  keyId: string;
  signature: string;
}

function bytesOf(base64: string): Uint8Array {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

/** The bytes that are signed: the purpose first, so that a signature for one thing never passes for another. */
export const signedBytes = (purpose: string, text: string): Uint8Array =>
  utf8ToBytes(`anzhuan/${purpose}\n${text}`);

/** Whether one of the trusted keys signed this text for this purpose. */
export function isSigned(
  keys: readonly PublishedKey[],
  purpose: string,
  text: string,
  { keyId, signature }: Signature,
): boolean {
  const message = signedBytes(purpose, text);
  return keys.some(
    ({ id, publicKey }) => id === keyId && verifyEd25519(bytesOf(signature), message, bytesOf(publicKey)),
  );
}
