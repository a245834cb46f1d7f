import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

const first = `k1:${Buffer.alloc(32, 1).toString("base64")}`;
const second = `k2:${Buffer.alloc(32, 2).toString("base64")}`;
const booking = "0198a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b";

async function vaultWith(keys: string) {
  vi.resetModules();
  vi.stubEnv("APP_DATABASE_URL", "postgres://test");
  vi.stubEnv("VAULT_KEYS", keys);
  vi.stubEnv("LINK_SECRET", "a secret of at least thirty-two characters");
  return import("@/server/gateways/vault");
}
let vault: Awaited<ReturnType<typeof vaultWith>>;
beforeEach(async () => {
  vault = await vaultWith(first);
});
afterEach(() => vi.unstubAllEnvs());

describe("sealed values", () => {
  it("open to what was sealed, rare characters included, and never look the same twice", () => {
    const a = vault.seal("张𠮷", "331000/patient/name");
    const b = vault.seal("张𠮷", "331000/patient/name");
    expect(a).not.toBe(b);
    expect(a.startsWith("k1:")).toBe(true);
    expect(vault.open(a, "331000/patient/name")).toBe("张𠮷");
    expect(vault.open(vault.seal("", "c"), "c")).toBe("");
  });

  it("do not open in another place or after a change of one bit", () => {
    const sealed = vault.seal("13800138000", "331000/patient/phone");
    expect(() => vault.open(sealed, "420112/patient/phone")).toThrow(/vault.damaged/);
    const bytes = Buffer.from(sealed.slice(3), "base64");
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
    expect(() => vault.open(`k1:${bytes.toString("base64")}`, "331000/patient/phone")).toThrow(
      /vault.damaged/,
    );
    expect(() => vault.open("k1:AAAA", "331000/patient/phone")).toThrow(/vault.damaged/);
  });

  it("survive rotation: old values open, new ones use the new key, a dropped key is named as missing", async () => {
    const old = vault.seal("王芳", "331000/patient/name");
    const index = vault.blindIndex("331000", "phone", "13800138000");
    const rotated = await vaultWith(`${second},${first}`);
    expect(rotated.open(old, "331000/patient/name")).toBe("王芳");
    expect(rotated.sealedWithOldKey(old)).toBe(true);
    const fresh = rotated.seal("王芳", "331000/patient/name");
    expect(fresh.startsWith("k2:")).toBe(true);
    expect(rotated.sealedWithOldKey(fresh)).toBe(false);
    expect(rotated.blindIndex("331000", "phone", "13800138000")).toBe(index);
    const dropped = await vaultWith(second);
    expect(() => dropped.open(old, "331000/patient/name")).toThrow(/vault.key_missing/);
  });

  it("refuse keys of the wrong length or a repeated id", async () => {
    const short = await vaultWith("k1:AAAA");
    expect(() => short.seal("x", "c")).toThrow(/32 bytes/);
    const twice = await vaultWith(`${first},${first}`);
    expect(() => twice.seal("x", "c")).toThrow(/repeats/);
  });
});

describe("blind indexes and hashes", () => {
  it("differ by region, kind and value, and where the parts are cut", () => {
    const of = vault.blindIndex;
    const all = [
      of("331000", "phone", "1"),
      of("420112", "phone", "1"),
      of("331000", "id", "1"),
      of("331000", "phone1", ""),
    ];
    expect(new Set(all).size).toBe(4);
    expect(all[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(of("331000", "phone", "1")).toBe(all[0]);
  });

  it("keep one code apart by contact", () => {
    expect(vault.hashSecret("123456", "a@x")).not.toBe(vault.hashSecret("123456", "b@x"));
    expect(vault.hashSecret("123456")).toBe(vault.hashSecret("123456"));
  });
});

describe("link tokens", () => {
  it("carry region and booking, and match their generation and purpose only", () => {
    const token = vault.linkToken("331000", booking, 3, "track");
    expect(token).toMatch(/^331000_[\w-]{46}$/);
    expect(vault.readLinkToken(token)).toMatchObject({ regionId: "331000", bookingId: booking });
    expect(vault.linkTokenMatches(token, 3, "track")).toBe(true);
    expect(vault.linkTokenMatches(token, 4, "track")).toBe(false);
    expect(vault.linkTokenMatches(token, 3, "pay")).toBe(false);
  });

  it("fail when any character or the region is changed, and on anything that is no token", () => {
    const token = vault.linkToken("331000", booking, 1, "track");
    for (let at = 7; at < token.length; at++) {
      const other = token[at] === "A" ? "B" : "A";
      expect(vault.linkTokenMatches(token.slice(0, at) + other + token.slice(at + 1), 1, "track")).toBe(
        false,
      );
    }
    expect(vault.linkTokenMatches(token.replace("331000", "420112"), 1, "track")).toBe(false);
    for (const bad of ["", "331000_", "x", `${token}A`, token.slice(0, -1)]) {
      expect(vault.readLinkToken(bad)).toBeUndefined();
    }
  });
});
