import { describe, expect, it } from "vitest";
import { compareRuns, estimate, shareInterval } from "./comparison";
import { diceFor } from "./dice";
import { type Indicators, indicatorsOf } from "./indicators";

const day = (changes: Partial<Indicators>): Indicators => ({ ...indicatorsOf([], [], []), ...changes });

describe("an estimate", () => {
  it("has Student's interval", () => {
    // By hand: mean 4, variance 2.5, t(4) = 2.776.
    const found = estimate([2, 3, 4, 5, 6]);
    expect(found?.mean).toBe(4);
    expect(found?.low).toBeCloseTo(4 - 2.776 * Math.sqrt(2.5 / 5), 6);
    expect(found?.high).toBeCloseTo(4 + 2.776 * Math.sqrt(2.5 / 5), 6);
    expect(estimate([1])).toEqual({ days: 1, mean: 1, low: null, high: null });
    expect(estimate([])).toBeNull();
  });

  it("covers the truth in about 95 of 100 weeks", () => {
    const dice = diceFor(5, "weeks");
    const weeks = 4_000;
    let covered = 0;
    for (let week = 0; week < weeks; week++) {
      const found = estimate(Array.from({ length: 7 }, () => dice.normal()));
      if (found?.low != null && found.high !== null && found.low <= 0 && found.high >= 0) covered += 1;
    }
    expect(Math.abs(covered / weeks - 0.95)).toBeLessThan(0.012);
  });
});

describe("the interval of a share", () => {
  it("is Wilson's", () => {
    // Newcombe 1998, table I: 81 of 263.
    const found = shareInterval(81, 263);
    expect(found?.low).toBeCloseTo(0.2553, 4);
    expect(found?.high).toBeCloseTo(0.3662, 4);
    expect(shareInterval(0, 0)).toBeNull();
    expect(shareInterval(20, 20)?.high).toBe(1);
  });
});

describe("a comparison", () => {
  it("pairs the days: what both runs share falls out", () => {
    const first = [10, 50, 90].map((waitMedianMinutes) => day({ waitMedianMinutes }));
    const second = [12, 52, 92].map((waitMedianMinutes) => day({ waitMedianMinutes }));
    expect(compareRuns(first, second).waitMedianMinutes).toEqual({ days: 3, mean: 2, low: 2, high: 2 });
  });

  it("leaves out days on which one run has no figure", () => {
    const first = [day({ emptyShare: 0.4 }), day({ emptyShare: null })];
    const second = [day({ emptyShare: 0.3 }), day({ emptyShare: 0.1 })];
    expect(compareRuns(first, second).emptyShare).toMatchObject({ days: 1 });
    expect(compareRuns(first, second).promiseKeptShare).toBeUndefined();
  });

  it("compares figures, and nothing else that stands beside them", () => {
    const named = [{ day: "2026-03-09", ...day({ requests: 4 }) }];
    expect(Object.keys(compareRuns(named, named))).toContain("requests");
    expect(Object.keys(compareRuns(named, named))).not.toContain("day");
    expect(Object.keys(compareRuns(named, named))).not.toContain("ends");
  });

  it("refuses runs of different length", () => {
    expect(() => compareRuns([day({})], [])).toThrow(RangeError);
  });
});
