import type { BankDetails, BankMapping } from "./statement";

/** Words by which banks head their columns, in the order in which they are looked for. */
const heads: Record<keyof BankMapping, RegExp> = {
  date: /交易日期|记账日期|入账日期|交易时间|日期|date/i,
  amountOut: /借方(发生额|金额)|支出|转出|付款金额|debit|paid out/i,
  amount: /贷方(发生额|金额)|收入|转入|收款金额|交易金额|发生额|金额|credit|amount|paid in/i,
  payerAccount: /(对方|付款|对手)(方)?(账号|帐号|账户|卡号)|account/i,
  payer: /(对方|付款|对手)(方)?(户名|名称|单位|人)|户名|payer|name/i,
  purpose: /摘要|附言|用途|备注|purpose|reference|memo|note/i,
  serial: /流水号|交易号|凭证号|序号|serial|transaction/i,
};

/** The row that heads the columns: the first that names a day and an amount. Its place; -1: there is none. */
export function headRow(rows: readonly string[][]): number {
  return rows
    .slice(0, 30)
    .findIndex((row) => [heads.date, heads.amount].every((head) => row.some((cell) => head.test(cell))));
}

/** Which column is what by its head; each column is taken once. Null: day or amount are not to be found. */
export function guessMapping(head: readonly string[]): BankMapping | null {
  const taken = new Set<number>();
  const place = (key: keyof BankMapping): number | null => {
    const at = head.findIndex((cell, index) => !taken.has(index) && heads[key].test(cell.trim()));
    if (at < 0) return null;
    taken.add(at);
    return at;
  };
  const date = place("date");
  const amountOut = place("amountOut");
  const amount = place("amount");
  if (date === null || amount === null) return null;
  const [payerAccount, payer] = [place("payerAccount"), place("payer")];
  const [purpose, serial] = [place("purpose"), place("serial")];
  return { date, amount, amountOut, payer, payerAccount, purpose, serial };
}

/** A day as banks write it: 2026-07-31, 2026/7/31, 20260731, 2026年7月31日, with or without a time. Null: none. */
export function bankDay(text: string): string | null {
  const found =
    /^\s*(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})(?!\d)/.exec(text) ??
    /^\s*(\d{4})(\d{2})(\d{2})(?!\d)/.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  const made = new Date(Date.UTC(year, month - 1, day));
  if (made.getUTCMonth() !== month - 1 || made.getUTCDate() !== day) return null;
  return made.toISOString().slice(0, 10);
}

/** Yuan as banks write it, with sign and grouping commas, to fen; an empty cell is zero. Null: no amount. */
export function bankFen(text: string): number | null {
  const folded = text.replace(/[,，\s¥￥]/g, "");
  if (folded === "" || folded === "-" || folded === "--") return 0;
  const found = /^([+-]?)(\d{1,9})(?:\.(\d{1,2})0*)?$/.exec(folded);
  if (!found) return null;
  const fen = Number(found[2]) * 100 + Number((found[3] ?? "").padEnd(2, "0"));
  return found[1] === "-" ? -fen : fen;
}

export interface ReadLine {
  /** Its row in the file, from 1. */
  row: number;
  bookedOn: string;
  /** Above zero: money in. */
  amountFen: number;
  details: BankDetails;
}

export interface ReadFile {
  lines: ReadLine[];
  /** Rows below the head whose day or amount could not be read. */
  unread: number[];
}

/** The lines of a file by its columns. Rows without a day (sums below the list) are told as unread, and left out. */
export function readLines(rows: readonly string[][], mapping: BankMapping): ReadFile {
  const read: ReadFile = { lines: [], unread: [] };
  const from = headRow(rows) + 1;
  for (const [index, row] of rows.slice(from).entries()) {
    const cell = (at: number | null) => (at === null ? "" : (row[at] ?? "").trim());
    const bookedOn = bankDay(cell(mapping.date));
    const inFen = bankFen(cell(mapping.amount));
    const outFen = bankFen(cell(mapping.amountOut));
    const number = from + index + 1;
    if (bookedOn === null || inFen === null || outFen === null || (inFen === 0 && outFen === 0)) {
      read.unread.push(number);
      continue;
    }
    const details = {
      payer: cell(mapping.payer),
      payerAccount: cell(mapping.payerAccount),
      purpose: cell(mapping.purpose),
      serial: cell(mapping.serial),
    };
    read.lines.push({ row: number, bookedOn, amountFen: inFen - Math.abs(outFen), details });
  }
  return read;
}

/** What tells lines apart: what the bank wrote, and which of equal ones it is, so that a file read twice adds nothing. */
export function lineTexts(lines: readonly ReadLine[]): string[] {
  const seen = new Map<string, number>();
  return lines.map(({ bookedOn, amountFen, details }) => {
    const { payer, payerAccount, purpose, serial } = details;
    const text = JSON.stringify([bookedOn, amountFen, payer, payerAccount, purpose, serial]);
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return `${text}#${nth}`;
  });
}
