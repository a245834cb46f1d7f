import { accent, divider, onEveryPage, openSheet, room, type Sheet, soft, write } from "./receipt-sheet";

/** One line of the first part: a figure with how it is counted. */
export interface ReportFigure {
  name: string;
  value: string;
  definition: string;
}

/** A table of the second part, its cells as they are printed. */
export interface ReportTable {
  name: string;
  head: string[];
  rows: string[][];
}

/** A public report in the reader's language, all words given. */
export interface PrintedReport {
  locale: string;
  title: string;
  subtitle: string;
  /** Printed in red under the title: an invented city. */
  warning: string | null;
  figuresTitle: string;
  figures: ReportFigure[];
  notes: string[];
  tables: ReportTable[];
  foot: string;
  /** "第 1 / 3 页" */
  pageOf: (page: number, pages: number) => string;
  publishedAt: Date;
}

function head(sheet: Sheet, report: PrintedReport): number {
  const { doc, left, width, scale } = sheet;
  doc.rect(0, 0, doc.page.width, 6 * scale).fill(accent);
  let y = write(sheet, report.title, { x: left, y: doc.page.margins.top, width }, { size: 18, bold: true });
  y = write(sheet, report.subtitle, { x: left, y: y + 2 * scale, width }, { color: soft });
  if (report.warning)
    y = write(sheet, report.warning, { x: left, y: y + 2 * scale, width }, { bold: true, color: "#a3211b" });
  return divider(sheet, y + 6 * scale, accent);
}

function figures(sheet: Sheet, report: PrintedReport, top: number): number {
  const { left, width, scale } = sheet;
  let y = write(sheet, report.figuresTitle, { x: left, y: top, width }, { size: 12, bold: true }) + 4 * scale;
  const valueWidth = 90 * scale;
  for (const { name, value, definition } of report.figures) {
    y = room(sheet, y, 42);
    write(
      sheet,
      value,
      { x: left + width - valueWidth, y, width: valueWidth },
      { bold: true, align: "right" },
    );
    y = write(sheet, name, { x: left, y, width: width - valueWidth }, { bold: true });
    y = write(sheet, definition, { x: left, y, width: width - valueWidth }, { size: 7.5, color: soft });
    y = divider(sheet, y + 3 * scale);
  }
  return y;
}

function tableRow(sheet: Sheet, cells: string[], top: number, isHead: boolean): number {
  const { left, width, scale } = sheet;
  const first = width * 0.28;
  const rest = (width - first) / Math.max(1, cells.length - 1);
  const y = room(sheet, top, 18);
  const style = { size: 8, bold: isHead, ...(isHead ? { color: soft } : {}) } as const;
  const below = cells.map((text, index) => {
    const x = index === 0 ? left : left + first + (index - 1) * rest;
    const align = index === 0 ? "left" : "right";
    return write(sheet, text, { x, y, width: (index === 0 ? first : rest) - 4 * scale }, { ...style, align });
  });
  return divider(sheet, Math.max(...below) + 2 * scale);
}

function tables(sheet: Sheet, report: PrintedReport, top: number): number {
  const { left, width, scale } = sheet;
  let y = top + 6 * scale;
  for (const { name, head: columns, rows } of report.tables) {
    y = room(sheet, y, 60);
    y = write(sheet, name, { x: left, y, width }, { size: 11, bold: true }) + 3 * scale;
    y = tableRow(sheet, columns, y, true);
    for (const row of rows) y = tableRow(sheet, row, y, false);
    y += 8 * scale;
  }
  return y;
}

function notes(sheet: Sheet, report: PrintedReport, top: number): void {
  let y = top;
  for (const note of report.notes) {
    y = room(sheet, y, 24);
    y =
      write(sheet, note, { x: sheet.left, y, width: sheet.width }, { size: 8, color: soft }) +
      2 * sheet.scale;
  }
}

/** Foot and number of every page. */
function numberPages(sheet: Sheet, report: PrintedReport): void {
  const { left, width } = sheet;
  const style = { size: 7.5, color: soft } as const;
  onEveryPage(sheet, (y, page, pages) => {
    write(sheet, report.foot, { x: left, y, width: width * 0.75 }, style);
    write(sheet, report.pageOf(page, pages), { x: left, y, width }, { ...style, align: "right" });
  });
}

/** A public report as a PDF, A4 upright, in the language of its words. The same data gives the same pages. */
export async function renderReport(report: PrintedReport): Promise<Buffer> {
  const info = { Title: report.title, CreationDate: report.publishedAt };
  const { sheet, finished } = openSheet("A4", { lang: report.locale, info });
  const y = tables(sheet, report, figures(sheet, report, head(sheet, report)));
  notes(sheet, report, y);
  numberPages(sheet, report);
  sheet.doc.end();
  return finished;
}
