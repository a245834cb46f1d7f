import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { moneyAccount, refundAccount } from "@/server/core/ledger";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { handle as refundJob } from "@/server/jobs/refund-payment";
import { inTransaction } from "@/server/scope";
import { settleAccount } from "@/server/services/billing/balance";
import { billCancellation } from "@/server/services/billing/bill-trip";
import { ledgerOf } from "@/server/services/ledger";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { confirmRefund, refundPayment } from "./refund";
import { lookUpPayment } from "./sweep";
import { recordCash, recordPos } from "./take";

const books = moneyWorld(testDatabase);
const many = (count: number, work: (index: number) => Promise<unknown>) =>
  Promise.allSettled(Array.from({ length: count }, (_, index) => work(index)));
const done = (results: PromiseSettledResult<unknown>[]) =>
  results.filter((each) => each.status === "fulfilled").length;

interface MoneyRow {
  driver: "stripe" | "cash" | "pos";
  fen: number;
}

/**
 * The books say what the rows say: money lies where it was received less what went back, the payer owes the bill less what
 * was paid and forgiven, and every pending row of something that ended was resolved once.
 */
async function expectTrueBooks(): Promise<{ received: number; earned: number; money: number }> {
  const { owner } = books.database;
  const id = books.here.booking.id;
  const received = await owner<MoneyRow[]>`
    SELECT driver, sum(amount_fen)::int AS fen FROM payment WHERE booking_id = ${id} AND status = 'succeeded' GROUP BY 1`;
  const returned = await owner<MoneyRow[]>`
    SELECT coalesce(r.paid_out_by, p.driver) AS driver, sum(r.amount_fen)::int AS fen FROM refund r
    JOIN payment p ON p.region_id = r.region_id AND p.id = r.payment_id
    WHERE r.booking_id = ${id} AND r.status = 'succeeded' GROUP BY 1`;
  const [bill] = await owner<{ fen: number }[]>`
    SELECT coalesce(sum(total_fen), 0)::int AS fen FROM bill WHERE booking_id = ${id} AND status <> 'void'`;
  const [forgiven] = await owner<{ fen: number }[]>`
    SELECT coalesce(sum(amount_fen), 0)::int AS fen FROM refund WHERE booking_id = ${id} AND status = 'succeeded' AND forgiven`;
  const expected: Record<string, number> = {};
  const add = (account: string, fen: number) => {
    expected[account] = (expected[account] ?? 0) + fen;
  };
  for (const { driver, fen } of received) add(moneyAccount(driver), fen);
  for (const { driver, fen } of returned) add(refundAccount(driver), -fen);
  const money = Object.values(expected).reduce((sum, fen) => sum + fen, 0);
  const earned = (bill?.fen ?? 0) - (forgiven?.fen ?? 0);
  add("receivable:payer", earned - money);
  const balances = await books.balances();
  const revenue = (balances["revenue:trips"] ?? 0) + (balances["revenue:cancellations"] ?? 0);
  expect(revenue + earned).toBe(0);
  for (const [account, fen] of Object.entries(expected))
    expect([account, balances[account as keyof typeof balances] ?? 0]).toEqual([account, fen]);
  const rows = await inTransaction(books.system(), (tx) => ledgerOf(tx, id));
  const resolved = rows.flatMap((row) => (row.resolvesId ? [row.resolvesId] : []));
  expect(new Set(resolved).size).toBe(resolved.length);
  return { received: received.reduce((sum, { fen }) => sum + fen, 0), earned, money };
}

async function complete(): Promise<void> {
  const { database, here, now } = books;
  await database.owner`UPDATE trip SET status = 'completed', ended_at = ${now.toISOString()} WHERE id = ${here.trip.id}`;
}
const bill = () => billJob(books.system(), { regionId: books.world.regionId, tripId: books.here.trip.id });

describe("money under retries and many connections", () => {
  it("cash and POS recorded again and again, while the bill is written, count once", async () => {
    await complete();
    const cash = { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 20_000 };
    const pos = { ...cash, paymentId: uuidv7(), amountFen: 8_000, slipNumber: `S-${Date.now()}` };
    await many(15, (index) =>
      index % 3 === 0
        ? recordCash(books.member("crew"), cash)
        : index % 3 === 1
          ? recordPos(books.member("crew"), pos)
          : bill(),
    );
    expect(await expectTrueBooks()).toEqual({ received: 28_000, earned: 28_000, money: 28_000 });
    expect((await books.money()).bill?.status).toBe("paid");
  });

  it("one slip handed in under many ids is one payment, and its id says another slip is another", async () => {
    const slipNumber = `T-${Date.now()}`;
    const slip = { tripId: books.here.trip.id, amountFen: 5_000, slipNumber };
    const results = await many(6, () => recordPos(books.member("crew"), { ...slip, paymentId: uuidv7() }));
    expect(done(results)).toBe(1);
    const paymentId = String((await books.money()).payments[0]?.id);
    await expect(
      recordPos(books.member("crew"), { ...slip, paymentId, slipNumber: `${slipNumber}-2` }),
    ).rejects.toMatchObject({ key: "payment.id_used" });
    expect(await expectTrueBooks()).toMatchObject({ received: 5_000 });
  });

  it("a cancellation with a fee after prepayment gives back the rest once, whatever runs twice", async () => {
    await books.payOnline();
    const { database, here, world } = books;
    const charge = {
      code: "late_cancellation",
      fen: 2_800,
      rule: "taizhou-2025-10@1#cancellation.late[0]",
      demonstration: true,
    } as const;
    await database.owner`UPDATE booking SET cancelled_at = now() WHERE id = ${here.booking.id}`;
    await database.owner`UPDATE trip SET status = 'cancelled', ended_at = now() WHERE id = ${here.trip.id}`;
    const payment = String((await books.money()).payments[0]?.id);
    await many(
      12,
      (index) =>
        [
          () => inTransaction(books.guest(), (tx) => billCancellation(tx, here.booking.id, charge)),
          () => inTransaction(books.system(), (tx) => settleAccount(tx, here.booking.id)),
          () => lookUpPayment(books.system(), payment),
          bill,
        ][index % 2 === 0 ? 0 : (index % 3) + 1]?.() ?? Promise.resolve(),
    );
    const { refunds } = await books.money();
    const given = refunds.reduce((sum, { amountFen }) => sum + amountFen, 0);
    await many(9, (index) =>
      refundJob(books.system(), {
        regionId: world.regionId,
        refundId: String(refunds[index % refunds.length]?.id),
      }),
    );
    const truth = await expectTrueBooks();
    // Either the fee came first and stays, or everything had gone back before: never more than was paid.
    expect(truth.received).toBe(28_000);
    expect(given).toBe(28_000 - truth.money);
    expect(truth.money).toBeGreaterThanOrEqual(0);
  });

  it("a fee is kept and the rest goes back to the cent, job after job", async () => {
    await books.payOnline();
    const { database, here } = books;
    const charge = { code: "late_cancellation", fen: 2_800, rule: "r", demonstration: true } as const;
    await database.owner`UPDATE booking SET cancelled_at = now() WHERE id = ${here.booking.id}`;
    await inTransaction(books.guest(), (tx) => billCancellation(tx, here.booking.id, charge));
    await Promise.all([books.runRefunds(), books.runRefunds(), books.runRefunds()]);
    await inTransaction(books.guest(), (tx) => billCancellation(tx, here.booking.id, charge));
    await books.runRefunds();
    expect(await books.balances()).toEqual({ "money:stripe": 2_800, "revenue:cancellations": -2_800 });
    expect(await expectTrueBooks()).toMatchObject({ earned: 2_800, money: 2_800 });
  });

  it("a refund and a second refund, each asked for and confirmed by many, never pass what was paid", async () => {
    await complete();
    await bill();
    const paymentId = uuidv7();
    await recordCash(books.member("crew"), { paymentId, tripId: books.here.trip.id, amountFen: 28_000 });
    const [first, second, third] = [uuidv7(), uuidv7(), uuidv7()];
    const ask = (refundId: string, amountFen: number) =>
      refundPayment(books.member("dispatcher"), { refundId, paymentId, amountFen, reason: "投诉成立" });
    const asked = await many(12, (index) =>
      ask([first, second, third][index % 3] ?? first, [15_000, 13_000, 10_000][index % 3] ?? 0),
    );
    expect(done(asked)).toBeGreaterThan(0);
    const { refunds } = await books.money();
    expect(refunds.reduce((sum, { amountFen }) => sum + amountFen, 0)).toBeLessThanOrEqual(28_000);
    const confirmed = await many(refunds.length * 4, (index) =>
      confirmRefund(books.member("dispatcher"), { refundId: String(refunds[index % refunds.length]?.id) }),
    );
    expect(done(confirmed)).toBe(refunds.length);
    const truth = await expectTrueBooks();
    expect(truth.money).toBe(truth.earned);
    expect((await books.money()).dueFen).toBe(0);
  });
});
