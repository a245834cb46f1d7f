import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { payout } from "@/db/schema/settlement";
import { actorRole, type Context, type Tx } from "@/server/context";
import { mayCall } from "@/server/core/access";
import { csvRows } from "@/server/core/csv-rows";
import { DomainError } from "@/server/core/domain-error";
import { type BankReturn, bankBatchFile, readBankReturn } from "@/server/core/settlement/bank-file";
import type { payoutReturnImport } from "@/server/core/settlement/input";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { resolveLedger, reverseLedger } from "@/server/services/ledger";
import { accountInForce } from "./payout-account";
import { changeBatch, lockBatch, type PayoutRow, payoutsOf } from "./payout-batch";
import { regionDesk } from "./scope";
import { tellOperator } from "./tell";

/**
 * The approved batch as the bank's file, with account numbers in the clear; taking it is put on record.
 * @throws DomainError forbidden `access.role`; not_found `settlement.batch_not_found`; conflict `settlement.batch_state`
 */
export async function batchFile(ctx: Context, batchId: string, purpose: (number: string) => string) {
  if (!mayCall(actorRole(ctx.actor), "settlement.markSent"))
    throw new DomainError("forbidden", "access.role");
  return inTransaction(ctx, async (tx) => {
    await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const batch = await lockBatch(p, batchId);
      if (!["approved", "sent", "done"].includes(batch.status))
        throw new DomainError("conflict", "settlement.batch_state");
      const transfers = [];
      for (const { accountId, amountFen, reference } of await payoutsOf(p, batch.id)) {
        const { number, holder, bankName, bankCode } = await accountInForce(p, accountId);
        transfers.push({ number, holder, bankName, bankCode, amountFen, reference });
      }
      await writeAudit(p, {
        verb: "settlement.takeFile",
        noun: "payout_batch",
        nounId: batch.id,
        after: { read: "account_numbers", transfers: transfers.length },
      });
      return {
        name: `payout-${tx.region.id}-${batch.number}.csv`,
        text: bankBatchFile(transfers, purpose(batch.number)),
      };
    });
  });
}

async function setPayout(
  p: Tx,
  row: PayoutRow,
  from: PayoutRow["status"],
  told: BankReturn,
): Promise<boolean> {
  const [changed] = await p.db
    .update(payout)
    .set({
      status: told.outcome,
      failure: told.outcome === "returned" ? told.reason : null,
      settledAt: p.now,
    })
    .where(and(eq(payout.regionId, p.region.id), eq(payout.id, row.id), eq(payout.status, from)))
    .returning({ id: payout.id });
  return changed !== undefined;
}

/** Bring one payout to where the bank's answer is: paid, returned, or returned after it had been paid. False: nothing new. */
async function follow(p: Tx, row: PayoutRow, told: BankReturn): Promise<boolean> {
  const cameBack = row.status === "paid" && told.outcome === "returned";
  if (row.status !== "sent" && !cameBack) return false;
  if (!(await setPayout(p, row, row.status, told))) return false;
  const cause = `payout:${row.id}`;
  if (cameBack) await reverseLedger(p, cause, told.reason ?? row.reference);
  else await resolveLedger(p, cause, told.outcome === "paid" ? "posted" : "void");
  const { orgId, reference: number, amountFen } = row;
  const kind = told.outcome === "paid" ? "payout_paid" : "payout_returned";
  await tellOperator(p, orgId, { kind, number, key: row.id, amountFen }, "payouts");
  return true;
}

interface ImportView {
  paid: number;
  returned: number;
  /** Lines that changed nothing: told before. */
  same: number;
  /** Lines that fit no payout of the batch, or with another sum: nothing was done with them. */
  unknown: { line: number; reference: string; problem: "reference" | "amount" }[];
}

async function apply(p: Tx, rows: readonly PayoutRow[], returns: readonly BankReturn[]): Promise<ImportView> {
  const view: ImportView = { paid: 0, returned: 0, same: 0, unknown: [] };
  // Once one reference has two answers in a file, the money came back after it had been paid.
  const inOrder = [...returns].sort(
    (a, b) => Number(a.outcome === "returned") - Number(b.outcome === "returned"),
  );
  for (const told of inOrder) {
    const [row] = await p.db
      .select()
      .from(payout)
      .where(
        and(
          eq(payout.regionId, p.region.id),
          eq(payout.reference, told.reference),
          inArray(
            payout.id,
            rows.map(({ id }) => id),
          ),
        ),
      );
    const { line, reference } = told;
    if (!row) view.unknown.push({ line, reference, problem: "reference" });
    else if (row.amountFen !== told.amountFen) view.unknown.push({ line, reference, problem: "amount" });
    else if (await follow(p, row, told)) view[told.outcome] += 1;
    else view.same += 1;
  }
  return view;
}

/**
 * Read the bank's return file of a batch: paid ones are posted, returned ones stay owed and are told to their operators. The
 * same file again changes nothing. A file with a line that cannot be read is refused whole.
 * @throws DomainError bad_input `settlement.return_file`; not_found `settlement.batch_not_found`; conflict `settlement.batch_state`
 */
export async function importBankReturn(ctx: Context, input: z.output<typeof payoutReturnImport>) {
  const read = readBankReturn(csvRows(input.content));
  if (!read.ok)
    throw new DomainError("bad_input", "settlement.return_file", { line: read.line, problem: read.problem });
  return inTransaction(ctx, async (tx) => {
    await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const batch = await lockBatch(p, input.batchId);
      if (batch.status !== "sent" && batch.status !== "done")
        throw new DomainError("conflict", "settlement.batch_state");
      const view = await apply(p, await payoutsOf(p, batch.id), read.returns);
      const isDone = (await payoutsOf(p, batch.id)).every(({ status }) => status !== "sent");
      if (isDone) await changeBatch(p, batch.id, { status: "done" });
      await writeAudit(p, {
        verb: "settlement.importReturn",
        noun: "payout_batch",
        nounId: batch.id,
        before: { status: batch.status },
        after: { paid: view.paid, returned: view.returned, unknown: view.unknown.length },
      });
      return view;
    });
  });
}
