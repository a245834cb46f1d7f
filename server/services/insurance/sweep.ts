import { and, asc, eq, inArray, isNotNull, isNull, lt, or } from "drizzle-orm";
import { insuranceSettlement, insuranceVisit } from "@/db/schema/insurance";
import type { Context } from "@/server/context";
import { coveredFen } from "@/server/core/insurance/split";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { tellFinance } from "../payment/tell-finance";
import { applyEffect } from "./apply";

/** A message that left so long ago without an answer written beside it belongs to nobody any more: longer than any call may take. */
const abandonedMs = 120_000;
/** How long one may be unknown before a person is told. */
const alarmMs = 15 * 60_000;
const quietMs = 60_000;
const atMost = 200;
const againSeconds = 60;

const ago = (ctx: Context, ms: number): Date => new Date(ctx.now.getTime() - ms);

/** Whoever sent it died before its answer: nobody knows, so it is turned round like any other. */
async function giveUpSent(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select()
      .from(insuranceSettlement)
      .where(
        and(
          eq(insuranceSettlement.regionId, tx.region.id),
          inArray(insuranceSettlement.status, ["sent", "cancel_sent"]),
          lt(insuranceSettlement.sentAt, ago(ctx, abandonedMs)),
        ),
      )
      .orderBy(asc(insuranceSettlement.id))
      .limit(atMost);
    for (const row of rows)
      await applyEffect(tx, row, { event: "lost" }, { by: "reversal", fundIncludesAccount: false });
  });
}

/** What stands and should not: not yet sent, unknown, cancelling; each its job, once a minute. */
async function runAgain(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({
        id: insuranceSettlement.id,
        visitId: insuranceSettlement.visitId,
        status: insuranceSettlement.status,
      })
      .from(insuranceSettlement)
      .where(
        and(
          eq(insuranceSettlement.regionId, tx.region.id),
          inArray(insuranceSettlement.status, ["prepared", "unknown", "cancel_prepared", "cancel_unknown"]),
          lt(insuranceSettlement.preparedAt, ago(ctx, quietMs)),
        ),
      )
      .limit(atMost);
    for (const { id, visitId, status } of rows) {
      const once = { once: `insurance:${id}`, everySeconds: againSeconds };
      if (status.startsWith("cancel"))
        await enqueue(tx.db, "run-insurance", { regionId: tx.region.id, settlementId: id }, once);
      else await enqueue(tx.db, "settle-insurance", { regionId: tx.region.id, visitId }, once);
    }
  });
}

/** Visits whose pre-settlement or settlement was asked for and whose job gave up. */
async function takeUpVisits(ctx: Context): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const rows = await tx.db
      .select({ id: insuranceVisit.id, asked: insuranceVisit.settleAskedAt })
      .from(insuranceVisit)
      .where(
        and(
          eq(insuranceVisit.regionId, tx.region.id),
          eq(insuranceVisit.status, "open"),
          lt(insuranceVisit.createdAt, ago(ctx, quietMs)),
          or(isNull(insuranceVisit.preview), isNotNull(insuranceVisit.settleAskedAt)),
        ),
      )
      .limit(atMost);
    for (const { id, asked } of rows)
      await enqueue(
        tx.db,
        asked ? "settle-insurance" : "pre-settle-insurance",
        { regionId: tx.region.id, visitId: id },
        { once: `visit:${id}`, everySeconds: againSeconds },
      );
  });
}

/** Unknown for a quarter of an hour: the finance desks are told, once each time it becomes so. */
async function alarm(ctx: Context): Promise<void> {
  await inTransaction(ctx, (tx) =>
    asPlatform(tx, async (p) => {
      const rows = await p.db
        .update(insuranceSettlement)
        .set({ alarmedAt: p.now })
        .where(
          and(
            eq(insuranceSettlement.regionId, p.region.id),
            inArray(insuranceSettlement.status, ["unknown", "cancel_unknown"]),
            isNull(insuranceSettlement.alarmedAt),
            lt(insuranceSettlement.unknownSince, ago(ctx, alarmMs)),
          ),
        )
        .returning();
      for (const row of rows) {
        const { id, bookingId, orgId } = row;
        const amountFen = coveredFen(row.split ?? row.expected);
        await tellFinance(p, { kind: "insurance_unknown", id, bookingId, orgId, amountFen });
      }
    }),
  );
}

/** What no job of its own ended: abandoned messages, settlements under way, visits that still wait, and the alarm. */
export async function sweepInsurance(ctx: Context): Promise<void> {
  await giveUpSent(ctx);
  await runAgain(ctx);
  await takeUpVisits(ctx);
  await alarm(ctx);
}
