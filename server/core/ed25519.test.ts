import { generateKeyPairSync, sign } from "node:crypto";
import { hexToBytes } from "@noble/hashes/utils.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyEd25519 } from "./ed25519";

/** RFC 8032, 7.1: key, message, signature. */
const vectors = [
  [
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
    "",
    "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
  ],
  [
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
    "72",
    "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
  ],
  [
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
    "af82",
    "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
  ],
] as const;

describe("Ed25519", () => {
  it.each(vectors)("accepts the published vector %s", (key, message, signature) => {
    expect(verifyEd25519(hexToBytes(signature), hexToBytes(message), hexToBytes(key))).toBe(true);
  });

  it("accepts what Node signs and refuses any change of signature, message or key", () => {
    const { privateKey, publicKey } = generateKeyPairSync("ed25519");
    const raw = new Uint8Array(publicKey.export({ format: "der", type: "spki" }).subarray(-32));
    const bytes = fc.uint8Array({ minLength: 1, maxLength: 80 });
    const property = fc.property(bytes, fc.nat(), fc.integer({ min: 1, max: 255 }), (message, at, flip) => {
      const signature = new Uint8Array(sign(null, message, privateKey));
      expect(verifyEd25519(signature, message, raw)).toBe(true);
      for (const part of [signature, message, raw]) {
        const changed = part.slice();
        changed[at % part.length] = (changed[at % part.length] ?? 0) ^ flip;
        const given = (its: Uint8Array) => (its === part ? changed : its);
        expect(verifyEd25519(given(signature), given(message), given(raw))).toBe(false);
      }
    });
    fc.assert(property, { numRuns: 40 });
  });

  it("refuses what is no signature, and a key that would vouch for anything", () => {
    expect(verifyEd25519(new Uint8Array(63), new Uint8Array(1), new Uint8Array(32))).toBe(false);
    const smallOrder = new Uint8Array(32);
    smallOrder[0] = 1;
    const zero = new Uint8Array(64);
    zero[0] = 1;
    expect(verifyEd25519(zero, new Uint8Array(3), smallOrder)).toBe(false);
  });
});
