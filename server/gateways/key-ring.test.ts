import { beforeAll, describe, expect, it } from "vitest";
import { isSigned } from "@/server/core/signature";
import { env } from "@/server/env";
import { publicKeys, sign } from "./key-ring";

const [old, fresh] = ["A".repeat(43), "B".repeat(43)].map((text) => `${text}=`);

beforeAll(() => {
  Object.assign(process.env, {
    APP_DATABASE_URL: "postgres://none",
    VAULT_KEYS: `v:${old}`,
    LINK_SECRET: "x".repeat(32),
    SIGNING_KEYS: `2025:${old}`,
    DEMO: "1",
  });
});

describe("the key ring", () => {
  it("signs for one purpose, with the newest key, and keeps the older ones checkable", () => {
    const before = sign("marking", "331000-1");
    expect(before.keyId).toBe("2025");
    Object.assign(env(), { SIGNING_KEYS: `2026:${fresh},2025:${old}` });
    const after = sign("marking", "331000-1");
    expect(after.keyId).toBe("2026");
    for (const signature of [before, after]) {
      expect(isSigned(publicKeys(), "marking", "331000-1", signature)).toBe(true);
      expect(isSigned(publicKeys(), "day-root", "331000-1", signature)).toBe(false);
      expect(isSigned(publicKeys(), "marking", "331000-2", signature)).toBe(false);
    }
    expect(isSigned(publicKeys(), "marking", "331000-1", { ...before, keyId: "2026" })).toBe(false);
  });

  it.each(["", "2026", `2026:${"A".repeat(10)}`, `2026:${old},2026:${fresh}`])(
    "refuses a malformed ring: %s",
    (source) => {
      Object.assign(env(), { SIGNING_KEYS: source });
      expect(() => sign("marking", "x")).toThrow("SIGNING_KEYS");
    },
  );
});
