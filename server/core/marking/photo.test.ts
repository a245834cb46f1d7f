import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { markingItems, paperKinds } from "../standard/facts";
import {
  findingsOn,
  forbiddenItems,
  markingsSeen,
  photoSides,
  proposedUntil,
  requiredOn,
  sideOf,
} from "./photo";

const good = {
  front: requiredOn.front,
  rear: requiredOn.rear,
  left: requiredOn.left,
  right: requiredOn.right,
};
const items = fc.subarray([...markingItems]);

describe("the list of a marking's photos", () => {
  it("belongs to the four photos alone", () => {
    expect(paperKinds.filter((kind) => sideOf(kind) !== null)).toHaveLength(4);
    expect(sideOf("marking_photo_rear")).toBe("rear");
    expect(sideOf("registration")).toBeNull();
  });

  it("is proposed for half a year, or for as long as the region allows where that is shorter", () => {
    expect(proposedUntil("2026-03-01", 365)).toBe("2026-08-28");
    expect(proposedUntil("2026-03-01", 30)).toBe("2026-03-31");
  });

  it("names on each side what is missing and what must not be there", () => {
    expect(findingsOn("rear", ["white_body", "number_120"])).toEqual({
      missing: ["qr_sides_and_tail"],
      forbidden: ["number_120"],
    });
    for (const side of photoSides)
      expect(findingsOn(side, requiredOn[side])).toEqual({ missing: [], forbidden: [] });
  });

  it("lets the vehicle pass when every side shows its part", () => {
    expect(markingsSeen(good)).toEqual([...requiredOn.left]);
    expect(markingsSeen({ ...good, right: [] })).toEqual([]);
    expect(markingsSeen({ ...good, rear: null })).not.toContain("qr_sides_and_tail");
    expect(markingsSeen({})).toBeNull();
  });

  it("passes exactly the vehicles whose four sides pass, for anything seen anywhere", () => {
    fc.assert(
      fc.property(items, items, items, items, (front, rear, left, right) => {
        const sides = { front, rear, left, right };
        const isEachGood = photoSides.every((side) => {
          const { missing, forbidden } = findingsOn(side, sides[side]);
          return missing.length + forbidden.length === 0;
        });
        const seen = markingsSeen(sides) ?? [];
        const isWholeGood =
          requiredOn.left.every((item) => seen.includes(item)) &&
          forbiddenItems.every((item) => !seen.includes(item));
        expect(isWholeGood).toBe(isEachGood);
      }),
    );
  });
});
