import { and, eq, isNull } from "drizzle-orm";
import { v7 as uuidv7 } from "uuid";
import { bill, extraCharge } from "@/db/schema/billing";
import { trip, tripEvent } from "@/db/schema/trip";
import type { Context, Tx } from "@/server/context";
import { type ConfirmedExtra, billTrip as reckon } from "@/server/core/bill";
import { cancellationLine, type WrittenLine, writtenLines } from "@/server/core/bill-record";
import { type DrivenTrip, drivenFacts, usedAsConfirmed, withExtra } from "@/server/core/driven";
import { billRow } from "@/server/core/ledger";
import { type CancellationCharge, cancellationFee } from "@/server/core/tariff/cancellation";
import { tripFacts } from "@/server/core/tariff/facts";
import type { PriceLine, TripPart } from "@/server/core/tariff/line";
import { endedStatuses } from "@/server/core/trip";
import { enqueue } from "@/server/queue";
import { asPlatform, inTransaction } from "@/server/scope";
import { writeAudit } from "@/server/services/audit";
import { nextNumber } from "@/server/services/counter";
import { postLedger } from "@/server/services/ledger";
import { ruleById } from "@/server/services/rule";
import type { TripRow } from "@/server/services/trip/load";
import { tellBooker, trackUrl } from "@/server/services/trip/tell";
import { type Account, accountOf, countedPrice, lockAccount, reconcileAccount } from "./balance";
import { drivenTrip } from "./facts";

type BillRow = typeof bill.$inferSelect;
type NewBill = Pick<BillRow, "kind" | "quoteId" | "lines" | "differences" | "facts" | "totalFen">;

/** Which part of its quote a booking's trip is billed by: a way out and its way back are priced together. */
export function partOf(account: Account): TripPart | "whole" {
  if (account.booking.outwardId) return "return";
  return account.quote?.returnQuoteId ? "out" : "whole";
}

/** Quoted lines; a line of a quote without a way back belongs to the way out. */
export function quotedLines(account: Account): PriceLine[] {
  return (countedPrice(account)?.lines ?? []).map(
    (line) => ({ ...line, part: "part" in line ? line.part : "out" }) as PriceLine,
  );
}

async function confirmedExtras(tx: Tx, bookingId: string) {
  return tx.db
    .select()
    .from(extraCharge)
    .where(
      and(
        eq(extraCharge.regionId, tx.region.id),
        eq(extraCharge.bookingId, bookingId),
        eq(extraCharge.status, "confirmed"),
      ),
    );
}

/** The bill of a completed trip, by the tariff version that its quote pinned. */
async function tripBill(tx: Tx, account: Account, row: TripRow): Promise<NewBill | null> {
  const { quote: accepted } = account;
  const price = countedPrice(account);
  if (!accepted || !price) return null;
  const { content: tariff } = await ruleById(tx, "tariff", price.tariffVersionId);
  const extras = await confirmedExtras(tx, row.bookingId);
  const driven = await drivenTrip(tx, row);
  await keepMeasured(tx, row, driven);
  const { actual: recorded, facilityWaitMinutes } = drivenFacts(
    tripFacts.parse(price.facts),
    driven,
    tariff.carry?.stairs?.firstChargedFloor,
  );
  const actual = extras
    .map((extra) => extra.facts)
    .filter(usedAsConfirmed)
    .reduce(withExtra, recorded);
  const part = partOf(account);
  const onLine = part === "return" ? "return" : "out";
  const reckoned = reckon({
    tariff,
    quote: { tariff: tariff.id, lines: quotedLines(account) },
    actual,
    facilityWaitMinutes,
    extras: extras.map(
      ({ code, facts, fen }): ConfirmedExtra => ({
        code,
        part: onLine,
        fen,
        ...(facts.code === "equipment" ? { item: facts.item } : {}),
      }),
    ),
    part,
    ceiling:
      accepted.ceilingFen === null ? null : { fen: accepted.ceilingFen, rule: accepted.ceilingRule ?? "" },
  });
  const facts = {
    actual,
    driven,
    facilityWaitMinutes,
    facilityWaitingFen: reckoned.facilityWaitingFen,
    part,
    ...(account.relief ? { relief: account.relief } : {}),
  };
  return {
    kind: "trip",
    quoteId: accepted.id,
    ...writtenLines(reckoned),
    facts,
    totalFen: reckoned.totalFen,
  };
}

/** Why a trip failed, by the crew's word. */
async function failReason(tx: Tx, row: TripRow): Promise<string | null> {
  const [event] = await tx.db
    .select({ data: tripEvent.data })
    .from(tripEvent)
    .where(
      and(
        eq(tripEvent.regionId, tx.region.id),
        eq(tripEvent.tripId, row.id),
        eq(tripEvent.kind, "cannot_carry"),
      ),
    );
  return typeof event?.data.reason === "string" ? event.data.reason : null;
}

function feeBill(
  charge: CancellationCharge,
  quoteId: string,
  facts: Record<string, unknown>,
): NewBill | null {
  const line = cancellationLine(charge);
  if (!line) return null;
  return {
    kind: "cancellation",
    quoteId,
    lines: [line],
    differences: [],
    facts: { ...facts, charge },
    totalFen: charge.fen,
  };
}

/** Nobody was at the door: the tariff's no-show fee. Whatever else kept the patient from being carried costs nothing. */
async function failedBill(tx: Tx, account: Account, row: TripRow): Promise<NewBill | null> {
  const reason = await failReason(tx, row);
  const { quote: accepted } = account;
  if (reason !== "not_there" || !accepted) return null;
  const { content: tariff } = await ruleById(tx, "tariff", accepted.tariffVersionId);
  const about = {
    bookedPickupAt: accepted.pickupFrom.getTime(),
    cancelledAt: null,
    quoteFen: countedPrice(account)?.totalFen ?? accepted.totalFen,
    promised: true,
  };
  return feeBill(cancellationFee(tariff, about), accepted.id, { reason });
}

/** Write a bill with its number and its ledger row; the booking's lock is held, so that there is one. */
async function issue(tx: Tx, account: Account, made: NewBill): Promise<BillRow> {
  const { booking: booked, trip: ride, orgId } = account;
  if (!orgId) throw new Error(`A bill without an operator: ${booked.id}`);
  const viewers = ride ?? booked;
  const [row] = await tx.db
    .insert(bill)
    .values({
      ...made,
      regionId: tx.region.id,
      id: uuidv7(),
      number: await nextNumber(tx, "bill"),
      bookingId: booked.id,
      orgId,
      issuedAt: tx.now,
      viewerOrgs: [...new Set([...viewers.viewerOrgs, orgId])],
      viewerUsers: viewers.viewerUsers,
    })
    .returning();
  if (!row) throw new Error(`The bill of ${booked.id} was not written`);
  await postLedger(tx, { orgId, bookingId: booked.id }, billRow(row));
  await writeAudit(tx, {
    verb: "billing.issue",
    noun: "bill",
    nounId: row.id,
    bookingId: booked.id,
    after: {
      number: row.number,
      kind: row.kind,
      totalFen: row.totalFen,
      quotedFen: countedPrice(account)?.totalFen ?? 0,
    },
  });
  return row;
}

const mailLines = (lines: readonly WrittenLine[]) =>
  lines.filter((line) => line.billedFen > 0).map(({ code, billedFen }) => ({ code, fen: billedFen }));

async function tellCompleted(tx: Tx, account: Account, row: BillRow): Promise<void> {
  const { booking: booked, trip: ride } = account;
  if (row.kind !== "trip") return;
  const data = {
    bookingNumber: booked.number,
    finishedAt: ride?.endedAt ?? tx.now,
    lines: mailLines(row.lines),
    totalFen: row.totalFen,
    dueFen: Math.max(0, row.totalFen - account.paidFen),
    receiptUrl: trackUrl(booked, "#receipt"),
  };
  await tellBooker(tx, booked, "trip_completed", data, `completed:${booked.id}`);
}

async function findTrip(tx: Tx, id: string): Promise<TripRow | undefined> {
  const [row] = await tx.db
    .select()
    .from(trip)
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, id)));
  return row;
}

/**
 * A bill waits until the paper of a claimed relief is checked, since it must not be raised afterwards; the check sends the
 * job again. What did not take place needs no paper.
 */
const waitsForPaper = (account: Account, row: TripRow) =>
  row.status === "completed" && account.relief === "open" && !account.bill;

/** What is owed for a trip by how it ended; null: nothing. */
async function billOf(tx: Tx, account: Account, row: TripRow): Promise<NewBill | null> {
  if (row.status === "completed") return tripBill(tx, account, row);
  return row.status === "failed" ? failedBill(tx, account, row) : null;
}

/** The ways as the vehicle's device measured them, kept with the trip: to the patient and with the patient on board. */
async function keepMeasured(tx: Tx, row: TripRow, driven: DrivenTrip): Promise<void> {
  const { drivenMetres: loaded, vehicleMetres: whole } = driven;
  if (loaded === null || row.drivenMetres !== null) return;
  await tx.db
    .update(trip)
    .set({
      drivenMetres: Math.round(loaded),
      emptyMetres: whole === null ? null : Math.max(0, Math.round(whole - loaded)),
    })
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, row.id), isNull(trip.drivenMetres)));
}

/** Its money is settled: the sweep need not send the job again. */
async function markAccounted(tx: Tx, row: TripRow): Promise<void> {
  await tx.db
    .update(trip)
    .set({ accountedAt: tx.now })
    .where(and(eq(trip.regionId, tx.region.id), eq(trip.id, row.id), isNull(trip.accountedAt)));
}

/**
 * Bill a trip that is over: completed by what was driven, failed by its reason, diverted to 120 or cancelled not at all; then
 * settle with what was paid before. Done again it changes nothing. Not yet, while the paper of a relief waits to be checked.
 */
export async function billTrip(ctx: Context, tripId: string): Promise<{ billId: string | null }> {
  return inTransaction(ctx, async (tx) => {
    const known = await findTrip(tx, tripId);
    if (!known) return { billId: null };
    await lockAccount(tx, known.bookingId);
    // Read under the lock: a trip taken off its vehicle may be given to another meanwhile.
    const row = await findTrip(tx, tripId);
    const account = await accountOf(tx, known.bookingId);
    if (!row || !account || !endedStatuses.some((status) => status === row.status)) return { billId: null };
    if (waitsForPaper(account, row)) return { billId: null };
    await markAccounted(tx, row);
    if (account.bill) return { billId: account.bill.id };
    const made = await billOf(tx, account, row);
    const issued = made && (await issue(tx, account, made));
    const settled = await reconcileAccount(tx, row.bookingId);
    if (issued) await tellCompleted(tx, settled, issued);
    // What a broken promise earns the payer is settlement's to say, a step above.
    if (issued) await enqueue(tx.db, "credit-promise", { regionId: tx.region.id, bookingId: row.bookingId });
    return { billId: issued?.id ?? null };
  });
}

/**
 * The money side of a cancelled booking, in the cancelling verb's transaction after `cancelled_at` is written: bills the
 * fee if there is one and sends back what was paid beyond it. Called once with the charge that was shown.
 */
export async function billCancellation(
  tx: Tx,
  bookingId: string,
  charge: CancellationCharge,
): Promise<{ billId: string | null; refundFen: number }> {
  return asPlatform(tx, async (p) => {
    await lockAccount(p, bookingId);
    const account = await accountOf(p, bookingId);
    if (!account) return { billId: null, refundFen: 0 };
    const made = account.bill || !account.quote ? null : feeBill(charge, account.quote.id, {});
    const issued = made && (await issue(p, account, made));
    const settled = await reconcileAccount(p, bookingId);
    return { billId: issued?.id ?? account.bill?.id ?? null, refundFen: Math.max(0, -settled.dueFen) };
  });
}
