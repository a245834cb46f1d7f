import { describe, expect, it } from "vitest";
import { z } from "zod";
import seeded from "@/db/seed/rules/standards.json";
import { diffStandards } from "./diff";
import { type StandardSet, standardSet } from "./rules";

const [taizhou, dongxihu] = z.array(standardSet).parse(seeded) as [StandardSet, StandardSet];

describe("diffStandards", () => {
  it("finds nothing between a set and itself", () => {
    expect(diffStandards(taizhou, structuredClone(taizhou))).toEqual({ added: [], removed: [], changed: [] });
  });

  it("names the switches in which the two regions differ", () => {
    expect(diffStandards(taizhou, dongxihu)).toEqual({
      added: [],
      removed: [],
      changed: [
        { ruleId: "retirement-age", fields: [{ path: "off", before: undefined, after: true }] },
        { ruleId: "retirement-odometer", fields: [{ path: "off", before: undefined, after: true }] },
      ],
    });
  });

  it("shows rules added, removed and changed to the field", () => {
    const [first, ...rest] = taizhou.rules;
    if (first?.kind !== "equipment") throw new Error("the seed begins with equipment");
    const more = { ...first, requirement: { ...first.requirement, quantity: 2 } };
    const fresh = { ...first, id: "equipment-new" };
    const after = { ...taizhou, version: 2, rules: [more, fresh, ...rest.slice(1)] };
    const diff = diffStandards(taizhou, after);
    expect(diff.added).toEqual([fresh]);
    expect(diff.removed).toEqual([rest[0]]);
    expect(diff.changed).toEqual([
      { ruleId: first.id, fields: [{ path: "requirement.quantity", before: 1, after: 2 }] },
    ]);
  });
});

describe("standardSet", () => {
  it("refuses two rules of one id and fields it does not know", () => {
    const twice = { ...taizhou, rules: [...taizhou.rules, taizhou.rules[0]] };
    expect(standardSet.safeParse(twice).success).toBe(false);
    const [first] = taizhou.rules;
    const odd = { ...taizhou, rules: [{ ...first, requirement: { ...first?.requirement, colour: "red" } }] };
    expect(standardSet.safeParse(odd).success).toBe(false);
  });
});
