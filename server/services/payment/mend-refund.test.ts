import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { refundPayment as refundAtStripe } from "@/server/gateways/stripe";
import { inTransaction } from "@/server/scope";
import { settleAccount } from "@/server/services/billing/balance";
import { billTrip } from "@/server/services/billing/bill-trip";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { failedRefunds, payOutRefund, retryRefund } from "./mend-refund";
import { refundPayment } from "./refund";

const books = moneyWorld(testDatabase);
const finance = () => books.member("finance", books.world.regulator.id);
const own = (rows: Awaited<ReturnType<typeof failedRefunds>>) =>
  rows.filter((row) => row.bookingId === books.here.booking.id);

/** A prepaid ride that will not be, whose money Stripe refuses to give back; the failed refund's id. */
async function refused(): Promise<string> {
  await books.payOnline();
  const { database, here } = books;
  const [row] = await database.owner`SELECT intent_ref FROM payment WHERE booking_id = ${here.booking.id}`;
  await database.owner`UPDATE payment SET intent_ref = 'pi_unknown' WHERE booking_id = ${here.booking.id}`;
  await database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${here.booking.id}`;
  await inTransaction(books.system(), (tx) => settleAccount(tx, here.booking.id));
  await books.runRefunds();
  await database.owner`UPDATE payment SET intent_ref = ${row?.intent_ref} WHERE booking_id = ${here.booking.id}`;
  const [failed] = (await books.money()).refunds;
  expect(failed).toMatchObject({ status: "failed", amountFen: 28_000 });
  return String(failed?.id);
}

describe("a refund that Stripe refuses", () => {
  it("is told to the finance desks of the region and of the operator once, and stands in their list with the cause", async () => {
    await makeMember(books, books.world.regulator.id, "finance");
    await makeMember(books, books.world.operator.id, "finance");
    const id = await refused();
    await books.runRefunds();
    expect(await books.messages("money_alarm")).toEqual(["email", "email"]);
    expect(own(await failedRefunds(finance()))).toMatchObject([
      {
        id,
        amountFen: 28_000,
        reason: "cancelled",
        failure: "unknown_payment",
        bookingNumber: books.here.booking.number,
      },
    ]);
    expect(own(await failedRefunds(books.member("finance")))).toHaveLength(1);
    expect(await failedRefunds(books.member("finance", uuidv7()))).toEqual([]);
    expect(await books.messages("refund_made")).toEqual([]);
  });

  it("is not asked for again by itself, however often the account is settled", async () => {
    await refused();
    for (let round = 0; round < 3; round++)
      await inTransaction(books.system(), (tx) => settleAccount(tx, books.here.booking.id));
    expect((await books.money()).refunds).toHaveLength(1);
  });

  it("asked for again by many at once goes back once", async () => {
    const refundId = await refused();
    const answers = await Promise.all(Array.from({ length: 6 }, () => retryRefund(finance(), { refundId })));
    expect(new Set(answers.map((each) => each.refundId)).size).toBe(1);
    await Promise.all([books.runRefunds(), books.runRefunds(), books.runRefunds()]);
    expect((await books.money()).refunds.map((each) => each.status)).toEqual(["failed", "succeeded"]);
    expect(await books.balances()).toEqual({});
    expect(own(await failedRefunds(finance()))).toEqual([]);
    expect(await retryRefund(finance(), { refundId })).toMatchObject({ status: "succeeded" });
    expect(await keyOf(payOutRefund(finance(), { refundId, by: "cash", reference: "收条 1" }))).toBe(
      "conflict payment.refund_replaced",
    );
  });

  it("paid out by hand by many at once counts once, and the payer is told", async () => {
    const refundId = await refused();
    const input = { refundId, by: "bank", reference: "转账 20261122" } as const;
    const both = [
      ...Array.from({ length: 5 }, () => payOutRefund(finance(), input)),
      retryRefund(books.member("finance"), { refundId }),
    ];
    const done = await Promise.allSettled(both);
    const ended = (await books.money()).refunds.filter((each) => each.status !== "failed");
    expect(ended).toHaveLength(1);
    expect(
      new Set(done.flatMap((each) => (each.status === "fulfilled" ? [each.value.refundId] : []))).size,
    ).toBe(1);
    await Promise.all([books.runRefunds(), books.runRefunds()]);
    expect((await books.money()).dueFen).toBe(0);
    expect(await books.messages("refund_made")).toEqual(["email", "sms"]);
    // Stripe was asked again first: the money went back the way it came.
    const [how] = await books.database
      .owner`SELECT paid_out_by FROM refund WHERE id = ${String(ended[0]?.id)}`;
    if (!how?.paid_out_by) return expect(await books.balances()).toEqual({});
    // The money that could not go back stays with Stripe; the operator paid from its own account.
    expect(await books.balances()).toEqual({ "money:stripe": 28_000, "money:bank": -28_000 });
  });

  it("and was given back in Stripe's dashboard is recorded as that, and a second failure can be mended like the first", async () => {
    const first = await refused();
    const [paid] = await books.database
      .owner`SELECT intent_ref FROM payment WHERE booking_id = ${books.here.booking.id}`;
    await refundAtStripe({
      paymentIntent: String(paid?.intent_ref),
      amountFen: 28_000,
      idempotencyKey: uuidv7(),
    });
    await retryRefund(finance(), { refundId: first });
    await books.runRefunds();
    const [second] = own(await failedRefunds(finance()));
    expect(second).toMatchObject({ failure: "charge_already_refunded" });
    await payOutRefund(finance(), { refundId: String(second?.id), by: "stripe", reference: "re_dashboard" });
    expect(await books.balances()).toEqual({});
    expect(own(await failedRefunds(finance()))).toEqual([]);
  });

  it("is another's, was not refused, or need not go back any more: nothing moves", async () => {
    const refundId = await refused();
    const strangers = [books.member("finance", uuidv7()), books.member("dispatcher", uuidv7())];
    for (const ctx of strangers) {
      expect(await keyOf(retryRefund(ctx, { refundId }))).toBe("not_found payment.not_found");
      expect(await keyOf(payOutRefund(ctx, { refundId, by: "cash", reference: "收条 2" }))).toBe(
        "not_found payment.not_found",
      );
    }
    await books.database.owner`UPDATE booking SET unserved_at = NULL WHERE id = ${books.here.booking.id}`;
    const paymentId = String((await books.money()).payments[0]?.id);
    // Still alive: it may be paid in another way, so the money may go back; over and owed in full it may not.
    await books.database
      .owner`UPDATE trip SET status = 'completed', ended_at = now() WHERE id = ${books.here.trip.id}`;
    await billTrip(books.system(), books.here.trip.id);
    expect(await keyOf(retryRefund(finance(), { refundId }))).toBe("conflict payment.refund_settled");
    expect(own(await failedRefunds(finance()))).toEqual([]);
    const good = uuidv7();
    await refundPayment(finance(), { refundId: good, paymentId, amountFen: 1_000, reason: "投诉成立" });
    expect(await keyOf(retryRefund(finance(), { refundId: good }))).toBe(
      "conflict payment.refund_not_failed",
    );
  });
});
