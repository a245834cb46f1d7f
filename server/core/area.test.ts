import { describe, expect, it } from "vitest";
import { areaOfAddress, ownAddress } from "./area";

describe("ownAddress", () => {
  it.each([
    ["/operator/offers?day=2026-01-02", "/operator/offers?day=2026-01-02"],
    ["/zh-CN/hospital/desk", "/hospital/desk"],
    ["/en", "/"],
    ["/en?x=1", "/?x=1"],
    ["/english", "/english"],
  ])("keeps %s", (address, own) => {
    expect(ownAddress(address)).toBe(own);
  });

  it.each([
    "//evil.example",
    "/\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "",
    null,
    undefined,
    "/en//evil.example",
    "/zh-CN/\\evil",
    "/a b",
  ])("refuses %j", (address) => {
    expect(ownAddress(address)).toBeNull();
  });
});

describe("areaOfAddress", () => {
  it.each([
    ["/operator/offers", "operator"],
    ["/crew?x=1", "crew"],
    ["/crews", null],
    ["/", null],
    ["/book", null],
  ])("finds the area of %s", (address, area) => {
    expect(areaOfAddress(address)).toBe(area);
  });
});
