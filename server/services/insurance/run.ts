import { and, eq, gt } from "drizzle-orm";
import { insuranceMessage } from "@/db/schema/insurance";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import {
  afterCancel,
  afterReversal,
  afterSettle,
  type Effect,
  nextCall,
  type Standing,
} from "@/server/core/insurance/protocol";
import { yuanOfFen } from "@/server/core/insurance/split";
import { nextStatus } from "@/server/core/insurance/status";
import { inTransaction } from "@/server/scope";
import { accountOf } from "../billing/balance";
import { applyEffect } from "./apply";
import { exchange } from "./exchange";
import { preSettle, settlingInput } from "./pre-settle";
import {
  changeSettlement,
  changeVisit,
  findSettlement,
  findVisit,
  openVisit,
  type SettlementRow,
  settlementsOf,
  type VisitRow,
} from "./row";
import { isAlive, prepareSettlement } from "./settle";
import { type Terms, termsById } from "./terms";

const stepsAtMost = 12;
/** Longer than any call may take. */
const abandonedMs = 120_000;

interface Found {
  row: SettlementRow;
  visit: VisitRow;
  terms: Terms;
}

async function load(ctx: Context, id: string): Promise<Found | null> {
  return inTransaction(ctx, async (tx) => {
    const row = await findSettlement(tx, id);
    const visit = row && (await findVisit(tx, row.visitId));
    const terms = row && (await termsById(tx, row.contractId));
    return row && visit && terms ? { row, visit, terms } : null;
  });
}

export const standingOf = ({
  status,
  reversal,
  totalFen,
  split,
  msgid,
  cancelMsgid,
}: SettlementRow): Standing => ({
  status,
  reversal,
  totalFen,
  split,
  msgid,
  cancelMsgid,
});

const about = ({ row, visit }: Found) => ({
  settlementId: row.id,
  visitId: visit.id,
  insuredArea: visit.insuredArea,
});
const personOf = (ctx: Context, { visit }: Found) => ({
  psn_no: openVisit(ctx, "person_no", visit.personNoSealed),
  mdtrt_id: visit.mdtrtId ?? "",
});

async function settle(ctx: Context, found: Found): Promise<Effect | null> {
  const { row, visit, terms } = found;
  const account = await inTransaction(ctx, (tx) => accountOf(tx, row.bookingId));
  if (!account) return null;
  const { fundIncludesAccount } = terms.payer;
  const { expected } = row;
  const data = {
    ...settlingInput(ctx, { visit, terms, account }),
    fulamt_ownpay_amt: yuanOfFen(expected.ownPayFen),
    overlmt_selfpay: yuanOfFen(expected.overLimitFen),
    preselfpay_amt: yuanOfFen(expected.preSelfPayFen),
    inscp_scp_amt: yuanOfFen(expected.inScopeFen),
  };
  let sent: SettlementRow | undefined;
  return exchange(
    ctx,
    terms,
    { infno: "2207", input: { data }, ...about(found) },
    {
      before: async (tx, msgid) => {
        sent = await changeSettlement(tx, row.id, "prepared", { status: "sent", msgid, sentAt: tx.now });
        return sent !== undefined;
      },
      after: async (tx, reply) => {
        const effect = afterSettle(standingOf(sent ?? row), reply, { fundIncludesAccount });
        if (sent) await applyEffect(tx, sent, effect, { by: "answer", fundIncludesAccount });
        return effect;
      },
    },
  );
}

async function cancel(ctx: Context, found: Found): Promise<Effect | null> {
  const { row, terms } = found;
  const { fundIncludesAccount } = terms.payer;
  const data = { ...personOf(ctx, found), setl_id: row.setlId ?? "" };
  let sent: SettlementRow | undefined;
  return exchange(
    ctx,
    terms,
    { infno: "2208", input: { data }, ...about(found) },
    {
      before: async (tx, cancelMsgid) => {
        const set = { status: "cancel_sent" as const, cancelMsgid, sentAt: tx.now };
        sent = await changeSettlement(tx, row.id, "cancel_prepared", set);
        return sent !== undefined;
      },
      after: async (tx, reply) => {
        const of = standingOf(sent ?? row);
        // Ours is kept with the account taken out of the fund's part; the mirror is held against what the fund told.
        const toldSplit =
          of.split && fundIncludesAccount
            ? { ...of.split, fundFen: of.split.fundFen + of.split.accountFen }
            : of.split;
        const effect = afterCancel({ ...of, split: toldSplit }, reply);
        if (sent) await applyEffect(tx, sent, effect, { by: "answer", fundIncludesAccount });
        return effect;
      },
    },
  );
}

/** One reversal at a time: another worker's may still be answered. */
async function isUnderWay(tx: Tx, settlementId: string): Promise<boolean> {
  const [other] = await tx.db
    .select({ id: insuranceMessage.id })
    .from(insuranceMessage)
    .where(
      and(
        eq(insuranceMessage.regionId, tx.region.id),
        eq(insuranceMessage.settlementId, settlementId),
        eq(insuranceMessage.infno, "2601"),
        eq(insuranceMessage.status, "sent"),
        gt(insuranceMessage.sentAt, new Date(tx.now.getTime() - abandonedMs)),
      ),
    );
  return other !== undefined;
}

async function reverse(
  ctx: Context,
  found: Found,
  { omsgid, oinfno }: { omsgid: string; oinfno: string },
): Promise<Effect | null> {
  const { row, terms } = found;
  const { fundIncludesAccount } = terms.payer;
  const data = { psn_no: personOf(ctx, found).psn_no, omsgid, oinfno };
  let sent: SettlementRow | undefined;
  return exchange(
    ctx,
    terms,
    { infno: "2601", input: { data }, ...about(found) },
    {
      before: async (tx) => {
        if (await isUnderWay(tx, row.id)) return false;
        sent = await changeSettlement(tx, row.id, row.status, { reversal: "sent" });
        return sent !== undefined;
      },
      after: async (tx, reply) => {
        const effect = afterReversal(row.reversal, reply);
        if (sent) await applyEffect(tx, sent, effect, { by: "reversal", fundIncludesAccount });
        return effect;
      },
    },
  );
}

/** Whether to go on with the same settlement at once. An answer that decided nothing is waited for by the job's next try. */
function goesOn(effect: Effect | null, infno: string): boolean {
  if (!effect) return false;
  if (effect.signedOut || effect.event !== null) return true;
  if (infno === "2601" && effect.reversal !== "refused")
    throw new DomainError("unavailable", "insurance.no_answer");
  return false;
}

/**
 * Bring a settlement to a definite end from wherever it stands: sent, cancelled, and turned round by its number where the answer
 * was lost. What is `sent` while this begins belongs to somebody else until the sweep gives it up. Safe to repeat.
 * @throws DomainError unavailable `insurance.no_answer`: to be tried again later; as `exchange`
 */
export async function runSettlement(ctx: Context, id: string): Promise<SettlementRow | null> {
  for (let step = 0; step < stepsAtMost; step++) {
    const found = await load(ctx, id);
    if (!found) return null;
    const call = nextCall(standingOf(found.row));
    if (!call) return found.row;
    let effect: Effect | null;
    if (call.infno === "2601") effect = await reverse(ctx, found, call);
    else effect = await (call.infno === "2207" ? settle : cancel)(ctx, found);
    if (!goesOn(effect, call.infno)) return (await load(ctx, id))?.row ?? null;
  }
  return null;
}

/** Sign-in had run out, or the answer was lost and turned round: nothing is at the fund, and it is settled anew. */
const isAgain = ({ status, resolvedBy, refusal }: SettlementRow): boolean =>
  (status === "reversed" && resolvedBy === "reversal") ||
  (status === "refused" && /签到/.test(refusal ?? ""));

/**
 * The job behind `settle-insurance`: lines of the bill up, pre-settled by them, settled; what was lost on the way is turned round
 * and settled anew, until it is definite. Safe to repeat and to be killed anywhere.
 * @throws DomainError unavailable: to be tried again later
 */
export async function settleVisit(ctx: Context, visitId: string): Promise<SettlementRow | null> {
  for (;;) {
    const live = await liveOf(ctx, visitId);
    if (!live && !(await preSettle(ctx, visitId))) return null;
    const id = live ?? (await prepareSettlement(ctx, visitId));
    if (!id) return null;
    const row = await runSettlement(ctx, id);
    if (!row) return null;
    if (isAgain(row)) continue;
    // Definite: what was asked for is answered. A refusal may be asked for anew.
    if (nextStatus(row.status, "lost") === null && row.reversal === "none")
      await inTransaction(ctx, (tx) => changeVisit(tx, visitId, { settleAskedAt: null }));
    return row;
  }
}

/** The settlement of a visit that is alive already, whatever the bill says. */
async function liveOf(ctx: Context, visitId: string): Promise<string | null> {
  return inTransaction(ctx, async (tx) => {
    const visit = await findVisit(tx, visitId);
    if (!visit) return null;
    return (
      (await settlementsOf(tx, visit.bookingId)).find((row) => row.visitId === visitId && isAlive(row))?.id ??
      null
    );
  });
}
