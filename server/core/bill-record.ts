import type { Bill, BillLine } from "./bill";
import type { CancellationCharge } from "./tariff/cancellation";
import type { LineCode } from "./tariff/line";

/** What a kept fee for a late cancellation or a no-show is called on a bill. */
export const cancellationCodes = ["late_cancellation", "no_show"] as const;
export type CancellationCode = (typeof cancellationCodes)[number];

/** A line as it stands on a written bill: of a trip, or the one line of a cancellation. `billedFen` is what is owed. */
export type WrittenLine = Omit<BillLine, "code"> & { code: LineCode | CancellationCode };

const labels: Record<CancellationCode, string> = { late_cancellation: "取消费", no_show: "空驶费" };

/** The one line of a cancellation bill; null when nothing is owed. */
export function cancellationLine(charge: CancellationCharge): WrittenLine | null {
  if (charge.code === "free" || charge.fen === 0 || charge.rule === null) return null;
  return {
    code: charge.code,
    part: "out",
    label: labels[charge.code],
    rule: charge.rule,
    quotedFen: charge.fen,
    recomputedFen: charge.fen,
    extraFen: 0,
    billedFen: charge.fen,
    reason: "as_quoted",
  };
}

/** A trip's bill as it is written. */
export function writtenLines(bill: Bill): { lines: WrittenLine[]; differences: WrittenLine[] } {
  return { lines: bill.lines, differences: bill.differences };
}
