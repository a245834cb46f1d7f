import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffContent } from "./rule-diff";

const rule = (id: string, quantity: number) => ({ id, requirement: { quantity } });

describe("diffContent", () => {
  it("names rows by their ids and fields by their names", () => {
    const before = { rules: [rule("a", 1), rule("b", 1), rule("c", 1)] };
    const after = { rules: [rule("b", 2), rule("a", 1), rule("d", 1)] };
    expect(diffContent(before, after)).toEqual([
      { path: ["rules", "b", "requirement", "quantity"], kind: "changed", before: 1, after: 2 },
      { path: ["rules", "c"], kind: "removed", before: rule("c", 1), after: undefined },
      { path: ["rules", "d"], kind: "added", before: undefined, after: rule("d", 1) },
    ]);
  });

  it("leaves out what the platform stamps, and the order of keys", () => {
    expect(
      diffContent({ id: "x", version: 1, validFrom: "2025-01-01", a: { b: 1, c: 2 } }, { a: { c: 2, b: 1 } }),
    ).toEqual([]);
  });

  it("takes rows without ids by their place, lists of words as a whole", () => {
    const before = { bands: [{ fen: 1 }, { fen: 2 }], classes: ["a", "b"] };
    const after = { bands: [{ fen: 1 }], classes: ["b"] };
    expect(diffContent(before, after).map(({ path, kind }) => `${kind} ${path.join(".")}`)).toEqual([
      "removed bands.2",
      "changed classes",
    ]);
  });

  it("finds nothing between equals, and something between different contents", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.jsonValue(), (own, value) => {
        const content = { ...own, rules: [{ id: "r", value }] };
        expect(diffContent(content, structuredClone(content))).toEqual([]);
        const other = { ...content, rules: [{ id: "r", value: { was: value } }] };
        expect(diffContent(content, other).length).toBeGreaterThan(0);
      }),
    );
  });
});
