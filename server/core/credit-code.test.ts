import { describe, expect, it } from "vitest";
import vectors from "@/db/seed/rules/identifiers.json";
import { checkCreditCode } from "./credit-code";

describe("unified social credit code (GB 32100)", () => {
  const { valid, invalid } = vectors.unifiedSocialCreditCode;
  it.each(valid)("%s is valid", (code) => expect(checkCreditCode(code)).toEqual({ ok: true, value: code }));
  it.each(invalid)("%s is refused", (code) => expect(checkCreditCode(code).ok).toBe(false));

  it("folds small letters, full width, spaces and dashes", () => {
    expect(checkCreditCode("９１350100-m000100y43 ")).toEqual({ ok: true, value: "91350100M000100Y43" });
  });

  it("catches every single wrong character", () => {
    for (const code of valid) {
      for (let place = 0; place < 18; place++) {
        for (const character of "0123456789ABCDEFGHJKLMNPQRTUWXY") {
          const changed = code.slice(0, place) + character + code.slice(place + 1);
          if (changed !== code) expect(checkCreditCode(changed).ok).toBe(false);
        }
      }
    }
  });

  it("says which check failed", () => {
    expect(checkCreditCode("91350100M000100Y4I")).toEqual({ ok: false, reason: "format" });
    expect(checkCreditCode("91350100M000100Y44")).toEqual({ ok: false, reason: "check_digit" });
    expect(checkCreditCode("91350100M000200Y43")).toEqual({ ok: false, reason: "organization_check_digit" });
  });
});
