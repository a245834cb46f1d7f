import type { z } from "zod";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import type { insuranceAct, insuranceCancel } from "@/server/core/insurance/input";
import { afterQuery, mayBeFound } from "@/server/core/insurance/protocol";
import { isUnknown } from "@/server/core/insurance/status";
import { wake } from "@/server/live";
import { enqueue } from "@/server/queue";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { lockAccount } from "../billing/balance";
import { visibleAccount } from "../billing/view";
import { applyEffect } from "./apply";
import { endSignIn, exchange } from "./exchange";
import { changeSettlement, findSettlement, findVisit, openVisit, type SettlementRow } from "./row";
import { standingOf } from "./run";
import { termsById } from "./terms";

export interface ActView {
  settlementId: string;
  status: SettlementRow["status"];
}

/** A settlement whose booking's money the actor may see. @throws DomainError not_found `insurance.not_found` */
async function visibleSettlement(tx: Tx, id: string): Promise<SettlementRow> {
  const row = await findSettlement(tx, id);
  const account = row && (await visibleAccount(tx, row.bookingId).catch(() => null));
  if (!row || !account) throw new DomainError("not_found", "insurance.not_found");
  return row;
}

/**
 * Ask the fund to cancel a settled one; what it paid is owed by the payer again once that is certain. Said twice it is asked once.
 * @throws DomainError not_found `insurance.not_found`; conflict `insurance.not_settled`
 */
export async function cancelSettlement(
  ctx: Context,
  { settlementId, reason }: z.infer<typeof insuranceCancel>,
): Promise<ActView> {
  return inTransaction(ctx, async (tx) => {
    const known = await visibleSettlement(tx, settlementId);
    await lockAccount(tx, known.bookingId);
    const before = await visibleSettlement(tx, settlementId);
    if (["cancel_prepared", "cancel_sent", "cancel_unknown", "cancelled"].includes(before.status))
      return { settlementId, status: before.status };
    const set = { status: "cancel_prepared" as const, reversal: "none" as const, refusal: null };
    const row = await changeSettlement(tx, settlementId, "settled", set);
    if (!row) throw new DomainError("conflict", "insurance.not_settled");
    await writeAudit(tx, {
      verb: "insurance.cancel",
      noun: "insurance_settlement",
      nounId: settlementId,
      bookingId: row.bookingId,
      before: { status: "settled" },
      after: { status: row.status, reason },
    });
    await enqueue(tx.db, "run-insurance", { regionId: tx.region.id, settlementId });
    await wake(tx, { orgs: row.viewerOrgs, booking: row.bookingId });
    return { settlementId, status: row.status };
  });
}

/** Ask the fund where a lost one stands (5203). What it shows decides, unless a reversal is under way. */
async function query(ctx: Context, row: SettlementRow): Promise<void> {
  const found = await inTransaction(ctx, async (tx) => ({
    visit: await findVisit(tx, row.visitId),
    terms: await termsById(tx, row.contractId),
  }));
  const { visit, terms } = found;
  if (!visit || !terms) throw new DomainError("not_found", "insurance.not_found");
  const { fundIncludesAccount } = terms.payer;
  const psn_no = openVisit(ctx, "person_no", visit.personNoSealed);
  const data = { psn_no, mdtrt_id: visit.mdtrtId ?? "", setl_id: row.setlId ?? "" };
  const about = { settlementId: row.id, visitId: visit.id, insuredArea: visit.insuredArea };
  await exchange(
    ctx,
    terms,
    { infno: "5203", input: { data }, ...about },
    {
      after: async (tx, reply) => {
        // Read anew: a reversal may have left meanwhile, and then it decides.
        const now = await findSettlement(tx, row.id);
        if (!now || now.status !== row.status) return;
        const effect = afterQuery(standingOf(now), reply, { fundIncludesAccount });
        if (effect.signedOut) await endSignIn(tx, row.contractId);
        if (effect.event) await applyEffect(tx, now, effect, { by: "query", fundIncludesAccount });
      },
    },
  );
}

/**
 * A finance desk takes up what is not definite: turn it round again (also after a refused reversal), or ask the fund about it.
 * @throws DomainError not_found `insurance.not_found`; conflict `insurance.not_unknown`, `insurance.reversing`; as `exchange`
 */
export async function actOnSettlement(
  ctx: Context,
  { settlementId, act }: z.infer<typeof insuranceAct>,
): Promise<ActView> {
  const row = await inTransaction(ctx, async (tx) => {
    const known = await visibleSettlement(tx, settlementId);
    if (!isUnknown(known.status)) throw new DomainError("conflict", "insurance.not_unknown");
    if (act === "query" && !mayBeFound(known)) throw new DomainError("conflict", "insurance.reversing");
    await writeAudit(tx, {
      verb: `insurance.${act}`,
      noun: "insurance_settlement",
      nounId: settlementId,
      bookingId: known.bookingId,
      after: { status: known.status, reversal: known.reversal },
    });
    if (act === "query") return known;
    if (known.reversal === "refused")
      await changeSettlement(tx, settlementId, known.status, { reversal: "none" });
    await enqueue(tx.db, "run-insurance", { regionId: tx.region.id, settlementId });
    return known;
  });
  if (act === "query") await query(ctx, row);
  const now = await inTransaction(ctx, (tx) => findSettlement(tx, settlementId));
  return { settlementId, status: now?.status ?? row.status };
}
