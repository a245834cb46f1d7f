import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { applyRatio, formatFen, parseYuan, sumFen } from "./money";

describe("money", () => {
  it.each([
    [123450, "zh-CN", "¥1,234.50"],
    [5, "en", "¥0.05"],
    [-200, "zh-CN", "-¥2.00"],
    [0, "en", "¥0.00"],
    [9_007_199_254_740_991, "en", "¥90,071,992,547,409.91"],
  ])("%i fen in %s reads %s", (fen, locale, text) => expect(formatFen(fen, locale)).toBe(text));

  it.each([
    ["200", 20000],
    ["1,234.5", 123450],
    ["￥２００．５０", 20050],
    [" 88元 ", 8800],
    ["0.05", 5],
    ["0", 0],
    ["9999999.99", 999_999_999],
    ["1.234", null],
    ["1,23", null],
    ["-5", null],
    ["1e3", null],
    ["", null],
    ["二百", null],
    ["10,000,000", null],
  ])("%j typed is %j fen", (text, fen) => expect(parseYuan(text)).toBe(fen));

  it("reads back what it shows", () => {
    fc.assert(
      fc.property(fc.nat(999_999_999), (fen) => {
        expect(parseYuan(formatFen(fen, "zh-CN"))).toBe(fen);
      }),
    );
  });

  it("rounds half up, below zero too", () => {
    expect([applyRatio(1, 1, 2), applyRatio(3, 1, 2), applyRatio(-1, 1, 2), applyRatio(-3, 1, 2)]).toEqual([
      1, 2, 0, -1,
    ]);
    expect([applyRatio(1001, 1, 3), applyRatio(0, 5, 7), applyRatio(-7, 1, 3)]).toEqual([334, 0, -2]);
    expect(applyRatio(9_007_199_254_740_991, 999, 1000)).toBe(8_998_192_055_486_250);
  });

  it("is the nearest whole number for any ratio", () => {
    const whole = fc.integer({ min: -1_000_000, max: 1_000_000 });
    fc.assert(
      fc.property(whole, fc.nat(1000), fc.integer({ min: 1, max: 1000 }), (amount, top, bottom) => {
        const doubled = 2 * amount * top - 2 * bottom * applyRatio(amount, top, bottom);
        expect(doubled >= -bottom && doubled < bottom).toBe(true);
      }),
    );
  });

  it("refuses fractions of a fen and a denominator of zero", () => {
    expect(() => applyRatio(0.5, 1, 2)).toThrow(RangeError);
    expect(() => applyRatio(1, 1, 0)).toThrow(RangeError);
    expect(() => formatFen(1.5, "en")).toThrow(RangeError);
    expect(() => sumFen([1, 0.5])).toThrow(RangeError);
    expect(sumFen([])).toBe(0);
  });
});
