import { capitalAmount } from "@/server/core/capital-amount";
import type { InvoiceLine } from "@/server/core/invoice/lines";
import { formatFen } from "@/server/core/money";
import {
  divider,
  onEveryPage,
  openSheet,
  room,
  type Sheet,
  soft,
  write,
} from "@/server/gateways/receipt-sheet";

/** Everything printed, in plain data and in Chinese. */
export interface PrintedInvoice {
  kind: "blue" | "red";
  invoiceNumber: string;
  issuedOn: string;
  issuedAt: Date;
  seller: { name: string; creditCode: string };
  buyer: { title: string; taxNumber: string | null };
  lines: InvoiceLine[];
  totalFen: number;
  taxFen: number;
  taxPercent: number;
  redOfNumber: string | null;
  remark: string;
  /** Without a provider: printed across the head, for it is no tax document. */
  isTaxDocument: boolean;
  demonstration: boolean;
}

const red = "#a3211b";
const yuan = (fen: number) => formatFen(fen, "zh-CN");

function head(sheet: Sheet, invoice: PrintedInvoice): number {
  const { doc, left, width, scale } = sheet;
  doc.rect(0, 0, doc.page.width, 6 * scale).fill(red);
  const title = invoice.kind === "red" ? "电子发票（红字）" : "电子发票（普通发票）";
  let y = write(
    sheet,
    title,
    { x: left, y: doc.page.margins.top, width: width * 0.6 },
    { size: 18, bold: true, color: red },
  );
  const side = { x: left + width * 0.6, width: width * 0.4 };
  write(sheet, `发票号码 ${invoice.invoiceNumber}`, { ...side, y: doc.page.margins.top }, { align: "right" });
  write(
    sheet,
    `开票日期 ${invoice.issuedOn}`,
    { ...side, y: doc.page.margins.top + 14 * scale },
    { align: "right" },
  );
  if (!invoice.isTaxDocument) {
    const words = `${invoice.demonstration ? "演示数据，" : ""}本单由平台自行编号，不是税务发票，不能用于报销或抵扣`;
    y = write(sheet, words, { x: left, y: y + 4 * scale, width }, { bold: true, color: red });
  }
  return divider(sheet, y + 6 * scale, red);
}

function parties(sheet: Sheet, invoice: PrintedInvoice, top: number): number {
  const { left, width, scale } = sheet;
  const half = width / 2 - 6 * scale;
  const column = (x: number, label: string, name: string, code: string | null) => {
    let y = write(sheet, label, { x, y: top, width: half }, { color: soft, size: 8 });
    y = write(sheet, name, { x, y: y + 2 * scale, width: half }, { bold: true, size: 11 });
    const words = code ? `统一社会信用代码／纳税人识别号 ${code}` : "个人";
    return write(sheet, words, { x, y: y + 2 * scale, width: half }, { size: 8 });
  };
  const bought = column(left, "购买方", invoice.buyer.title, invoice.buyer.taxNumber);
  const sold = column(left + width / 2 + 6 * scale, "销售方", invoice.seller.name, invoice.seller.creditCode);
  return divider(sheet, Math.max(bought, sold) + 6 * scale, red);
}

function row(
  sheet: Sheet,
  cells: [string, string, string, string],
  top: number,
  style: { bold?: boolean; color?: string },
): number {
  const { left, width, scale } = sheet;
  const shares = [0.46, 0.2, 0.14, 0.2];
  const y = room(sheet, top, 20);
  let x = left;
  const below = cells.map((text, index) => {
    const wide = width * (shares[index] ?? 0);
    const bottom = write(
      sheet,
      text,
      { x, y, width: wide - 4 * scale },
      { size: 9, align: index === 0 ? "left" : "right", ...style },
    );
    x += wide;
    return bottom;
  });
  return Math.max(...below) + 4 * scale;
}

function table(sheet: Sheet, invoice: PrintedInvoice, top: number): number {
  let y = row(sheet, ["项目名称", "金额（不含税）", "税率", "税额"], top, { color: soft });
  y = divider(sheet, y);
  for (const { label, totalFen, taxFen } of invoice.lines)
    y = row(sheet, [label, yuan(totalFen - taxFen), `${invoice.taxPercent}%`, yuan(taxFen)], y, {});
  y = divider(sheet, y, red);
  const net = invoice.totalFen - invoice.taxFen;
  return row(sheet, ["合计", yuan(net), "", yuan(invoice.taxFen)], y, { bold: true });
}

function sums(sheet: Sheet, invoice: PrintedInvoice, top: number): number {
  const { left, width, scale } = sheet;
  const y = divider(sheet, room(sheet, top, 60), red);
  const sign = invoice.totalFen < 0 ? "（负数）" : "";
  const capitals = `价税合计（大写）${sign}${capitalAmount(Math.abs(invoice.totalFen))}`;
  write(sheet, capitals, { x: left, y, width: width * 0.65 }, { bold: true });
  const small = `（小写）${yuan(invoice.totalFen)}`;
  const below = write(
    sheet,
    small,
    { x: left + width * 0.65, y, width: width * 0.35 },
    { bold: true, align: "right", size: 12 },
  );
  const remark = invoice.redOfNumber
    ? `${invoice.remark}；对应蓝字发票号码 ${invoice.redOfNumber}`
    : invoice.remark;
  return write(
    sheet,
    `备注 ${remark}`,
    { x: left, y: divider(sheet, below + 6 * scale), width },
    { size: 8 },
  );
}

/** An invoice or a red letter as a PDF in Chinese, A5 across. The same data gives the same bytes. */
export async function renderInvoice(invoice: PrintedInvoice): Promise<Buffer> {
  const info = { Title: `电子发票 ${invoice.invoiceNumber}`, CreationDate: invoice.issuedAt };
  const { sheet, finished } = openSheet("A5", { lang: "zh-CN", info });
  let y = head(sheet, invoice);
  y = parties(sheet, invoice, y);
  y = table(sheet, invoice, y);
  sums(sheet, invoice, y);
  onEveryPage(sheet, (at, page, pages) => {
    const style = { size: 7.5, color: soft, align: "right" } as const;
    write(
      sheet,
      `${invoice.invoiceNumber}  第 ${page} / ${pages} 页`,
      { x: sheet.left, y: at, width: sheet.width },
      style,
    );
  });
  sheet.doc.end();
  return finished;
}
