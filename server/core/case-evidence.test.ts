import { expect, it } from "vitest";
import { evidenceHash, minutesLate, thinned } from "./case-evidence";

it("has one hash for the same facts in any order, another for others", () => {
  expect(evidenceHash({ a: 1, b: ["x"] })).toBe(evidenceHash({ b: ["x"], a: 1 }));
  expect(evidenceHash({ a: 1 })).not.toBe(evidenceHash({ a: 2 }));
});

it("counts begun minutes after the end of the promised range, none before it", () => {
  expect(minutesLate(600_000, 600_000)).toBe(0);
  expect(minutesLate(600_000, 1)).toBe(0);
  expect(minutesLate(600_000, 600_001)).toBe(1);
  expect(minutesLate(0, 3_600_000)).toBe(60);
});

it("keeps the first and the last of what it thins, in order, never more than asked", () => {
  const items = Array.from({ length: 1000 }, (_, index) => index);
  const kept = thinned(items, 60);
  expect([kept.length, kept[0], kept.at(-1)]).toEqual([60, 0, 999]);
  expect(kept).toEqual(kept.toSorted((a, b) => a - b));
  expect(thinned([1, 2], 60)).toEqual([1, 2]);
});
