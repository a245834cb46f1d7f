import { and, desc, eq } from "drizzle-orm";
import { payment } from "@/db/schema/billing";
import { cashCount } from "@/db/schema/cash-count";
import { accountIdOf, type Context, type Tx } from "@/server/context";
import type { CashConfirm } from "@/server/core/cash-count";
import { DomainError } from "@/server/core/domain-error";
import { cashDifferenceRow, handInRow } from "@/server/core/ledger";
import { sumFen } from "@/server/core/money";
import { wake } from "@/server/live";
import { actingOrg, asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "../audit";
import { postLedger } from "../ledger";
import { crewNames, type HeldCash, heldCash } from "./held";

type CountRow = typeof cashCount.$inferSelect;

/** Out of the crew's hand into the till, each payment by itself; what was counted over or under stands apart. */
async function post(tx: Tx, row: CountRow, countedFen: number): Promise<void> {
  const { id, orgId, accountId, expectedFen } = row;
  const covered = await asPlatform(tx, (p) =>
    p.db
      .select({ id: payment.id, bookingId: payment.bookingId, amountFen: payment.amountFen })
      .from(payment)
      .where(and(eq(payment.regionId, tx.region.id), eq(payment.cashCountId, id))),
  );
  for (const paid of covered)
    await postLedger(tx, { orgId, bookingId: paid.bookingId, partyId: accountId }, handInRow(paid));
  const difference = cashDifferenceRow({ id, differenceFen: countedFen - expectedFen });
  if (difference) await postLedger(tx, { orgId, bookingId: null, partyId: accountId }, difference);
}

/**
 * The office counted what a crew member handed in: it lies in the till now. A difference from what was taken needs a word, and
 * is posted. Said twice it counts once.
 * @throws DomainError not_found `cash.not_found`; conflict `cash.withdrawn`, `cash.confirmed_already`; bad_input
 * `cash.explanation`
 */
export async function confirmCash(ctx: Context, input: CashConfirm) {
  const { countId, countedFen, explanation } = input;
  return inTransaction(ctx, async (tx) => {
    const orgId = actingOrg(tx);
    const [row] = await tx.db
      .select()
      .from(cashCount)
      .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.id, countId)))
      .for("update");
    if (!row || row.orgId !== orgId) throw new DomainError("not_found", "cash.not_found");
    if (row.status === "withdrawn") throw new DomainError("conflict", "cash.withdrawn");
    if (row.status === "confirmed" && row.countedFen !== countedFen)
      throw new DomainError("conflict", "cash.confirmed_already");
    if (row.status === "confirmed") return { countId, countedFen };
    if (countedFen !== row.expectedFen && !explanation)
      throw new DomainError("bad_input", "cash.explanation");
    const by = { countedBy: accountIdOf(tx), countedAt: tx.now };
    await tx.db
      .update(cashCount)
      .set({ ...by, status: "confirmed", countedFen, explanation })
      .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.id, countId)));
    await post(tx, row, countedFen);
    await writeAudit(tx, {
      verb: "cash.confirm",
      noun: "cash_count",
      nounId: countId,
      before: { expectedFen: row.expectedFen, declaredFen: row.declaredFen },
      after: { countedFen, explanation },
    });
    await wake(tx, { orgs: [orgId] });
    return { countId, countedFen };
  });
}

const historyAtMost = 100;

/** Shifts that are over while cash of theirs is not handed in. */
function openShifts(held: HeldCash[], now: Date) {
  const over = held.filter(({ shiftEndsAt }) => shiftEndsAt < now);
  return [...new Set(over.map(({ shiftId }) => shiftId))].flatMap((shiftId) => {
    const of = over.filter((each) => each.shiftId === shiftId);
    const [first] = of;
    if (!first) return [];
    const { plate, shiftEndsAt, accountId } = first;
    return [
      { shiftId, plate, endedAt: shiftEndsAt, accountId, heldFen: sumFen(of.map((it) => it.amountFen)) },
    ];
  });
}

/** Cash of the acting operator: who holds how much, what was counted and waits, shifts that handed nothing in, the last counts. */
export async function cashDesk(ctx: Context) {
  return inTransaction(ctx, async (tx) => {
    const orgId = actingOrg(tx);
    const held = await heldCash(tx, orgId);
    const counts = await tx.db
      .select()
      .from(cashCount)
      .where(and(eq(cashCount.regionId, tx.region.id), eq(cashCount.orgId, orgId)))
      .orderBy(desc(cashCount.declaredAt))
      .limit(historyAtMost);
    const people = [...new Set([...held, ...counts].map(({ accountId }) => accountId))];
    const names = await crewNames(tx, orgId, people);
    const named = (accountId: string) => names.get(accountId) ?? "";
    const holders = people.flatMap((accountId) => {
      const own = held.filter((each) => each.accountId === accountId);
      const waiting = counts.find((each) => each.accountId === accountId && each.status === "declared");
      if (own.length === 0) return [];
      return [
        {
          accountId,
          name: named(accountId),
          heldFen: sumFen(own.map(({ amountFen }) => amountFen)),
          since: own[0]?.takenAt ?? tx.now,
          payments: own.map(({ bookingNumber, amountFen, takenAt }) => ({
            bookingNumber,
            amountFen,
            takenAt,
          })),
          count: waiting
            ? {
                id: waiting.id,
                expectedFen: waiting.expectedFen,
                declaredFen: waiting.declaredFen,
                declaredAt: waiting.declaredAt,
              }
            : null,
        },
      ];
    });
    return {
      holders,
      shifts: openShifts(held, tx.now).map((each) => ({ ...each, name: named(each.accountId) })),
      counts: counts
        .filter(({ status }) => status === "confirmed")
        .map(({ id, accountId, expectedFen, declaredFen, countedFen, countedAt, explanation }) => ({
          ...{ id, name: named(accountId), expectedFen, declaredFen, countedAt, explanation },
          countedFen: countedFen ?? 0,
        })),
    };
  });
}
