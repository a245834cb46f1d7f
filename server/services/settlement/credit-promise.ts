import { and, asc, eq, inArray, isNotNull, lt } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { promise } from "@/db/schema/dispatch";
import { promiseCredit } from "@/db/schema/settlement";
import { trip, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { creditFor, type Lateness } from "@/server/core/settlement/credit";
import { creditRow } from "@/server/core/settlement/fee";
import type { SettlementSettings } from "@/server/core/settlement/settings";
import { inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { type Account, accountOf, lockAccount, reconcileAccount } from "@/server/services/billing/balance";
import { postLedger } from "@/server/services/ledger";
import { settingsInForce } from "@/server/services/rule";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";

type TripRow = typeof trip.$inferSelect;

/** What patients and facilities did to a vehicle before it came: waiting that its crew noted, and an emergency on board. */
async function before(tx: Tx, row: TripRow, arrivedAt: Date) {
  const earlier = await tx.db
    .select({ id: trip.id, status: trip.status })
    .from(trip)
    .where(
      and(
        eq(trip.regionId, tx.region.id),
        eq(trip.shiftId, row.shiftId),
        isNotNull(trip.arrivedPickupAt),
        lt(trip.arrivedPickupAt, arrivedAt),
      ),
    );
  if (earlier.length === 0) return { excusedMinutes: 0, emergency: false };
  const events = await tx.db
    .select({ kind: tripEvent.kind, data: tripEvent.data })
    .from(tripEvent)
    .where(
      and(
        eq(tripEvent.regionId, tx.region.id),
        inArray(
          tripEvent.tripId,
          earlier.map(({ id }) => id),
        ),
        inArray(tripEvent.kind, ["waiting", "worse"]),
        lt(tripEvent.happenedAt, arrivedAt),
      ),
    );
  const waits = events.filter(({ kind, data }) => kind === "waiting" && data.causedBy !== "traffic");
  return {
    excusedMinutes: waits.reduce((sum, { data }) => sum + Number(data.minutes ?? 0), 0),
    emergency:
      events.some(({ kind }) => kind === "worse") || earlier.some(({ status }) => status === "to_120"),
  };
}

/** The first promise and what came of it, by the record; null: nothing was promised, or nobody rode. */
async function latenessOf(tx: Tx, row: TripRow): Promise<(Lateness & { arrivedAt: number }) | null> {
  const [told] = await tx.db
    .select({ until: promise.pickupUntil })
    .from(promise)
    .where(and(eq(promise.regionId, tx.region.id), eq(promise.bookingId, row.bookingId)))
    .orderBy(asc(promise.createdAt), asc(promise.id))
    .limit(1);
  if (!told || !row.arrivedPickupAt) return null;
  const cause = await before(tx, row, row.arrivedPickupAt);
  return { promisedUntil: told.until.getTime(), arrivedAt: row.arrivedPickupAt.getTime(), ...cause };
}

const ruleOf = (rule: SettlementSettings) => ({
  source: rule.source,
  creditAfterMinutes: rule.creditAfterMinutes,
  creditFen: rule.creditFen,
  creditThousandths: rule.creditThousandths,
  creditLongAfterMinutes: rule.creditLongAfterMinutes,
  creditLongFen: rule.creditLongFen,
  creditLongThousandths: rule.creditLongThousandths,
});

type Credit = typeof promiseCredit.$inferInsert & { amountFen: number };

/** What is due to the payer by the region's rule; null: nothing. */
async function dueCredit(tx: Tx, account: Account): Promise<Credit | null> {
  const { bill, trip: row, booking: booked } = account;
  if (bill?.kind !== "trip" || !row || account.credits.length > 0) return null;
  const late = await latenessOf(tx, row);
  const rule = (await settingsInForce(tx, row.createdAt)).settlement;
  // Forgiven before is not credited again.
  const credit = late && creditFor(rule, late, Math.min(bill.totalFen, account.owedFen));
  if (!late || !credit) return null;
  return {
    regionId: tx.region.id,
    id: uuidv7(),
    bookingId: booked.id,
    billId: bill.id,
    orgId: bill.orgId,
    ...credit,
    promisedUntil: new Date(late.promisedUntil),
    arrivedAt: new Date(late.arrivedAt),
    rule: ruleOf(rule),
    createdAt: tx.now,
    viewerOrgs: bill.viewerOrgs,
    viewerUsers: bill.viewerUsers,
  };
}

async function tell(tx: Tx, { booking: booked }: Account, credit: Credit): Promise<void> {
  const data = {
    bookingNumber: booked.number,
    amountFen: credit.amountFen,
    lateMinutes: credit.lateMinutes,
    trackUrl: trackUrl(booked, "#receipt"),
  };
  await tellBooker(tx, booked, "credit_given", data, `credit:${credit.id}`);
}

/**
 * The job after a trip was billed: give the payer the region's credit where the vehicle came late by the operator's own
 * fault. Posted once; what was paid already goes back; the payer is told. Answers with the credit in fen.
 */
export async function creditPromise(ctx: Context, bookingId: string): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    await lockAccount(tx, bookingId);
    const account = await accountOf(tx, bookingId);
    const credit = account && (await dueCredit(tx, account));
    if (!account || !credit) return 0;
    const [written] = await tx.db.insert(promiseCredit).values(credit).onConflictDoNothing().returning();
    if (!written) return 0;
    const row = creditRow({ id: written.id, amountFen: written.amountFen, memo: account.bill?.number ?? "" });
    await postLedger(tx, { orgId: written.orgId, bookingId }, row);
    await writeAudit(tx, {
      verb: "settlement.creditPromise",
      noun: "promise_credit",
      nounId: written.id,
      bookingId,
      after: {
        amountFen: written.amountFen,
        lateMinutes: written.lateMinutes,
        excusedMinutes: written.excusedMinutes,
      },
    });
    await reconcileAccount(tx, bookingId);
    await tell(tx, account, credit);
    return written.amountFen;
  });
}
