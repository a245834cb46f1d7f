import { Workbook } from "exceljs";
import { expect, it } from "vitest";
import { writeTable } from "./table-sheet";

it("writes words as words and fen as yuan", async () => {
  const bytes = await writeTable({ title: "2026/11 结算", head: ["项目", "金额"], rows: [["行程", 28_050]] });
  const book = new Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  expect(sheet?.name).toBe("2026 11 结算");
  expect([sheet?.getCell("A2").value, sheet?.getCell("B2").value, sheet?.getCell("B2").numFmt]).toEqual([
    "行程",
    280.5,
    "#,##0.00",
  ]);
});
