import { and, desc, eq, inArray, isNull } from "drizzle-orm";
import type { z } from "zod";
import { payment } from "@/db/schema/billing";
import { cashCount } from "@/db/schema/cash-count";
import { lostRace } from "@/db/sqlstate";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import type { CashDeclare, cashWithdraw } from "@/server/core/cash-count";
import { DomainError } from "@/server/core/domain-error";
import { sumFen } from "@/server/core/money";
import { wake } from "@/server/live";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { heldCash } from "./held";

const shownCounts = 10;

function countView(row: typeof cashCount.$inferSelect) {
  const { id, status, expectedFen, declaredFen, countedFen, declaredAt, countedAt, explanation, pieces } =
    row;
  return { id, status, expectedFen, declaredFen, countedFen, declaredAt, countedAt, explanation, pieces };
}

/** What the acting crew member holds, the count under way, and the last ones. */
export async function ownCash(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const accountId = accountIdOf(tx) ?? "";
    const held = await heldCash(tx, actingOrg(tx), accountId);
    const counts = await tx.db
      .select()
      .from(cashCount)
      .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.accountId, accountId)))
      .orderBy(desc(cashCount.declaredAt))
      .limit(shownCounts);
    const uncounted = held.filter(({ countId }) => countId === null);
    return {
      heldFen: sumFen(held.map(({ amountFen }) => amountFen)),
      uncountedFen: sumFen(uncounted.map(({ amountFen }) => amountFen)),
      payments: held.map(({ paymentId, bookingNumber, amountFen, takenAt, countId }) => ({
        paymentId,
        bookingNumber,
        amountFen,
        takenAt,
        isCounted: countId !== null,
      })),
      counts: counts.map(countView),
    };
  });
}

async function declare(tx: Tx, input: CashDeclare): Promise<{ countId: string; expectedFen: number }> {
  const { countId, declaredFen, pieces } = input;
  const [orgId, accountId] = [actingOrg(tx), accountIdOf(tx) ?? ""];
  const [known] = await tx.db
    .select()
    .from(cashCount)
    .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.id, countId)));
  if (known && (known.accountId !== accountId || known.declaredFen !== declaredFen))
    throw new DomainError("conflict", "payment.id_used");
  if (known) return { countId, expectedFen: known.expectedFen };
  const held = (await heldCash(tx, orgId, accountId)).filter((each) => each.countId === null);
  const ids = held.map(({ paymentId }) => paymentId);
  if (ids.length === 0) throw new DomainError("conflict", "cash.nothing_held");
  const expectedFen = sumFen(held.map(({ amountFen }) => amountFen));
  await tx.db.insert(cashCount).values({
    regionId: tx.region.id,
    id: countId,
    orgId,
    accountId,
    expectedFen,
    declaredFen,
    pieces,
    declaredAt: tx.now,
  });
  const marked = await asPlatform(tx, (p) =>
    p.db
      .update(payment)
      .set({ cashCountId: countId })
      .where(and(eq(payment.regionId, tx.region.id), inArray(payment.id, ids), isNull(payment.cashCountId)))
      .returning({ id: payment.id }),
  );
  if (marked.length !== ids.length) throw new DomainError("conflict", "cash.declared_already");
  await writeAudit(tx, {
    verb: "cash.declare",
    noun: "cash_count",
    nounId: countId,
    after: { expectedFen, declaredFen, payments: ids.length },
  });
  await wake(tx, { orgs: [orgId] });
  return { countId, expectedFen };
}

/**
 * A crew member counted the cash in hand and hands it in at the office: everything taken and not counted before. The same again
 * changes nothing.
 * @throws DomainError conflict `cash.nothing_held`, `cash.declared_already`, `payment.id_used`
 */
export async function declareCash(ctx: Context, input: CashDeclare) {
  return inTransaction(ctx, (tx) => declare(tx, input)).catch((error: unknown) => {
    if (lostRace(error)) throw new DomainError("conflict", "cash.declared_already");
    throw error;
  });
}

/**
 * Take a count back before the office confirmed it: to count anew. Said twice it changes nothing.
 * @throws DomainError not_found `cash.not_found`; conflict `cash.confirmed_already`
 */
export async function withdrawCash(ctx: Context, input: z.infer<typeof cashWithdraw>) {
  const { countId } = input;
  return inTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .select()
      .from(cashCount)
      .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.id, countId)))
      .for("update");
    if (!row || row.accountId !== accountIdOf(tx)) throw new DomainError("not_found", "cash.not_found");
    if (row.status === "confirmed") throw new DomainError("conflict", "cash.confirmed_already");
    if (row.status === "withdrawn") return { countId };
    await tx.db
      .update(cashCount)
      .set({ status: "withdrawn" })
      .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.id, countId)));
    await asPlatform(tx, (p) =>
      p.db
        .update(payment)
        .set({ cashCountId: null })
        .where(and(eq(payment.regionId, tx.region.id), eq(payment.cashCountId, countId))),
    );
    await writeAudit(tx, { verb: "cash.withdraw", noun: "cash_count", nounId: countId });
    await wake(tx, { orgs: [row.orgId] });
    return { countId };
  });
}
