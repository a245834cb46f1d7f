import { create } from "qrcode";
import { capitalAmount } from "@/server/core/capital-amount";
import { formatFen } from "@/server/core/money";
import {
  accent,
  divider,
  onEveryPage,
  openSheet,
  room,
  type Sheet,
  type Size,
  type Style,
  soft,
  write,
} from "@/server/gateways/receipt-sheet";

export interface ReceiptLine {
  label: string;
  /** How it was reckoned and by which clause: "18.2 公里 × ¥2.50，玉环价目 2025-10 第 3 条". */
  detail: string | null;
  /** Why it differs from the quote; null when it does not. */
  difference: string | null;
  fen: number;
}

/** Everything printed, in plain data and in Chinese: the paper is Chinese whatever language the screen speaks. */
export interface Receipt {
  kind: "bill" | "receipt";
  /** Public number, region first. */
  number: string;
  region: { name: string; number: string; timeZone: string };
  issuedAt: Date;
  operator: { name: string; creditCode: string | null };
  trip: {
    bookingNumber: string;
    from: string;
    to: string;
    pickedUpAt: Date | null;
    deliveredAt: Date | null;
    plate: string;
    vehicleClass: string;
    distanceMetres: number | null;
  };
  /** Masked: 张*. */
  patient: string;
  tariff: string;
  lines: ReceiptLine[];
  totalFen: number;
  /** Still to be paid; negative when money is to go back. The ledger knows it, this page only prints it. */
  dueFen: number;
  payments: { method: string; at: Date; fen: number }[];
  refunds: { reason: string; at: Date; fen: number }[];
  casePhone: string;
  /** Where anybody checks that the paper is genuine; its code stands at the foot. */
  checkUrl: string;
  /** Made in a demonstration city: printed across the head. */
  demonstration: boolean;
}

function instant(receipt: Receipt, at: Date): string {
  const format = new Intl.DateTimeFormat("zh-CN", {
    timeZone: receipt.region.timeZone,
    dateStyle: "long",
    timeStyle: "short",
    hourCycle: "h23",
  });
  return format.format(at);
}

const yuan = (fen: number) => formatFen(fen, "zh-CN");

function head(sheet: Sheet, receipt: Receipt): number {
  const { doc, left, width, scale } = sheet;
  doc.rect(0, 0, doc.page.width, 6 * scale).fill(accent);
  let y = doc.page.margins.top;
  const half = width / 2;
  write(
    sheet,
    `${receipt.region.name}非急救转运 · ${receipt.region.number}`,
    { x: left, y, width: half * 1.2 },
    { color: soft },
  );
  const number = { x: left + half, y, width: half };
  y = write(sheet, `编号 ${receipt.number}`, number, { color: soft, align: "right" });
  const title = receipt.kind === "receipt" ? "非急救转运服务收据" : "非急救转运服务账单";
  y = write(sheet, title, { x: left, y: y + 8 * scale, width }, { size: 17, bold: true, align: "center" });
  y = write(
    sheet,
    `开具时间 ${instant(receipt, receipt.issuedAt)}`,
    { x: left, y: y + 2 * scale, width },
    { color: soft },
  );
  if (receipt.demonstration) {
    y = write(
      sheet,
      "演示数据，不是真实收费凭证",
      { x: left, y: y + 4 * scale, width },
      { bold: true, color: "#a3211b" },
    );
  }
  return divider(sheet, y + 8 * scale, accent);
}

type Cell = [label: string, value: string];

/** One or two facts side by side; returns the y below the taller. */
function factRow(sheet: Sheet, cells: Cell[], top: number): number {
  const labelWidth = 46 * sheet.scale;
  const cellWidth = sheet.width / cells.length;
  const y = room(sheet, top, 16);
  const below = cells.map(([label, value], index) => {
    const x = sheet.left + index * cellWidth;
    write(sheet, label, { x, y, width: labelWidth }, { color: soft });
    return write(sheet, value, { x: x + labelWidth, y, width: cellWidth - labelWidth - 6 * sheet.scale });
  });
  return Math.max(y, ...below) + 3 * sheet.scale;
}

function facts(sheet: Sheet, receipt: Receipt, top: number): number {
  const { trip, operator } = receipt;
  const kilometres = trip.distanceMetres === null ? "" : `${(trip.distanceMetres / 1000).toFixed(1)} 公里`;
  const rows: Cell[][] = [
    [["承运机构", operator.creditCode ? `${operator.name}（${operator.creditCode}）` : operator.name]],
    [
      ["预约号", trip.bookingNumber],
      ["患者", receipt.patient],
    ],
    [["出发", trip.from]],
    [["到达", trip.to]],
    [
      ["上车", trip.pickedUpAt ? instant(receipt, trip.pickedUpAt) : ""],
      ["送达", trip.deliveredAt ? instant(receipt, trip.deliveredAt) : ""],
    ],
    [
      ["车辆", `${trip.plate} ${trip.vehicleClass}`],
      ["里程", kilometres],
    ],
    [["价目", receipt.tariff]],
  ];
  let y = top + 2 * sheet.scale;
  for (const row of rows) {
    const cells = row.filter(([, value]) => value !== "");
    if (cells.length > 0) y = factRow(sheet, cells, y);
  }
  return y + 5 * sheet.scale;
}

function amountRow(sheet: Sheet, label: string, fen: number, top: number, style: Style = {}): number {
  const amountWidth = 90 * sheet.scale;
  const wide = sheet.width - amountWidth;
  const y = room(sheet, top, 30);
  const below = write(sheet, label, { x: sheet.left, y, width: wide }, style);
  const amount = write(
    sheet,
    yuan(fen),
    { x: sheet.left + wide, y, width: amountWidth },
    { ...style, align: "right" },
  );
  return Math.max(below, amount);
}

/** A line across the table, thin within it and strong at its ends. */
function ruled(sheet: Sheet, y: number, color?: string): number {
  return divider(sheet, y, color) - 2 * sheet.scale;
}

function priceLines(sheet: Sheet, receipt: Receipt, top: number): number {
  let y = ruled(sheet, room(sheet, top, 40), accent);
  const style = { color: soft, size: 8 } as const;
  write(sheet, "项目、计价依据", { x: sheet.left, y, width: sheet.width * 0.7 }, style);
  const amount = { x: sheet.left + sheet.width * 0.7, y, width: sheet.width * 0.3 };
  y = ruled(sheet, write(sheet, "金额（元）", amount, { ...style, align: "right" }) + 2 * sheet.scale);
  for (const line of receipt.lines) {
    y = amountRow(sheet, line.label, line.fen, y);
    const notes = [line.detail, line.difference && `与报价的差别：${line.difference}`];
    for (const note of notes) {
      if (!note) continue;
      const below = room(sheet, y, 12);
      y = write(
        sheet,
        note,
        { x: sheet.left, y: below, width: sheet.width - 90 * sheet.scale },
        { size: 7.5, color: soft },
      );
    }
    y = ruled(sheet, y + 2 * sheet.scale);
  }
  return y;
}

/** What is left between the two: to pay, to give back, or nothing. */
function balance(dueFen: number): string {
  if (dueFen === 0) return "已结清";
  return dueFen > 0 ? "还需支付" : "待退";
}

function sums(sheet: Sheet, receipt: Receipt, top: number): number {
  const gap = 3 * sheet.scale;
  let y = room(sheet, top, 90);
  y = amountRow(sheet, "合计", receipt.totalFen, y, { size: 12, bold: true });
  const capitals = `人民币（大写）${capitalAmount(receipt.totalFen)}`;
  y = write(sheet, capitals, { x: sheet.left, y, width: sheet.width }, { size: 8, color: soft }) + 2 * gap;
  for (const { method, at, fen } of receipt.payments) {
    y = amountRow(sheet, `已付 ${method}，${instant(receipt, at)}`, fen, y) + gap;
  }
  for (const { reason, at, fen } of receipt.refunds) {
    y = amountRow(sheet, `已退 ${reason}，${instant(receipt, at)}`, -fen, y) + gap;
  }
  return amountRow(sheet, balance(receipt.dueFen), Math.abs(receipt.dueFen), y, { bold: true });
}

/** The code by which anybody checks the paper, drawn module by module. */
function checkCode(sheet: Sheet, text: string, x: number, y: number, side: number): void {
  const { modules } = create(text, { errorCorrectionLevel: "M" });
  const unit = side / modules.size;
  const path = Array.from(modules.data, (dark, index) => {
    const left = x + (index % modules.size) * unit;
    const top = y + Math.floor(index / modules.size) * unit;
    // A hair wider than its place, so that no printer leaves a gap between two.
    return dark ? `M${left} ${top}h${unit * 1.02}v${unit * 1.02}h${-unit * 1.02}z` : "";
  }).join("");
  sheet.doc.path(path).fill("#000");
}

/** The code on the left, the place of the operator's seal and of who made it out on the right. */
function seal(sheet: Sheet, receipt: Receipt, top: number): number {
  const { doc, left, width, scale } = sheet;
  const side = 62 * scale;
  const y = room(sheet, top + 7 * scale, 72);
  checkCode(sheet, receipt.checkUrl, left, y, side);
  const words = { x: left + side + 8 * scale, width: width * 0.28 };
  const small = { size: 7.5, color: soft } as const;
  write(sheet, "扫码查验真伪和目前状态，不显示患者信息", { ...words, y: y + 4 * scale }, small);
  const box = { x: left + width * 0.58, width: width * 0.42 };
  doc
    .roundedRect(box.x, y, box.width, side, 4 * scale)
    .dash(2 * scale, { space: 2 * scale })
    .lineWidth(0.6 * scale)
    .strokeColor(soft)
    .stroke()
    .undash();
  write(sheet, "承运机构（盖章）", { x: box.x + 6 * scale, y: y + 5 * scale, width: box.width }, small);
  const signed = { x: box.x + 6 * scale, y: y + side - 14 * scale, width: box.width };
  write(sheet, "开具人               日期", signed, small);
  return y + side;
}

function foot(sheet: Sheet, receipt: Receipt, top: number): void {
  const notes = [
    "账单按报价与实际逐项取低；超出报价的，只收付款人要求并确认过的加项。",
    `对收费或服务有疑问，请拨打 ${receipt.casePhone} 投诉，会给您投诉编号和答复期限。`,
    "本单是收费凭证，不是税务发票；需要电子发票，请在预约页面申请。",
  ];
  if (sheet.missing.size > 0) notes.push("〓 表示字库里没有的字，以登记信息为准。");
  let y = divider(sheet, room(sheet, top + 6 * sheet.scale, 44));
  for (const note of notes) {
    y = room(sheet, y, 14);
    y =
      write(sheet, note, { x: sheet.left, y, width: sheet.width }, { size: 7.5, color: soft }) +
      1.5 * sheet.scale;
  }
}

function numberPages(sheet: Sheet, receipt: Receipt): void {
  const { left, width } = sheet;
  const style = { size: 7.5, color: soft, align: "right" } as const;
  onEveryPage(sheet, (y, page, pages) => {
    write(sheet, `${receipt.number}  第 ${page} / ${pages} 页`, { x: left, y, width }, style);
  });
}

/**
 * A bill or receipt as a PDF in Chinese, A5 or A4 upright. Characters the font does not have are printed as 〓 with a note,
 * and returned in `missing`. The same data gives the same pages. Throws RangeError when a sum is not whole fen.
 */
export async function renderReceipt(
  receipt: Receipt,
  size: Size = "A5",
): Promise<{ pdf: Buffer; missing: string[] }> {
  const info = {
    Title: `${receipt.number} ${receipt.kind === "receipt" ? "收据" : "账单"}`,
    CreationDate: receipt.issuedAt,
  };
  const { sheet, finished } = openSheet(size, { lang: "zh-CN", info });
  let y = head(sheet, receipt);
  y = facts(sheet, receipt, y);
  y = priceLines(sheet, receipt, y);
  y = sums(sheet, receipt, y);
  y = seal(sheet, receipt, y);
  foot(sheet, receipt, y);
  numberPages(sheet, receipt);
  sheet.doc.end();
  return { pdf: await finished, missing: [...sheet.missing] };
}
