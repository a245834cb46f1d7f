import { Workbook } from "exceljs";

/** A table as it is shown: words and amounts in fen. */
export interface SheetTable {
  title: string;
  head: string[];
  /** Numbers are fen and are written as yuan. */
  rows: (string | number)[][];
}

/** A table as an Excel file: one sheet, the head stays in sight, amounts in yuan with two decimals. */
export async function writeTable({ title, head, rows }: SheetTable): Promise<Buffer> {
  const book = new Workbook();
  // Sheet names take 31 characters and no slashes.
  const sheet = book.addWorksheet(title.replace(/[\\/*?:[\]]/g, " ").slice(0, 31), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  sheet.columns = head.map((header) => ({ header, width: 20 }));
  for (const cells of rows) {
    const row = sheet.addRow(cells.map((cell) => (typeof cell === "number" ? cell / 100 : cell)));
    cells.forEach((cell, index) => {
      if (typeof cell === "number") row.getCell(index + 1).numFmt = "#,##0.00";
    });
  }
  sheet.getRow(1).font = { bold: true };
  return Buffer.from(await book.xlsx.writeBuffer());
}
