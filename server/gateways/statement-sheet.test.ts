import { Workbook } from "exceljs";
import { expect, it } from "vitest";
import { type StatementRow, writeStatement } from "./statement-sheet";

const words = {
  title: "2026-11 / 结算",
  headers: {
    number: "账单号",
    bookingNumber: "预约号",
    plate: "车牌",
    issuedAt: "出账时间",
    kind: "类型",
    status: "状态",
    totalFen: "金额（元）",
  },
  total: "合计",
};
const row = (number: string, totalFen: number): StatementRow => ({
  number,
  bookingNumber: "YY1",
  plate: "浙J0AZ01",
  issuedAt: "2026-11-22 08:00",
  kind: "行程",
  status: "已付",
  totalFen,
});

it("writes amounts as numbers in yuan and their sum, and what looks like a formula as text", async () => {
  const bytes = await writeStatement(words, [row("B1", 12_345), row("=1+1", 655)]);
  const book = new Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const [sheet] = book.worksheets;
  const column = (at: number) => sheet?.getColumn(at).values.slice(1);
  expect(column(7)).toEqual(["金额（元）", 123.45, 6.55, 130]);
  expect(column(1)).toEqual(["账单号", "B1", "=1+1", "合计"]);
});
