import { generateKeyPairSync, sign } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PublishedKey, signedBytes } from "../signature";
import { vehicleClasses } from "../vehicle";
import {
  checkMarkingToken,
  fromBase64Url,
  type MarkingPayload,
  markingPurpose,
  markingText,
  markingToken,
  readMarkingToken,
  toBase64Url,
} from "./token";

function newKey(id: string) {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const raw = publicKey.export({ format: "der", type: "spki" }).subarray(-32);
  const key: PublishedKey = { id, algorithm: "Ed25519", publicKey: raw.toString("base64") };
  const make = (it: MarkingPayload, keyId = id) => {
    const signature = sign(null, signedBytes(markingPurpose, markingText(it)), privateKey);
    return markingToken(it, { keyId, signature: signature.toString("base64") });
  };
  return { key, make };
}

const [now, before] = [newKey("m2"), newKey("m1")];
const published = [now.key, before.key];
const payloads: fc.Arbitrary<MarkingPayload> = fc.record({
  serial: fc
    .tuple(fc.integer({ min: 100_000, max: 999_999 }), fc.integer({ min: 10, max: 99 }), fc.nat(999_999))
    .map(([region, year, number]) => `${region}-${year}-${String(number).padStart(6, "0")}`),
  generation: fc.integer({ min: 1, max: 40 }),
  issuedOn: fc.constantFrom("2026-11-23", "2027-02-28"),
  plate: fc.constantFrom("浙J12345", "鄂AD12345", "浙JD9Z99"),
  vehicleClass: fc.constantFrom(...vehicleClasses),
  operatorZh: fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).filter((it) => it.length <= 80),
});

describe("a marking's token", () => {
  it("holds with the published keys, made by Node and checked by the page's own code", () => {
    fc.assert(
      fc.property(payloads, (payload) => {
        const checked = checkMarkingToken(now.make(payload), published);
        expect(checked).toEqual({ state: "genuine", payload });
      }),
      { numRuns: 30 },
    );
  });

  it("fails with any one character changed, anywhere", () => {
    const characters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/"];
    fc.assert(
      fc.property(payloads, fc.nat(), fc.constantFrom(...characters), (payload, at, character) => {
        const token = now.make(payload);
        const place = at % token.length;
        fc.pre(token[place] !== character);
        const changed = token.slice(0, place) + character + token.slice(place + 1);
        expect(checkMarkingToken(changed, published).state).not.toBe("genuine");
      }),
      { numRuns: 150 },
    );
  });

  it("fails with any one bit of payload or signature turned, and cut or lengthened", () => {
    fc.assert(
      fc.property(payloads, fc.nat(), fc.nat(7), fc.boolean(), (payload, at, bit, ofSignature) => {
        const parts = now.make(payload).split(".");
        const index = ofSignature ? 2 : 0;
        const bytes = fromBase64Url(parts[index] ?? "") ?? new Uint8Array();
        const turned = Uint8Array.from(bytes, (it, place) =>
          place === at % bytes.length ? it ^ (1 << bit) : it,
        );
        parts[index] = toBase64Url(turned);
        expect(checkMarkingToken(parts.join("."), published).state).not.toBe("genuine");
      }),
      { numRuns: 80 },
    );
    const token = now.make(sample);
    for (const other of [token.slice(0, -1), `${token}A`, `${token}.`, `${token}=`, "", ".", "a.b"])
      expect(checkMarkingToken(other, published).state).toBe("forged");
  });

  it("of an older key holds while that key is published, and says so afterwards", () => {
    const token = before.make(sample);
    expect(checkMarkingToken(token, published).state).toBe("genuine");
    expect(checkMarkingToken(token, [now.key]).state).toBe("unknown_key");
  });

  it("under another key's id fails", () => {
    expect(checkMarkingToken(before.make(sample, "m2"), published).state).toBe("forged");
  });

  it("is refused where the same fields are written another way", () => {
    const [body = "", keyId, mac] = now.make(sample).split(".");
    const text = new TextDecoder().decode(fromBase64Url(body) ?? new Uint8Array());
    const loose = toBase64Url(new TextEncoder().encode(text.replace(",", ", ")));
    expect(readMarkingToken(`${loose}.${keyId}.${mac}`)).toBeNull();
  });
});

const sample: MarkingPayload = {
  serial: "331000-26-000012",
  generation: 1,
  issuedOn: "2026-11-23",
  plate: "浙J12345",
  vehicleClass: "monitored",
  operatorZh: "台州康行转运有限公司",
};
