import type { Tx } from "@/server/context";
import { instantOfClock } from "@/server/core/insurance/local";
import type { Effect } from "@/server/core/insurance/protocol";
import { fundAlone } from "@/server/core/insurance/split";
import { isUnknown, nextStatus } from "@/server/core/insurance/status";
import { wake } from "@/server/live";
import { writeAudit } from "@/server/services/audit";
import { lockAccount, reconcileAccount } from "../billing/balance";
import { dropInsured, payInsured, takeBackInsured } from "../payment/insured";
import { endSignIn } from "./exchange";
import { changeSettlement, findSettlement, type SettlementRow } from "./row";

type ResolvedBy = NonNullable<SettlementRow["resolvedBy"]>;

const insured = (row: SettlementRow) => ({
  settlementId: row.id,
  bookingId: row.bookingId,
  orgId: row.orgId,
  partyId: row.partyId,
});

/** What the columns say after an event, beside the status. */
function columnsAfter(
  tx: Tx,
  row: SettlementRow,
  effect: Effect,
  by: ResolvedBy,
  fundIncludesAccount: boolean,
): Partial<SettlementRow> {
  const next = effect.event && nextStatus(row.status, effect.event);
  const split = effect.split ? fundAlone(effect.split, fundIncludesAccount) : undefined;
  const toldAt = effect.settledAt ? instantOfClock(effect.settledAt, tx.region.timeZone) : null;
  const wasUnknown = isUnknown(row.status);
  return {
    ...(effect.reversal ? { reversal: effect.reversal } : {}),
    ...(effect.refusal ? { refusal: effect.refusal } : {}),
    ...(split ? { split } : {}),
    ...(effect.setlId ? { setlId: effect.setlId } : {}),
    ...(next && isUnknown(next) ? { unknownSince: tx.now, alarmedAt: null } : {}),
    ...(next && !isUnknown(next) ? { unknownSince: null, resolvedBy: wasUnknown ? by : row.resolvedBy } : {}),
    ...(next === "settled" && !row.settledAt ? { settledAt: toldAt ?? tx.now } : {}),
    ...(next === "cancelled" ? { cancelledAt: toldAt ?? tx.now } : {}),
    ...(next && ["refused", "reversed", "cancelled"].includes(next) ? { endedAt: tx.now } : {}),
  };
}

/** What an event does to the money; only what is definite moves any. */
async function moveMoney(tx: Tx, before: SettlementRow, row: SettlementRow): Promise<void> {
  const of = insured(row);
  if (row.status === "settled" && row.split && ["sent", "unknown"].includes(before.status)) {
    const sums = { expected: row.expected, settled: row.split };
    const paymentId = await payInsured(tx, of, row.paymentId, sums);
    await changeSettlement(tx, row.id, "settled", { paymentId });
  }
  if (row.status === "refused" || row.status === "reversed") {
    await dropInsured(tx, row.paymentId, row.status);
    await reconcileAccount(tx, row.bookingId);
  }
  if (row.status === "cancelled" && row.split) {
    const refundId = await takeBackInsured(tx, of, row.paymentId, row.split);
    await changeSettlement(tx, row.id, "cancelled", { refundId });
  }
}

/**
 * Write what an answer did to a settlement, once, with the money behind it. A row that moved on meanwhile is left alone: whoever
 * moved it decides. The fund's sums are kept with the account taken out of the fund's part.
 */
export async function applyEffect(
  tx: Tx,
  seen: SettlementRow,
  effect: Effect,
  { by, fundIncludesAccount }: { by: ResolvedBy; fundIncludesAccount: boolean },
): Promise<SettlementRow | null> {
  await lockAccount(tx, seen.bookingId);
  if (effect.signedOut) await endSignIn(tx, seen.contractId);
  const before = await findSettlement(tx, seen.id);
  if (!before || before.status !== seen.status) return null;
  const status = effect.event ? nextStatus(before.status, effect.event) : before.status;
  if (!status) return null;
  const set = { ...columnsAfter(tx, before, effect, by, fundIncludesAccount), status };
  const row = await changeSettlement(tx, before.id, before.status, set);
  if (!row || row.status === before.status) return row ?? null;
  await writeAudit(tx, {
    verb: "insurance.change",
    noun: "insurance_settlement",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: before.status },
    after: { status: row.status, setlId: row.setlId, split: row.split, by, refusal: effect.refusal ?? null },
  });
  await moveMoney(tx, before, row);
  await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
  return row;
}
