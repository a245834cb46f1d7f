import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { rowTitle } from "./row-title";

const option = (value: string, list: readonly string[] = []) =>
  value === "none" && list.includes("airborne") ? "不用隔离" : `〈${value}〉`;
const words = { isEnglish: false, option, comma: "、" };

it("is what the row was given, in the reader's language", () => {
  const row = { id: "oxygen", titleZh: "供氧", titleEn: "Oxygen" };
  expect(rowTitle(row, words)).toBe("供氧");
  expect(rowTitle(row, { ...words, isEnglish: true })).toBe("Oxygen");
  expect(rowTitle({ id: "a", label: { zh: "甲", en: "A" } }, words)).toBe("甲");
});

it("says of a combination of needs whom it is for, in words", () => {
  const row = { id: "ride-walk", mobility: ["walk"], serviceLevel: "accessible_ride", grade: ["none"] };
  expect(rowTitle({ ...row, isolation: ["none"] }, words)).toBe("〈walk〉 · 〈accessible_ride〉 · 不用隔离");
  expect(rowTitle({ ...row, grade: ["II", "III"], isolation: ["contact"] }, words)).toBe(
    "〈walk〉 · 〈accessible_ride〉 · 〈II〉、〈III〉 · 〈contact〉",
  );
});

it("puts codes into words, and says nothing where there is nothing", () => {
  expect(rowTitle({ role: "doctor" }, words)).toBe("〈doctor〉");
  expect(rowTitle({ overMetres: 400_000 }, words)).toBe("");
  expect(rowTitle(null, words)).toBe("");
});

it("tells the combinations of each region's table apart without their ids", () => {
  const tables = JSON.parse(readFileSync("db/seed/rules/needs.json", "utf8")) as {
    combinations: { id: string }[];
  }[];
  for (const { combinations } of tables) {
    const titles = combinations.map((it) => rowTitle(it, words));
    expect(new Set(titles).size).toBe(combinations.length);
    expect(titles.filter((title, at) => title === combinations[at]?.id)).toEqual([]);
  }
});
