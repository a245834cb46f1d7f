import { describe, expect, it } from "vitest";
import { maskEmail, maskName, maskPhone, maskResidentId } from "./masking";

describe("masking", () => {
  it.each([
    ["张三", "张*"],
    ["欧阳修远", "欧*"],
    ["𠮷田", "𠮷*"],
    [" John Smith", "J*"],
    ["", ""],
  ])("name %j shows %j", (name, shown) => expect(maskName(name)).toBe(shown));

  it.each([
    ["33010519491231002X", "330105********002X"],
    ["3301051949123100", "****"],
  ])("identity number %s shows %s", (id, shown) => expect(maskResidentId(id)).toBe(shown));

  it.each([
    ["13800138000", "138****8000"],
    ["+8613800138000", "138****8000"],
    ["0576-87654321", "0576-****4321"],
    ["+861062345678", "010-****5678"],
    ["12345", "****"],
  ])("phone %s shows %s", (phone, shown) => expect(maskPhone(phone)).toBe(shown));

  it.each([
    ["zhang.san@example.com", "z***@example.com"],
    ["z@example.com", "z***@example.com"],
    ["not an address", "****"],
  ])("e-mail %s shows %s", (email, shown) => expect(maskEmail(email)).toBe(shown));
});
