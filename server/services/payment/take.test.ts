import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { makeAssignedTrip } from "@/db/seed/trip-world";
import { seal } from "@/server/gateways/vault";
import { confirmRefund, refundPayment } from "@/server/services/payment/refund";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { recordCash, recordPos } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";

const books = moneyWorld(testDatabase);
const { guest, member, money, balances } = books;
const { drive, complete } = rideOf(books);

describe("cash and POS", () => {
  it("count once, never above what is due, and pay the bill", async () => {
    await drive();
    await complete();
    const input = { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 20_000 };
    await Promise.all(Array.from({ length: 5 }, () => recordCash(member("crew"), input)));
    expect(await keyOf(recordCash(member("crew"), { ...input, paymentId: uuidv7() }))).toBe(
      "conflict payment.more_than_due",
    );
    const slip = {
      paymentId: uuidv7(),
      tripId: books.here.trip.id,
      amountFen: 8_000,
      slipNumber: `S${Date.now()}`,
    };
    expect(await recordPos(member("crew"), slip)).toMatchObject({ dueFen: 0 });
    const account = await money();
    expect(account.bill?.status).toBe("paid");
    expect(await balances()).toEqual({ "money:cash": 20_000, "money:pos": 8_000, "revenue:trips": -28_000 });
    books.here = await makeAssignedTrip(books.world, seal);
    expect(
      await keyOf(recordPos(member("crew"), { ...slip, paymentId: uuidv7(), tripId: books.here.trip.id })),
    ).toBe("conflict payment.slip_used");
  });

  it("taken twice at once by two hands stay within what is due", async () => {
    const takes = Array.from({ length: 6 }, () =>
      recordCash(member("crew"), { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 15_000 }),
    );
    const results = await Promise.allSettled(takes);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  it("of another operator's trip are not found", async () => {
    const stranger = member("crew", uuidv7(), uuidv7());
    expect(
      await keyOf(
        recordCash(stranger, { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 1_000 }),
      ),
    ).toBe("not_found trip.not_found");
  });
});

describe("refunds by hand", () => {
  it("are at most what is left, once, by the operator or the regulator only", async () => {
    const paymentId = uuidv7();
    await recordCash(member("crew"), { paymentId, tripId: books.here.trip.id, amountFen: 28_000 });
    const input = { refundId: uuidv7(), paymentId, amountFen: 20_000, reason: "车晚到一小时" };
    expect(await keyOf(refundPayment(member("dispatcher", uuidv7()), input))).toBe(
      "not_found payment.not_found",
    );
    expect(await refundPayment(member("dispatcher"), input)).toMatchObject({ status: "pending" });
    expect(await refundPayment(member("dispatcher"), input)).toMatchObject({ status: "pending" });
    expect(
      await keyOf(
        refundPayment(member("regulator", books.world.regulator.id), { ...input, refundId: uuidv7() }),
      ),
    ).toBe("conflict payment.over_refund");
    const parallel = Array.from({ length: 4 }, () =>
      refundPayment(member("finance"), { ...input, refundId: uuidv7(), amountFen: 8_000 }),
    );
    expect(
      (await Promise.allSettled(parallel)).filter((result) => result.status === "fulfilled"),
    ).toHaveLength(1);
    expect(await confirmRefund(member("dispatcher"), { refundId: input.refundId })).toMatchObject({
      status: "succeeded",
    });
    expect(await keyOf(confirmRefund(member("dispatcher"), { refundId: input.refundId }))).toBe(
      "conflict payment.refund_done",
    );
    expect(await balances()).toEqual({
      "money:cash": 28_000,
      "money:till": -20_000,
      "receivable:payer": -8_000,
    });
  });
});

describe("a refund after the bill", () => {
  it("forgives what was owed: it is not asked for again and the operator earned less", async () => {
    await drive();
    await complete();
    const paymentId = uuidv7();
    await recordCash(member("crew"), { paymentId, tripId: books.here.trip.id, amountFen: 28_000 });
    const refundId = uuidv7();
    await refundPayment(member("regulator", books.world.regulator.id), {
      refundId,
      paymentId,
      amountFen: 5_000,
      reason: "投诉成立",
    });
    expect(await money()).toMatchObject({
      dueFen: 0,
      owedFen: 23_000,
      paidFen: 23_000,
      bill: { totalFen: 28_000, status: "paid" },
    });
    await confirmRefund(member("dispatcher"), { refundId });
    expect(await balances()).toEqual({
      "money:cash": 28_000,
      "money:till": -5_000,
      "revenue:trips": -23_000,
    });
    expect(await keyOf(startCheckout(guest(), { bookingId: books.here.booking.id }))).toBe(
      "conflict payment.nothing_due",
    );
  });
});
