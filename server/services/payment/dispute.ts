import { and, eq } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { payment } from "@/db/schema/billing";
import { dispute } from "@/db/schema/dispute";
import type { Context, Tx } from "@/server/context";
import { disputeRow } from "@/server/core/ledger";
import { retrieveDispute, type StripeDispute } from "@/server/gateways/stripe";
import { wake } from "@/server/live";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { postLedger, resolveLedger, reverseLedger } from "@/server/services/ledger";
import { accountOf, lockAccount } from "../billing/balance";
import { tellFinance } from "./tell-finance";

type DisputeRow = typeof dispute.$inferSelect;
type PaymentRow = typeof payment.$inferSelect;

async function paymentOf(tx: Tx, intentRef: string | null): Promise<PaymentRow | undefined> {
  if (!intentRef) return undefined;
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(payment)
      .where(
        and(
          eq(payment.regionId, tx.region.id),
          eq(payment.driver, "stripe"),
          eq(payment.intentRef, intentRef),
        ),
      ),
  );
  return row;
}

async function known(tx: Tx, providerRef: string): Promise<DisputeRow | undefined> {
  const [row] = await asPlatform(tx, (p) =>
    p.db
      .select()
      .from(dispute)
      .where(and(eq(dispute.regionId, tx.region.id), eq(dispute.providerRef, providerRef))),
  );
  return row;
}

/** A dispute seen for the first time: the money is gone until it is won, and finance hears of it. */
async function open(tx: Tx, paid: PaymentRow, told: StripeDispute): Promise<DisputeRow | undefined> {
  const account = await accountOf(tx, paid.bookingId);
  if (!account?.orgId) return undefined;
  const { orgId } = account;
  const id = uuidv7();
  const values = {
    regionId: tx.region.id,
    id,
    providerRef: told.id,
    paymentId: paid.id,
    bookingId: paid.bookingId,
    orgId,
    status: "needs_response" as const,
    amountFen: told.amountFen,
    reason: told.reason,
    dueBy: told.dueBy,
    openedAt: tx.now,
  };
  const [row] = await asPlatform(tx, async (p) => {
    const rows = await p.db.insert(dispute).values(values).onConflictDoNothing().returning();
    if (rows.length > 0) {
      await postLedger(
        p,
        { orgId, bookingId: paid.bookingId },
        disputeRow({ id, amountFen: told.amountFen }),
      );
      await resolveLedger(p, `dispute:${id}`, "posted");
    }
    return rows;
  });
  if (!row) return undefined;
  const { amountFen, reason } = told;
  await writeAudit(tx, {
    verb: "payment.dispute",
    noun: "dispute",
    nounId: id,
    bookingId: paid.bookingId,
    after: { amountFen, reason },
  });
  await tellFinance(tx, { kind: "disputed", id, bookingId: paid.bookingId, orgId, amountFen });
  return row;
}

const ended: readonly DisputeRow["status"][] = ["won", "lost", "closed"];

/** Bring a dispute to where the service says it is; what ended never changes. Won: the money is there again. */
async function follow(tx: Tx, row: DisputeRow, told: StripeDispute): Promise<void> {
  const { status } = told;
  if (ended.includes(row.status) || row.status === status) return;
  const isOver = ended.includes(status);
  // An answer that was handed in is not forgotten because an older word of the service comes late.
  if (row.status === "under_review" && status === "needs_response") return;
  await asPlatform(tx, async (p) => {
    await p.db
      .update(dispute)
      .set({ status, closedAt: isOver ? tx.now : null })
      .where(and(eq(dispute.regionId, tx.region.id), eq(dispute.id, row.id), eq(dispute.status, row.status)));
    if (status === "won" || status === "closed") await reverseLedger(p, `dispute:${row.id}`, "dispute_won");
  });
  await writeAudit(tx, {
    verb: "payment.disputeMoves",
    noun: "dispute",
    nounId: row.id,
    bookingId: row.bookingId,
    before: { status: row.status },
    after: { status },
  });
  await wake(tx, { orgs: [row.orgId], booking: row.bookingId });
}

/** Ask the service about a dispute that a webhook told of, and settle by its answer. Any order, any number of times. */
export async function settleDispute(ctx: Context, providerRef: string): Promise<void> {
  const told = await retrieveDispute(providerRef);
  await inTransaction(ctx, async (tx) => {
    const paid = await paymentOf(tx, told.paymentIntent);
    if (!paid) return;
    await lockAccount(tx, paid.bookingId);
    const row = (await known(tx, providerRef)) ?? (await open(tx, paid, told));
    if (row) await follow(tx, row, told);
  });
}
