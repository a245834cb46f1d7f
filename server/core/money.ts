import { foldFullWidth } from "./text-folding";

/** Money is whole fen everywhere; only these functions turn it into text and back. */

/**
 * Amount as people read it, for example `¥1,234.50`. The decimal is built as text, so no amount passes through a
 * floating-point number.
 * @param fen whole fen, may be negative (refunds)
 * @param locale BCP 47 language, for example `zh-CN` or `en`
 */
export function formatFen(fen: number, locale: string): string {
  assertWhole(fen);
  const digits = String(Math.abs(fen)).padStart(3, "0");
  const decimal = `${fen < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return new Intl.NumberFormat(locale, {
    style: "currency",
    currency: "CNY",
    currencyDisplay: "narrowSymbol",
  }).format(decimal as `${number}`);
}

/**
 * Yuan as typed by a person to fen: `200`, `1,234.5`, `￥２００．５０`, `88元`. Grouping commas must group thousands.
 * @returns fen, or null when the text is no amount of at most two decimals below 10 million yuan
 */
export function parseYuan(text: string): number | null {
  const folded = foldFullWidth(text)
    .trim()
    .replace(/^[¥￥]\s*/, "")
    .replace(/\s*元$/, "");
  const match = /^(\d{1,7}|\d{1,3}(?:,\d{3}){1,2})(?:\.(\d{1,2}))?$/.exec(folded);
  if (!match?.[1]) return null;
  const yuan = Number(match[1].replaceAll(",", ""));
  return yuan < 10_000_000 ? yuan * 100 + Number((match[2] ?? "").padEnd(2, "0")) : null;
}

/**
 * `amount × numerator ÷ denominator` on integers, half rounds up (decisions.md, Price: half a fen rounds up).
 * BigInt inside: no intermediate product can lose a digit.
 * @throws RangeError when an argument is not a whole number or the denominator is not positive
 */
export function applyRatio(amount: number, numerator: number, denominator: number): number {
  for (const value of [amount, numerator, denominator]) assertWhole(value);
  if (denominator <= 0) throw new RangeError("denominator must be positive");
  const top = 2n * BigInt(amount) * BigInt(numerator) + BigInt(denominator);
  const bottom = 2n * BigInt(denominator);
  // BigInt division cuts toward zero; half-up needs the floor, also below zero.
  const floor = top / bottom - (top % bottom < 0n ? 1n : 0n);
  const result = Number(floor);
  assertWhole(result);
  return result;
}

/** Sum of whole-fen amounts. */
export function sumFen(amounts: Iterable<number>): number {
  let total = 0;
  for (const fen of amounts) total += fen;
  assertWhole(total);
  return total;
}

function assertWhole(value: number): void {
  if (!Number.isSafeInteger(value)) throw new RangeError(`not a whole number: ${value}`);
}
