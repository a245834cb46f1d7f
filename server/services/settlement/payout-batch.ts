import { and, asc, desc, eq, inArray, ne } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import type { z } from "zod";
import { organization } from "@/db/schema/organization";
import { payout, payoutAccount, payoutBatch } from "@/db/schema/settlement";
import { lostRace } from "@/db/sqlstate";
import type { Context, Tx } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { sumFen } from "@/server/core/money";
import { payoutRow } from "@/server/core/settlement/fee";
import type { payoutBatchGet, payoutBatchRefuse, payoutPropose } from "@/server/core/settlement/input";
import { payoutReference } from "@/server/core/settlement/payout";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { nextNumber } from "@/server/services/counter";
import { postLedger, resolveLedger } from "@/server/services/ledger";
import { settingsInForce } from "@/server/services/rule";
import { payableFen } from "./payable";
import { regionDesk } from "./scope";

type BatchRow = typeof payoutBatch.$inferSelect;
export type PayoutRow = typeof payout.$inferSelect;

/** Every operator with what it can be paid now, whether it can be, and if not why. For the region's desks. */
export async function listPayables(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    await regionDesk(tx);
    const { smallestPayoutFen } = (await settingsInForce(tx)).settlement;
    return asPlatform(tx, async (p) => {
      const rows = await p.db
        .select({
          orgId: organization.id,
          orgZh: organization.nameZh,
          orgEn: organization.nameEn,
          accountId: payoutAccount.id,
          numberTail: payoutAccount.numberTail,
          payoutId: payout.id,
        })
        .from(organization)
        .leftJoin(
          payoutAccount,
          and(
            eq(payoutAccount.regionId, organization.regionId),
            eq(payoutAccount.orgId, organization.id),
            eq(payoutAccount.status, "checked"),
          ),
        )
        .leftJoin(
          payout,
          and(
            eq(payout.regionId, organization.regionId),
            eq(payout.orgId, organization.id),
            inArray(payout.status, ["proposed", "approved", "sent"]),
          ),
        )
        .where(and(eq(organization.regionId, tx.region.id), eq(organization.type, "operator")))
        .orderBy(asc(organization.nameZh));
      const views = [];
      for (const row of rows) {
        const fen = await payableFen(p, row.orgId);
        const reason = row.payoutId
          ? ("underway" as const)
          : fen < smallestPayoutFen
            ? ("nothing" as const)
            : row.accountId
              ? null
              : ("no_account" as const);
        views.push({ ...row, payableFen: fen, notNow: reason });
      }
      return views;
    });
  });
}

async function payable(p: Tx, orgIds: readonly string[]) {
  const { smallestPayoutFen } = (await settingsInForce(p)).settlement;
  const accounts = await p.db
    .select({ id: payoutAccount.id, orgId: payoutAccount.orgId })
    .from(payoutAccount)
    .where(
      and(
        eq(payoutAccount.regionId, p.region.id),
        eq(payoutAccount.status, "checked"),
        inArray(payoutAccount.orgId, [...orgIds]),
      ),
    )
    .orderBy(payoutAccount.orgId);
  const due = [];
  for (const { id, orgId } of accounts) {
    const amountFen = await payableFen(p, orgId);
    if (amountFen >= smallestPayoutFen) due.push({ accountId: id, orgId, amountFen });
  }
  return due;
}

async function knownOperators(p: Tx, orgIds: readonly string[]): Promise<void> {
  const rows = await p.db
    .select({ id: organization.id })
    .from(organization)
    .where(
      and(
        eq(organization.regionId, p.region.id),
        eq(organization.type, "operator"),
        inArray(organization.id, [...orgIds]),
      ),
    );
  if (rows.length < new Set(orgIds).size) throw new DomainError("not_found", "settlement.operator_not_found");
}

/**
 * Propose to pay operators all that they can be paid now. Who has no checked account, or too little, is left out.
 * @throws DomainError not_found `settlement.operator_not_found`; conflict `settlement.nothing_payable`,
 * `settlement.payout_underway`
 */
export async function proposeBatch(ctx: Context, input: z.output<typeof payoutPropose>) {
  const work = async (tx: Tx) => {
    const { accountId, orgId: office } = await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      await knownOperators(p, input.orgIds);
      const due = await payable(p, input.orgIds);
      if (due.length === 0) throw new DomainError("conflict", "settlement.nothing_payable");
      const batchId = uuidv7();
      const number = await nextNumber(p, "payout_batch");
      const totalFen = sumFen(due.map(({ amountFen }) => amountFen));
      await p.db.insert(payoutBatch).values({
        regionId: tx.region.id,
        id: batchId,
        number,
        totalFen,
        proposedBy: accountId,
        proposedAt: tx.now,
        orgId: office,
      });
      await p.db.insert(payout).values(
        due.map((of, index) => ({
          ...of,
          regionId: tx.region.id,
          id: uuidv7(),
          batchId,
          reference: payoutReference(number, index + 1),
        })),
      );
      const after = { number, totalFen, payouts: due.length };
      await writeAudit(p, { verb: "settlement.propose", noun: "payout_batch", nounId: batchId, after });
      return { batchId, number, totalFen };
    });
  };
  return inTransaction(ctx, work).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "settlement.payout_underway");
    throw error;
  });
}

/** A batch under its row's lock. @throws DomainError not_found `settlement.batch_not_found` */
export async function lockBatch(p: Tx, id: string): Promise<BatchRow> {
  const [row] = await p.db
    .select()
    .from(payoutBatch)
    .where(and(eq(payoutBatch.regionId, p.region.id), eq(payoutBatch.id, id)))
    .for("update");
  if (!row) throw new DomainError("not_found", "settlement.batch_not_found");
  return row;
}

/** The payouts of a batch in the order of its file. */
export async function payoutsOf(p: Tx, batchId: string): Promise<PayoutRow[]> {
  return p.db
    .select()
    .from(payout)
    .where(and(eq(payout.regionId, p.region.id), eq(payout.batchId, batchId)))
    .orderBy(asc(payout.reference));
}

export async function changeBatch(p: Tx, id: string, set: Partial<BatchRow>): Promise<void> {
  await p.db
    .update(payoutBatch)
    .set(set)
    .where(and(eq(payoutBatch.regionId, p.region.id), eq(payoutBatch.id, id)));
}

async function changePayouts(p: Tx, batchId: string, status: PayoutRow["status"]): Promise<void> {
  await p.db
    .update(payout)
    .set({ status })
    .where(and(eq(payout.regionId, p.region.id), eq(payout.batchId, batchId)));
}

/**
 * Approve a proposed batch: what is still owed is set aside in the ledger. Never by who proposed it.
 * @throws DomainError not_found `settlement.batch_not_found`; conflict `settlement.batch_state`, `settlement.second_person`, `settlement.payable_changed`
 */
export async function approveBatch(ctx: Context, input: z.output<typeof payoutBatchGet>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const batch = await lockBatch(p, input.batchId);
      if (batch.status !== "proposed") throw new DomainError("conflict", "settlement.batch_state");
      if (batch.proposedBy === accountId) throw new DomainError("conflict", "settlement.second_person");
      for (const row of await payoutsOf(p, batch.id)) {
        // Refunds since then may have taken what was owed.
        if ((await payableFen(p, row.orgId, row.id)) < row.amountFen)
          throw new DomainError("conflict", "settlement.payable_changed", { reference: row.reference });
        await postLedger(p, { orgId: row.orgId, bookingId: null }, payoutRow(row));
      }
      await changePayouts(p, batch.id, "approved");
      await changeBatch(p, batch.id, { status: "approved", decidedBy: accountId, decidedAt: tx.now });
      await writeAudit(p, {
        verb: "settlement.approve",
        noun: "payout_batch",
        nounId: batch.id,
        before: { status: "proposed" },
        after: { status: "approved", totalFen: batch.totalFen },
      });
      return { batchId: batch.id, status: "approved" as const };
    });
  });
}

/**
 * Drop a batch before it goes to the bank: the money stays owed.
 * @throws DomainError not_found `settlement.batch_not_found`; conflict `settlement.batch_state`
 */
export async function refuseBatch(ctx: Context, input: z.output<typeof payoutBatchRefuse>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const batch = await lockBatch(p, input.batchId);
      if (batch.status !== "proposed" && batch.status !== "approved")
        throw new DomainError("conflict", "settlement.batch_state");
      if (batch.status === "approved")
        for (const row of await payoutsOf(p, batch.id)) await resolveLedger(p, `payout:${row.id}`, "void");
      await changePayouts(p, batch.id, "cancelled");
      // Who proposed it may take it back; the second person's place stays empty then.
      const decided = accountId === batch.proposedBy ? {} : { decidedBy: accountId, decidedAt: tx.now };
      await changeBatch(p, batch.id, { status: "refused", refusal: input.reason, ...decided });
      await writeAudit(p, {
        verb: "settlement.refuse",
        noun: "payout_batch",
        nounId: batch.id,
        before: { status: batch.status },
        after: { status: "refused", reason: input.reason },
      });
      return { batchId: batch.id, status: "refused" as const };
    });
  });
}

/**
 * The file was given to the bank. @throws DomainError not_found `settlement.batch_not_found`; conflict `settlement.batch_state`
 */
export async function markBatchSent(ctx: Context, input: z.output<typeof payoutBatchGet>) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const batch = await lockBatch(p, input.batchId);
      if (batch.status !== "approved") throw new DomainError("conflict", "settlement.batch_state");
      await changePayouts(p, batch.id, "sent");
      await changeBatch(p, batch.id, { status: "sent", sentBy: accountId, sentAt: tx.now });
      await writeAudit(p, {
        verb: "settlement.markSent",
        noun: "payout_batch",
        nounId: batch.id,
        before: { status: "approved" },
        after: { status: "sent" },
      });
      return { batchId: batch.id, status: "sent" as const };
    });
  });
}

/** Batches, newest first, with their payouts. */
export async function listBatches(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const { accountId } = await regionDesk(tx);
    return asPlatform(tx, async (p) => {
      const batches = await p.db
        .select()
        .from(payoutBatch)
        .where(eq(payoutBatch.regionId, tx.region.id))
        .orderBy(desc(payoutBatch.proposedAt))
        .limit(60);
      const rows = await payoutViews(
        p,
        inArray(
          payout.batchId,
          batches.map(({ id }) => id),
        ),
      );
      return batches.map(
        ({ id, number, status, totalFen, proposedAt, decidedAt, sentAt, refusal, proposedBy }) => ({
          ...{ id, number, status, totalFen, proposedAt, decidedAt, sentAt, refusal },
          isMine: proposedBy === accountId,
          payouts: rows.filter(({ batchId }) => batchId === id),
        }),
      );
    });
  });
}

async function payoutViews(p: Tx, which: ReturnType<typeof eq>) {
  return p.db
    .select({
      id: payout.id,
      batchId: payout.batchId,
      orgId: payout.orgId,
      orgZh: organization.nameZh,
      orgEn: organization.nameEn,
      reference: payout.reference,
      amountFen: payout.amountFen,
      status: payout.status,
      failure: payout.failure,
      settledAt: payout.settledAt,
      numberTail: payoutAccount.numberTail,
    })
    .from(payout)
    .innerJoin(
      organization,
      and(eq(organization.regionId, payout.regionId), eq(organization.id, payout.orgId)),
    )
    .innerJoin(
      payoutAccount,
      and(eq(payoutAccount.regionId, payout.regionId), eq(payoutAccount.id, payout.accountId)),
    )
    .where(and(eq(payout.regionId, p.region.id), which))
    .orderBy(asc(payout.reference));
}

/** What an operator was paid or is being paid, newest first. */
export async function payoutsOfOperator(p: Tx, orgId: string) {
  const rows = await payoutViews(
    p,
    and(eq(payout.orgId, orgId), ne(payout.status, "cancelled")) ?? eq(payout.orgId, orgId),
  );
  return rows.reverse().slice(0, 60);
}
