import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { askedText, classesAsked } from "./asked";
import { type StandardRule, standardSet } from "./rules";

const [first] = Object.values(
  JSON.parse(readFileSync("db/seed/rules/standards.json", "utf8")) as Record<string, unknown>,
);
const { rules } = standardSet.parse(first);
const ruleOf = (kind: StandardRule["kind"]): StandardRule => {
  const found = rules.find((it) => it.kind === kind);
  if (!found) throw new Error(kind);
  return found;
};

describe("a standard as its readers see it", () => {
  it("says what is asked and leaves open what a check would find", () => {
    expect(askedText(ruleOf("equipment"), "zh")).toBe("主担架：要有 1，现有 …");
    expect(askedText(ruleOf("third_party_cover"), "zh")).toContain("至少要 1500000 元");
    expect(askedText(ruleOf("driving_rest"), "zh")).toContain("最多 240 分钟，之后要休息 20 分钟");
    expect(askedText(ruleOf("two_drivers"), "en")).toContain("400 km need 2 drivers");
  });

  it("shows no blank of any rule", () => {
    for (const rule of rules)
      for (const language of ["zh", "en"] as const) expect(askedText(rule, language)).not.toMatch(/[{}]/);
  });

  it("names the classes that must keep it", () => {
    expect(classesAsked(ruleOf("equipment"))).toEqual(["stretcher_care", "monitored", "negative_pressure"]);
    expect(classesAsked(ruleOf("driving_rest"))).toBeNull();
  });
});
