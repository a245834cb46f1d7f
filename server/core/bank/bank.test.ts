import { describe, expect, it } from "vitest";
import { csvRows } from "./csv";
import { proposalsFor } from "./propose";
import { bankDay, bankFen, guessMapping, headRow, lineTexts, readLines } from "./read";

const file = [
  "账号：33050166000000001234,,,,,,",
  "交易日期,交易时间,借方发生额,贷方发生额,对方户名,对方账号,摘要",
  '2026-08-03,10:12:00,,"1,250.00",台州市第一医院,1207011109200000001,"YJ26-000007 七月转运"',
  "2026/8/4,09:00:00,88.00,,某公司,1207,手续费",
  "20260805,09:00:00,,280.00,张先生,6222,26-000123",
  "20260805,09:00:00,,280.00,张先生,6222,26-000123",
  "合计,,88.00,1810.00,,,",
].join("\r\n");

describe("a bank's file", () => {
  const rows = csvRows(`\uFEFF${file}`);
  const mapping = guessMapping(rows[headRow(rows)] ?? []);

  it("is read below its head, money in above zero and out below, sums left out", () => {
    expect(mapping).toEqual({
      date: 0,
      amount: 3,
      amountOut: 2,
      payer: 4,
      payerAccount: 5,
      purpose: 6,
      serial: null,
    });
    const { lines, unread } = readLines(rows, mapping ?? ({} as never));
    expect(lines.map(({ bookedOn, amountFen }) => [bookedOn, amountFen])).toEqual([
      ["2026-08-03", 125_000],
      ["2026-08-04", -8_800],
      ["2026-08-05", 28_000],
      ["2026-08-05", 28_000],
    ]);
    expect(unread).toEqual([7]);
    expect(new Set(lineTexts(lines)).size).toBe(4);
  });

  it("tells days and sums from anything else", () => {
    expect(bankDay("2026年7月31日 10:00")).toBe("2026-07-31");
    expect(bankDay("2026-02-30")).toBeNull();
    expect(bankDay("合计")).toBeNull();
    expect(bankFen("-1,234.5")).toBe(-123_450);
    expect(bankFen("12.345")).toBeNull();
  });

  it("keeps quotes, commas and line ends within a cell", () => {
    expect(csvRows('a,"b,""c""\nd"\n\ne,f')).toEqual([
      ["a", 'b,"c"\nd'],
      ["e", "f"],
    ]);
  });
});

describe("what a transfer pays", () => {
  const account = {
    kind: "account" as const,
    hospitalId: "h",
    name: "台州市第一医院",
    payerName: "台州市第一医院财务",
    openFen: 200_000,
    statements: [{ number: "YJ26-000123", openFen: 125_000 }],
  };
  const booking = { kind: "booking" as const, bookingId: "b", bookingNumber: "26-000123", dueFen: 28_000 };
  const line = (leftFen: number, purpose: string, payer = "") => ({
    leftFen,
    details: { payer, purpose, payerAccount: "", serial: "" },
  });
  const kinds = (found: ReturnType<typeof proposalsFor>) => found.map(({ payable }) => payable.kind);

  it("is told by the number written on it, however it is written", () => {
    expect(kinds(proposalsFor(line(125_000, "ｙｊ26 000123 转运费"), [booking, account]))).toEqual([
      "account",
    ]);
    expect(kinds(proposalsFor(line(28_000, "付26000123"), [booking, account]))).toEqual(["booking"]);
    expect(proposalsFor(line(28_000, "126-000123"), [booking])).toEqual([]);
    expect(proposalsFor(line(28_000, "26-0001234"), [booking])).toEqual([]);
  });

  it("is told by the payer's name; an equal sum alone says nothing of a booking", () => {
    expect(proposalsFor(line(90_000, "转运", "台州市第一医院"), [account])).toMatchObject([
      { amountFen: 90_000, reasons: ["payer"] },
    ]);
    expect(proposalsFor(line(28_000, "谢谢"), [booking])).toEqual([]);
  });

  it("takes no more than is due", () => {
    expect(proposalsFor(line(30_000, "26-000123"), [booking])[0]?.amountFen).toBe(28_000);
  });
});
