import PDFDocument from "pdfkit";
import { printable, receiptFaces } from "@/server/gateways/receipt-font";
import { bytesOf } from "./pdf-bytes";

export type Size = "A4" | "A5";
const ink = "#16262e";
export const soft = "#4a5d66";
const rule = "#c9d4d8";
export const accent = "#0b6b5d";
const scales: Record<Size, number> = { A4: 1.16, A5: 1 };

/** A sheet being written from the top down, remembering what could not be printed. */
export interface Sheet {
  doc: PDFKit.PDFDocument;
  left: number;
  width: number;
  scale: number;
  missing: Set<string>;
}
export interface Style {
  size?: number;
  bold?: boolean;
  color?: string;
  align?: "left" | "right" | "center";
}

/** A new document of one size, upright, and its bytes once it is ended. The same info and words give the same bytes. */
export function openSheet(
  size: Size,
  { lang, info }: { lang: string; info: { Title: string; CreationDate: Date } },
): { sheet: Sheet; finished: Promise<Buffer> } {
  const scale = scales[size];
  const margin = 34 * scale;
  const margins = { top: margin, left: margin, right: margin, bottom: 0 };
  const options = { size, margins, lang, displayTitle: true, bufferPages: true, font: "", info };
  const doc = new PDFDocument(options);
  const faces = receiptFaces();
  doc.registerFont("regular", faces.regular).registerFont("bold", faces.bold);
  const finished = bytesOf(doc);
  const width = doc.page.width - 2 * margin;
  return { sheet: { doc, left: margin, width, scale, missing: new Set() }, finished };
}

/** Write something at the foot of every page, once it is known how many there are; `y` is where its line begins. */
export function onEveryPage(sheet: Sheet, draw: (y: number, page: number, pages: number) => void): void {
  const { doc, scale } = sheet;
  const { start, count } = doc.bufferedPageRange();
  for (let index = start; index < start + count; index++) {
    doc.switchToPage(index);
    draw(doc.page.height - 22 * scale, index - start + 1, count);
  }
}

function set(sheet: Sheet, text: string, style: Style): string {
  const shown = printable(text);
  for (const character of shown.missing) sheet.missing.add(character);
  sheet.doc.font(style.bold ? "bold" : "regular").fontSize((style.size ?? 9) * sheet.scale);
  sheet.doc.fillColor(style.color ?? ink);
  return shown.text;
}

/** Write within a column; returns the y below it. */
export function write(
  sheet: Sheet,
  text: string,
  at: { x: number; y: number; width: number },
  style: Style = {},
): number {
  const shown = set(sheet, text, style);
  // The font's own line is 1.45 of its size, airy enough for a page of prose; a form is set closer.
  const lineGap = -0.1 * (style.size ?? 9) * sheet.scale;
  const options = { width: at.width, align: style.align ?? "left", lineGap } as const;
  const height = sheet.doc.heightOfString(shown, options);
  sheet.doc.text(shown, at.x, at.y, options);
  return at.y + height;
}

/** Space kept free at the foot for the page number. */
const bottomMargin = (sheet: Sheet) => 30 * sheet.scale;

/** Begin a new page when fewer than `height` points are left. */
export function room(sheet: Sheet, y: number, height: number): number {
  const { doc } = sheet;
  if (y + height * sheet.scale <= doc.page.height - bottomMargin(sheet)) return y;
  doc.addPage();
  return doc.page.margins.top;
}

export function divider(sheet: Sheet, y: number, color = rule): number {
  const { doc, left, width, scale } = sheet;
  doc
    .moveTo(left, y)
    .lineTo(left + width, y)
    .lineWidth(0.75 * scale)
    .strokeColor(color)
    .stroke();
  return y + 6 * scale;
}
