import { applyRatio } from "@/server/core/money";
import type { SettlementSettings } from "./settings";

/** What the record says about how late a vehicle came; instants in epoch milliseconds. */
export interface Lateness {
  /** End of the range that was promised first: one moved later by the operator does not make it punctual. */
  promisedUntil: number;
  /** When the crew's device said that it was at the door; null: it never came. */
  arrivedAt: number | null;
  /** Minutes that patients and facilities kept this vehicle waiting earlier on its shift, and here. */
  excusedMinutes: number;
  /** An earlier patient of this vehicle had to be taken to 120, or got worse on board: nobody's fault. */
  emergency: boolean;
}

export interface PromiseCredit {
  amountFen: number;
  lateMinutes: number;
  excusedMinutes: number;
}

type CreditRule = Pick<
  SettlementSettings,
  | "creditAfterMinutes"
  | "creditFen"
  | "creditThousandths"
  | "creditLongAfterMinutes"
  | "creditLongFen"
  | "creditLongThousandths"
>;

const share = (billFen: number, fen: number, thousandths: number) =>
  fen + applyRatio(billFen, thousandths, 1000);

function amountFen(rule: CreditRule, faultMinutes: number, billFen: number): number {
  const { creditAfterMinutes, creditLongAfterMinutes } = rule;
  const isLong = creditLongAfterMinutes !== null && faultMinutes >= creditLongAfterMinutes;
  const isLate = creditAfterMinutes !== null && faultMinutes >= creditAfterMinutes;
  const longFen = isLong ? share(billFen, rule.creditLongFen, rule.creditLongThousandths) : 0;
  const lateFen = isLate ? share(billFen, rule.creditFen, rule.creditThousandths) : 0;
  return Math.min(billFen, Math.max(longFen, lateFen));
}

/**
 * What a payer is credited for a late vehicle, at most the bill. Whole minutes begun do not count; what a facility, a
 * payer or an emergency caused by the record is taken off first. Null: no credit.
 */
export function creditFor(rule: CreditRule, late: Lateness, billFen: number): PromiseCredit | null {
  if (late.arrivedAt === null || late.emergency) return null;
  const lateMinutes = Math.floor((late.arrivedAt - late.promisedUntil) / 60_000);
  const faultMinutes = lateMinutes - late.excusedMinutes;
  if (faultMinutes <= 0) return null;
  const fen = amountFen(rule, faultMinutes, billFen);
  return fen > 0 ? { amountFen: fen, lateMinutes, excusedMinutes: late.excusedMinutes } : null;
}
