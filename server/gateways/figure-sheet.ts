import { Workbook } from "exceljs";

/** One table of an export: a head and its rows; numbers stay numbers. */
export interface SheetTable {
  name: string;
  head: string[];
  rows: (string | number | null)[][];
  /** Columns that are shares of 1, shown as percentages. */
  percents?: number[];
}

/** Several tables as an Excel file, a sheet each, heads frozen. */
export async function writeWorkbook(tables: readonly SheetTable[]): Promise<Buffer> {
  const book = new Workbook();
  for (const { name, head, rows, percents = [] } of tables) {
    // Sheet names take 31 characters and no slashes.
    const sheet = book.addWorksheet(name.replace(/[\\/*?:[\]]/g, " ").slice(0, 31), {
      views: [{ state: "frozen", ySplit: 1 }],
    });
    sheet.columns = head.map((header) => ({ header, width: Math.min(60, Math.max(14, header.length * 2)) }));
    for (const row of rows) sheet.addRow(row);
    sheet.getRow(1).font = { bold: true };
    for (const column of percents) sheet.getColumn(column + 1).numFmt = "0.0%";
  }
  return Buffer.from(await book.xlsx.writeBuffer());
}

/** A cell that a spreadsheet would take for a formula is told to be text (CSV injection, OWASP). */
const isFormula = /^[=+\-@\t\r]/;

function cell(value: string | number | null): string {
  if (value === null) return "";
  if (typeof value === "number") return String(value);
  const text = isFormula.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Tables one after another as comma-separated values (RFC 4180), an empty line between; with the mark by which Excel knows UTF-8. */
export function writeCsv(tables: readonly SheetTable[]): string {
  const parts = tables.map(({ name, head, rows }) => {
    const title = tables.length > 1 ? [[name]] : [];
    return [...title, head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
  });
  return `\uFEFF${parts.join("\r\n\r\n")}\r\n`;
}
