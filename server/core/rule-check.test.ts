import { describe, expect, it } from "vitest";
import { filedTariffs } from "@/db/seed/rules/filed-tariffs";
import needs from "@/db/seed/rules/needs.json";
import standards from "@/db/seed/rules/standards.json";
import triage from "@/db/seed/rules/triage.json";
import { checkRuleContent } from "./rule-check";
import type { DraftContent } from "./rule-content";
import { standardSet } from "./standard/rules";

const codes = (kind: Parameters<typeof checkRuleContent>[0], content: DraftContent) =>
  checkRuleContent(kind, content).map(({ code, path }) => [code, ...path].join(" "));
const set = standardSet.parse(standards[0]);
const [taizhou] = filedTariffs.filter(({ id }) => id === "taizhou-2025-10");
if (!taizhou) throw new Error("no tariff of the city");
const changed = (id: string, change: object) =>
  set.rules.map((rule) => (rule.id === id ? { ...rule, ...change } : rule));

describe("the seeded rules", () => {
  it("pass their own checks", () => {
    for (const it of standards) expect(codes("standard", it)).toEqual([]);
    for (const it of triage) expect(codes("triage", it)).toEqual([]);
    for (const it of needs) expect(codes("needs", it)).toEqual([]);
    expect(codes("tariff", taizhou)).toEqual([]);
  });
});

describe("a tariff", () => {
  it("is held back by an example that does not come out, whatever the note says, and by having none without a note", () => {
    const [first, ...others] = taizhou.examples;
    const wrong = { facts: first?.facts, expect: { totalFen: 1, drivers: 1 } };
    const regulatorNote = "经价格主管部门同意，按此公布。";
    expect(codes("tariff", { ...taizhou, regulatorNote, examples: [...others, wrong] })).toEqual([
      `example_fails examples ${taizhou.examples.length}`,
    ]);
    expect(codes("tariff", { ...taizhou, examples: [] })).toEqual(["no_worked_example"]);
    expect(codes("tariff", { ...taizhou, examples: [], regulatorNote })).toEqual([]);
  });
});

describe("a set of standards", () => {
  it("names the row and field that is not filled in", () => {
    const [rule] = set.rules.filter(({ kind }) => kind === "odometer");
    expect(
      codes("standard", { ...set, rules: changed(rule?.id ?? "", { requirement: { maxKm: null } }) }),
    ).toEqual([`unreadable rules ${rule?.id} requirement maxKm`]);
  });

  it("may not be empty, reversed, or twice about one thing", () => {
    const [equipment] = set.rules.filter(({ kind }) => kind === "equipment");
    const id = equipment?.id ?? "";
    expect(codes("standard", { ...set, rules: set.rules.map((it) => ({ ...it, off: true })) })).toContain(
      `nothing_in_force rules ${set.id}`,
    );
    expect(codes("standard", { ...set, rules: changed(id, { validTo: "2000-01-01" }) })).toContain(
      `validity_reversed rules ${id}`,
    );
    expect(codes("standard", { ...set, rules: [...set.rules, { ...equipment, id: "again" }] })).toEqual([
      "said_twice rules again",
    ]);
    expect(codes("standard", { ...set, rules: [...set.rules, { ...equipment }] })).toEqual([
      "duplicate_id rules",
    ]);
  });

  it("says nothing that no fact fills, and staffs every class", () => {
    const [staffing] = set.rules.filter(({ kind }) => kind === "class_staffing");
    expect(
      codes("standard", { ...set, rules: changed(set.rules[0]?.id ?? "", { failEn: "{colour}" }) }),
    ).toEqual([`unknown_blank rules ${set.rules[0]?.id}`]);
    const without = set.rules.filter((it) => it !== staffing);
    expect(codes("standard", { ...set, rules: without })).toContainEqual(
      expect.stringContaining("class_without_staffing"),
    );
  });
});

describe("other kinds", () => {
  it("find questions that are not there, rows that overlap, prices that drop", () => {
    const [first] = triage;
    const lost = {
      ...first,
      redFlags: [{ ...first?.redFlags[0], when: { fact: "answer.gone", in: ["x"] } }],
    };
    expect(codes("triage", lost)).toContainEqual(expect.stringContaining("unknown_fact"));
    const [table] = needs;
    const twice = {
      ...table,
      combinations: [...(table?.combinations ?? []), { ...table?.combinations[0], id: "twice" }],
    };
    expect(codes("needs", twice)).toContainEqual(expect.stringContaining("overlap"));
    const wuyi = filedTariffs.find(({ id }) => id === "wuyi-2025-01");
    expect(codes("tariff", { ...wuyi })).toContain("price_jumps");
    expect(codes("tariff", { ...wuyi, regulatorNote: "公告就是这样写的，已经向发布机关核实" })).toEqual([]);
  });
});
