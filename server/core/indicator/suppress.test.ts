import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { equityRows } from "./equity";
import { noMeasures } from "./measure";
import { hiddenCells, smallestCell } from "./suppress";

const isSmall = (count: number) => count > 0 && count < smallestCell;

describe("small cells", () => {
  it("are hidden from 1 to 10, and with them the smallest other one that would give them away", () => {
    expect(hiddenCells([100, 10, 40])).toEqual([false, true, true]);
    expect(hiddenCells([100, 11, 40])).toEqual([false, false, false]);
    expect(hiddenCells([100, 0, 40])).toEqual([false, false, false]);
    expect(hiddenCells([3, 4, 90, 50])).toEqual([true, true, false, true]);
    expect(hiddenCells([6, 7, 90, 50])).toEqual([true, true, false, false]);
  });

  it("can never be worked out from the total: what is hidden is two cells or more and not 1 to 10 together", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(60), { maxLength: 12 }), (counts) => {
        const hidden = hiddenCells(counts);
        counts.forEach((count, index) => {
          if (!hidden[index]) expect(isSmall(count)).toBe(false);
          if (count === 0) expect(hidden[index]).toBe(false);
        });
        const held = counts.filter((_, index) => hidden[index]);
        // Where all are hidden, the total itself is all that is told.
        if (held.length === 0 || held.length === counts.filter((count) => count > 0).length) return;
        expect(held.length).toBeGreaterThan(1);
        expect(isSmall(held.reduce((sum, count) => sum + count, 0))).toBe(false);
      }),
    );
  });

  it("hide no more than they must", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: smallestCell, max: 500 })), (counts) => {
        expect(hiddenCells(counts).some(Boolean)).toBe(false);
      }),
    );
  });

  it("take all figures of a group too small to be named, and only those of few people elsewhere", () => {
    const group = (key: string, requests: number, declined: number, due: number) => ({
      key,
      sums: { ...noMeasures(), lapses: 0, looseComplaints: 0, requests, declined, due, onTime: due },
    });
    const rows = equityRows([group("a", 200, 50, 150), group("b", 5, 0, 5), group("c", 80, 20, 9)]);
    expect(rows.map(({ cells }) => cells.requests.isHidden)).toEqual([false, true, true]);
    expect(rows[1]?.cells.declined).toEqual({ value: null, isHidden: true });
    expect(rows[0]?.cells.declined).toEqual({ value: 0.25, isHidden: false });
    expect(rows[0]?.cells.onTime).toEqual({ value: 1, isHidden: false });
    expect(rows[2]?.cells.onTime).toEqual({ value: null, isHidden: true });
  });
});
