import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mirrorOf, reckon } from "@/peers/insurance/reckon";
import { claimLines, coveragePayer, isCrossProvince } from "./coverage";
import { messageNumber } from "./envelope";
import { fixedClock, instantOfClock } from "./local";
import { brokenRules, coveredFen, fenOfYuan, isMirror, type Split, yuanOfFen } from "./split";
import { readComparison, statementFile, totalsOf } from "./statement";

const sums = fc.record({
  totalFen: fc.integer({ min: 1, max: 10_000_000 }),
  accountFen: fc.integer({ min: 0, max: 1_000_000 }),
});

describe("a split", () => {
  it("holds or is found broken, with the account in the fund's sum or beside it", () => {
    fc.assert(
      fc.property(sums, fc.boolean(), fc.integer({ min: 1, max: 500 }), (of, included, off) => {
        const told = reckon(of, included);
        const about = { linesFen: of.totalFen, fundIncludesAccount: included };
        expect(brokenRules(told, about)).toEqual([]);
        expect(brokenRules({ ...told, fundFen: told.fundFen + off }, about)).toContain("payers");
        expect(brokenRules({ ...told, inScopeFen: told.inScopeFen - off }, about)).toContain("scope");
        expect(brokenRules({ ...told, cashFen: told.cashFen + off }, about)).toContain("person");
        expect(brokenRules(told, { ...about, linesFen: of.totalFen + off })).toEqual(["lines"]);
        if (told.accountFen > 0)
          expect(brokenRules(told, { ...about, fundIncludesAccount: !included })).toContain("payers");
      }),
    );
  });

  it("is cancelled by its exact negative only", () => {
    fc.assert(
      fc.property(sums, (of) => {
        const told = reckon(of, false);
        const mirror = mirrorOf(told);
        expect(isMirror(told, mirror)).toBe(true);
        expect(isMirror(told, { ...mirror, cashFen: mirror.cashFen - 1 })).toBe(false);
        expect(coveredFen(told) + told.cashFen).toBe(of.totalFen);
      }),
    );
  });
});

it("reads yuan as numbers and as strings, to the fen", () => {
  fc.assert(
    fc.property(fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }), (fen) => {
      expect(fenOfYuan(yuanOfFen(fen))).toBe(fen === 0 ? 0 : fen);
      expect(fenOfYuan((fen / 100).toFixed(2))).toBe(fen === 0 ? 0 : fen);
    }),
  );
  expect(fenOfYuan("12.3")).toBe(1230);
  expect(fenOfYuan("12.300")).toBe(1230);
  for (const bad of ["12.345", "一", "", "1e3", Number.NaN]) expect(() => fenOfYuan(bad)).toThrow();
});

it("numbers messages by institution, local second and counter", () => {
  const at = new Date("2026-03-05T16:07:09Z");
  expect(messageNumber("H33100000001", at, "Asia/Shanghai", 12_345)).toBe("H33100000001202603060007092345");
  expect(instantOfClock(fixedClock(at, "Asia/Shanghai"), "Asia/Shanghai")).toEqual(at);
  expect(instantOfClock("gestern", "Asia/Shanghai")).toBeNull();
});

it("claims only what the payer covers at that service level", () => {
  const payer = coveragePayer.parse({
    code: "basic",
    nameZh: "基本医保",
    nameEn: "Basic",
    partyId: "01a207be-64cc-7583-9565-dd42ebb9b264",
    kind: "basic",
    insuranceTypes: ["310"],
    items: [
      {
        line: "start",
        serviceLevels: ["care_transfer"],
        code: "001204000",
        nameZh: "护送",
        nameEn: "Escort",
      },
    ],
  });
  const lines = [
    { code: "start", fen: 20_000 },
    { code: "mileage", fen: 8_000 },
  ];
  expect(claimLines(payer, "care_transfer", lines)).toEqual([
    { line: "start", code: "001204000", nameZh: "护送", fen: 20_000 },
  ]);
  expect(claimLines(payer, "accessible_ride", lines)).toEqual([]);
  expect(claimLines(payer, "care_transfer", [{ code: "start", fen: 0 }])).toEqual([]);
  expect(isCrossProvince("331000", "331002")).toBe(false);
  expect(isCrossProvince("331000", "330100")).toBe(true);
});

it("writes a day's file and reads the fund's", () => {
  const line = { settlementId: "x", personNo: "P", mdtrtId: "M", setlId: "S1", msgid: "m", isRefund: false };
  const one = { ...line, totalFen: 20_000, fundFen: 12_600, accountFen: 100, cashFen: 7_300 };
  const back = {
    ...one,
    isRefund: true,
    totalFen: -20_000,
    fundFen: -12_600,
    accountFen: -100,
    cashFen: -7_300,
  };
  expect(totalsOf([one, back])).toEqual({ count: 2, totalFen: 0, fundFen: 0, accountFen: 0, cashFen: 0 });
  const file = statementFile([one, back]);
  expect(file.split("\r\n")[0]).toBe("P\tM\tS1\tm\t\t0\t\t200.00\t126.00\t1.00");
  const told = file.split("\r\n").map((row, at) =>
    row
      .split("\t")
      .map((cell, column) => (column === 4 ? ["101", "103"][at] : cell))
      .join("\t"),
  );
  expect(readComparison(told.join("\n"))).toMatchObject([
    { setlId: "S1", kind: "fund_only", isRefund: false, fundFen: 12_600 },
    { kind: "amounts", isRefund: true, fundFen: -12_600 },
  ]);
  expect(readComparison("what\tis\tthis")).toBeNull();
});

it("has a split whose every figure a mirror must have", () => {
  const keys: (keyof Split)[] = Object.keys(reckon({ totalFen: 1, accountFen: 0 }, false)) as (keyof Split)[];
  expect(keys).toHaveLength(10);
});
