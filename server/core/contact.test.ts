import { describe, expect, it } from "vitest";
import { maskContact, readContact } from "./contact";

describe("readContact", () => {
  it.each([
    [" Wang.Fang@Example.CN ", { kind: "email", value: "wang.fang@example.cn" }],
    ["138 0013 8000", { kind: "phone", value: "+8613800138000" }],
    ["+86-138-0013-8000", { kind: "phone", value: "+8613800138000" }],
    ["１３８００１３８０００", { kind: "phone", value: "+8613800138000" }],
    ["ｗａｎｇ＠example.cn", { kind: "email", value: "wang@example.cn" }],
  ])("reads %s", (text, contact) => {
    expect(readContact(text)).toEqual(contact);
  });

  it.each([
    "",
    "wang",
    "wang@",
    "wang@localhost",
    "a b@example.cn",
    "0576-87654321",
    "12800138000",
    "138001380001",
    "13800138000转12",
  ])("refuses %j", (text) => {
    expect(readContact(text)).toBeNull();
  });
});

describe("maskContact", () => {
  it("hides both kinds", () => {
    expect(maskContact({ kind: "email", value: "wang@example.cn" })).toBe("w***@example.cn");
    expect(maskContact({ kind: "phone", value: "+8613800138000" })).toBe("138****8000");
  });
});
