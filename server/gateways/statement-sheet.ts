import { Workbook } from "exceljs";

/** One bill on a statement; amounts in fen. */
export interface StatementRow {
  number: string;
  bookingNumber: string;
  plate: string;
  issuedAt: string;
  kind: string;
  status: string;
  totalFen: number;
}

/** Words of the sheet in the reader's language. */
export interface StatementWords {
  title: string;
  headers: Record<keyof StatementRow, string>;
  total: string;
}

/** A statement as an Excel file: one row per bill, amounts in yuan with two decimals, the sum below. */
export async function writeStatement(words: StatementWords, rows: readonly StatementRow[]): Promise<Buffer> {
  const book = new Workbook();
  // Sheet names take 31 characters and no slashes.
  const sheet = book.addWorksheet(words.title.replace(/[\\/*?:[\]]/g, " ").slice(0, 31), {
    views: [{ state: "frozen", ySplit: 1 }],
  });
  const keys = ["number", "bookingNumber", "plate", "issuedAt", "kind", "status", "totalFen"] as const;
  sheet.columns = keys.map((key) => ({
    key,
    header: words.headers[key],
    width: key === "issuedAt" ? 20 : 18,
  }));
  for (const row of rows) sheet.addRow({ ...row, totalFen: row.totalFen / 100 });
  const sum = rows.reduce((total, row) => total + row.totalFen, 0);
  const last = sheet.addRow({ number: words.total, totalFen: sum / 100 });
  last.font = { bold: true };
  sheet.getRow(1).font = { bold: true };
  sheet.getColumn("totalFen").numFmt = "#,##0.00";
  return Buffer.from(await book.xlsx.writeBuffer());
}
