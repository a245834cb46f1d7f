import { Workbook } from "exceljs";
import { describe, expect, it } from "vitest";
import { writeCsv, writeWorkbook } from "./figure-sheet";

const table = {
  name: "指标/一",
  head: ["名称", "数值"],
  rows: [
    ['带"引号", 和逗号', 0.958],
    ["=HYPERLINK(1)", null],
  ],
  percents: [1],
};

describe("an export", () => {
  it("is an Excel file with a sheet a table, numbers as numbers", async () => {
    const book = new Workbook();
    await book.xlsx.load((await writeWorkbook([table, { ...table, name: "二" }])) as unknown as ArrayBuffer);
    expect(book.worksheets.map(({ name }) => name)).toEqual(["指标 一", "二"]);
    expect(book.worksheets[0]?.getCell("B2").value).toBe(0.958);
    expect(book.worksheets[0]?.getCell("B2").numFmt).toBe("0.0%");
  });

  it("is comma-separated text that no spreadsheet takes for a formula", () => {
    expect(writeCsv([table])).toBe('\uFEFF名称,数值\r\n"带""引号"", 和逗号",0.958\r\n\'=HYPERLINK(1),\r\n');
    expect(writeCsv([table, table]).split("\r\n\r\n")).toHaveLength(2);
  });
});
