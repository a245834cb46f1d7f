import { applyRatio } from "@/server/core/money";
import type { Fee, Tariff } from "./rules";

export interface CancellationFacts {
  /** Start of the promised pickup window, epoch milliseconds. */
  bookedPickupAt: number;
  /** Epoch milliseconds; null: nobody cancelled and nobody was there (no-show). */
  cancelledAt: number | null;
  quoteFen: number;
  /** False while no operator has accepted: then nothing was kept free and nothing is owed. */
  promised: boolean;
}

/** What cancelling costs and the clause that says so; `rule` is null when nothing is owed. */
export interface CancellationCharge {
  code: "free" | "late_cancellation" | "no_show";
  fen: number;
  rule: string | null;
  /** The fee has no published source (decisions.md, Price) and must be shown as such. */
  demonstration: boolean;
}

/**
 * The fee for cancelling a confirmed booking at an instant. Free without a rule, before a promise, and earlier than the
 * longest row; after the pickup time, or never told, it is a no-show. Never more than the quote.
 */
export function cancellationFee(tariff: Tariff, facts: CancellationFacts): CancellationCharge {
  const rule = tariff.cancellation;
  if (rule === null || !facts.promised) return free;
  const charge = (code: "late_cancellation" | "no_show", fee: Fee, clause: string): CancellationCharge => {
    const fen = feeFen(fee, facts.quoteFen);
    const cite = `${tariff.id}@${tariff.version}#cancellation.${clause}`;
    return fen === 0 ? free : { code, fen, rule: cite, demonstration: rule.demonstration };
  };
  const minutesLeft = facts.cancelledAt === null ? -1 : (facts.bookedPickupAt - facts.cancelledAt) / 60_000;
  if (minutesLeft < 0 && rule.noShow !== null) return charge("no_show", rule.noShow, "noShow");
  const nearest = rule.late
    .map((row, index) => ({ ...row, index }))
    .filter((row) => minutesLeft < row.withinMinutes)
    .sort((a, b) => a.withinMinutes - b.withinMinutes)[0];
  return nearest ? charge("late_cancellation", nearest.fee, `late[${nearest.index}]`) : free;
}

const free: CancellationCharge = { code: "free", fen: 0, rule: null, demonstration: false };

function feeFen(fee: Fee, quoteFen: number): number {
  const share = fee.share ? applyRatio(quoteFen, fee.share.numerator, fee.share.denominator) : 0;
  return Math.min(fee.fixedFen + share, fee.maximumFen ?? quoteFen, quoteFen);
}
