import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ageStep, agesOf, allocateOldestFirst, dayAfterMonth, monthBefore } from "./hospital-account";

const item = (bookingId: string, openFen: number, at: number) => ({ orgId: "o", bookingId, openFen, at });
const items = fc
  .array(fc.tuple(fc.integer({ min: -5_000, max: 50_000 }), fc.nat(50)), { maxLength: 12 })
  .map((rows) => rows.map(([fen, at], index) => item(`b${index}`, fen, at)));

describe("money laid on a hospital's account", () => {
  it("pays the oldest first and stops within an item", () => {
    const open = [item("new", 500, 3), item("old", 300, 1), item("middle", 200, 2)];
    expect(allocateOldestFirst(open, 400).parts.map(({ item: of, fen }) => [of.bookingId, fen])).toEqual([
      ["old", 300],
      ["middle", 100],
    ]);
  });

  it("uses what the hospital has to good, so that the rest pays all", () => {
    const { parts, leftFen } = allocateOldestFirst([item("a", 100, 1), item("b", -30, 2)], 70);
    expect(parts.map(({ fen }) => fen)).toEqual([-30, 100]);
    expect(leftFen).toBe(0);
  });

  it("adds up, pays nothing beyond what is open, and leaves only what nothing takes", () => {
    fc.assert(
      fc.property(items, fc.integer({ min: 1, max: 200_000 }), (open, amount) => {
        const { parts, leftFen } = allocateOldestFirst(open, amount);
        expect(parts.reduce((sum, { fen }) => sum + fen, 0)).toBe(amount - leftFen);
        for (const { item: of, fen } of parts) {
          expect(Math.sign(fen)).toBe(Math.sign(of.openFen));
          expect(Math.abs(fen)).toBeLessThanOrEqual(Math.abs(of.openFen));
        }
        const owed = open.reduce((sum, { openFen }) => sum + Math.max(0, openFen), 0);
        expect(leftFen).toBe(Math.max(0, amount - owed));
      }),
    );
  });
});

describe("the age of what is open", () => {
  it("begins the day after it was due", () => {
    expect(ageStep(null, "2026-08-31")).toBe("not_due");
    expect(ageStep("2026-08-31", "2026-08-31")).toBe("not_due");
    expect(ageStep("2026-08-31", "2026-09-01")).toBe("to_30");
    expect(ageStep("2026-06-01", "2026-08-31")).toBe("beyond_90");
  });

  it("adds up to the balance", () => {
    const rows = [
      { openFen: 500, dueOn: null },
      { openFen: -100, dueOn: "2026-01-01" },
      { openFen: 40, dueOn: "2026-07-15" },
    ];
    expect(agesOf(rows, "2026-08-31")).toEqual({
      not_due: 500,
      to_30: 0,
      to_60: 40,
      to_90: 0,
      beyond_90: -100,
    });
  });

  it("counts months over the turn of the year", () => {
    expect(monthBefore("2027-01-05")).toBe("2026-12");
    expect(dayAfterMonth("2026-12")).toBe("2027-01-01");
    expect(dayAfterMonth("2027-02")).toBe("2027-03-01");
  });
});
