import { and, eq, gt, isNull, or } from "drizzle-orm";
import { insuranceMessage, insuranceSettlement } from "@/db/schema/insurance";
import type { Tx } from "@/server/context";
import type { ComparedLine } from "@/server/core/insurance/statement";
import { isUnknown } from "@/server/core/insurance/status";
import { asPlatform } from "@/server/scope";
import { applyEffect } from "./apply";
import type { Terms } from "./terms";

/** A message that left so long ago is no longer on its way: nothing can overtake the comparison. */
const restMs = 3_600_000;

/** Whether a reversal of it is still so young that it could undo what the comparison saw. */
async function mayBeOvertaken(tx: Tx, settlementId: string): Promise<boolean> {
  const [young] = await tx.db
    .select({ id: insuranceMessage.id })
    .from(insuranceMessage)
    .where(
      and(
        eq(insuranceMessage.regionId, tx.region.id),
        eq(insuranceMessage.settlementId, settlementId),
        eq(insuranceMessage.infno, "2601"),
        or(
          isNull(insuranceMessage.answeredAt),
          gt(insuranceMessage.sentAt, new Date(tx.now.getTime() - restMs)),
        ),
        gt(insuranceMessage.sentAt, new Date(tx.now.getTime() - restMs)),
      ),
    );
  return young !== undefined;
}

/**
 * A line that only the fund holds may be one of ours whose answer was lost: found by its message number, it ends that one
 * (settled, or cancelled where it is a refund). The sums are those that were promised, if the fund's are the same; else a person looks.
 */
export async function foundByDay(tx: Tx, terms: Terms, line: ComparedLine): Promise<boolean> {
  return asPlatform(tx, async (p) => {
    const its = insuranceSettlement;
    const [row] = await p.db
      .select()
      .from(its)
      .where(
        and(
          eq(its.regionId, p.region.id),
          eq(its.contractId, terms.contract.id),
          eq(line.isRefund ? its.cancelMsgid : its.msgid, line.msgid),
        ),
      );
    if (!row || !isUnknown(row.status) || (await mayBeOvertaken(p, row.id))) return false;
    const isCancel = row.status === "cancel_unknown";
    if (isCancel !== line.isRefund) return false;
    const { fundIncludesAccount } = terms.payer;
    const { expected } = row;
    const promised = fundIncludesAccount ? expected.fundFen + expected.accountFen : expected.fundFen;
    if (!isCancel && (line.totalFen !== row.totalFen || line.fundFen !== promised)) return false;
    const told = { ...expected, fundFen: promised };
    const effect = {
      event: "found",
      reversal: "none",
      ...(isCancel ? {} : { split: told, setlId: line.setlId }),
    } as const;
    const done = await applyEffect(p, row, effect, { by: "reconciliation", fundIncludesAccount });
    return done !== null;
  });
}
