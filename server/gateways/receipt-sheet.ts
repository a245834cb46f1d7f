import { printable } from "@/server/gateways/receipt-font";

export type Size = "A4" | "A5";
const ink = "#16262e";
export const soft = "#4a5d66";
const rule = "#c9d4d8";
export const accent = "#0b6b5d";
export const scales: Record<Size, number> = { A4: 1.16, A5: 1 };

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
  align?: "left" | "right";
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
