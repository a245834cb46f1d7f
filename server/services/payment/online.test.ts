import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { POST } from "@/app/api/stripe/webhook/route";
import { makeAssignedTrip } from "@/db/seed/trip-world";
import { seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { settleAccount } from "@/server/services/billing/balance";
import { startCheckout } from "@/server/services/payment/start-checkout";
import { sweepPayments } from "@/server/services/payment/sweep";
import { recordCash } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";
import { webhookEar } from "@/server/test-webhooks";

const ear = webhookEar();
const books = moneyWorld(testDatabase, ear);
const { guest, member, system, money, balances, lookUp, runRefunds } = books;
ear.tell(books);
const { drive, complete } = rideOf(books);

describe("paying online", () => {
  it("before the trip takes the quoted sum, settles by webhook in any order and number, and gives the difference back", async () => {
    const first = await startCheckout(guest(), { bookingId: books.here.booking.id });
    expect(first.amountFen).toBe(28_000);
    expect(await balances()).toEqual({});
    expect((await money()).payments).toMatchObject([{ status: "pending" }]);
    await ear.pay(String(first.url), "succeed", 3);
    await ear.deliver([...ear.arrived].reverse().flatMap((event) => [event, event, event]));
    await ear.deliver();
    expect((await money()).payments).toMatchObject([{ status: "succeeded", amountFen: 28_000 }]);
    expect(await balances()).toEqual({ "money:stripe": 28_000, "receivable:payer": -28_000 });
    expect(await keyOf(startCheckout(guest(), { bookingId: books.here.booking.id }))).toBe(
      "conflict payment.nothing_due",
    );
    // The way turned out shorter: positions every 30 s over about 8 km.
    await drive();
    for (let second = 0; second <= 1200; second += 30) {
      const at = new Date(books.now.getTime() + 20 * 60_000 + second * 1000).toISOString();
      const lat = 28.66 + (second / 1200) * 0.072;
      await books.database
        .owner`INSERT INTO position (region_id, at, vehicle_id, lat, lon, viewer_orgs, viewer_users) VALUES (${books.world.regionId}, ${at}, ${books.world.vehicle.id}, ${lat}, 121.43, '{}', '{}')`;
    }
    await complete();
    const billed = await money();
    expect(billed.bill).toMatchObject({ totalFen: 20_000, status: "paid" });
    expect(billed.refunds).toMatchObject([{ amountFen: 8_000, reason: "bill_lower", status: "pending" }]);
    await runRefunds();
    await runRefunds();
    expect((await money()).refunds).toMatchObject([{ status: "succeeded" }]);
    expect(await balances()).toEqual({ "money:stripe": 20_000, "revenue:trips": -20_000 });
    const told = await books.database
      .owner`SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id = ${books.here.booking.id} AND template = 'refund_made'`;
    expect(told).toHaveLength(2);
    await books.database.owner`DELETE FROM position`;
  });

  it("started in many tabs at once is one checkout", async () => {
    const started = await Promise.all(
      Array.from({ length: 6 }, () => startCheckout(guest(), { bookingId: books.here.booking.id })),
    );
    expect(new Set(started.map((each) => each.url)).size).toBe(1);
    expect((await money()).payments).toHaveLength(1);
  });

  it("survives a declined card, and a declined card leaves nothing in the books", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await ear.pay(String(url), "decline", 2);
    await ear.deliver();
    expect((await money()).payments).toMatchObject([{ status: "pending", failure: "declined" }]);
    expect(await balances()).toEqual({});
    await ear.pay(String(url), "succeed", 5);
    await ear.deliver();
    expect((await money()).payments).toMatchObject([{ status: "succeeded", failure: null }]);
  });

  it("is a new checkout when the sum changed, and the old one can no longer be paid", async () => {
    const before = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await recordCash(member("crew"), { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 10_000 });
    const after = await startCheckout(guest(), { bookingId: books.here.booking.id });
    expect(after.amountFen).toBe(18_000);
    expect((await fetch(String(before.url))).status).toBe(410);
    expect((await money()).payments.map((each) => each.status).sort()).toEqual([
      "cancelled",
      "pending",
      "succeeded",
    ]);
  });

  it("that was paid although cash was taken meanwhile goes back", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await drive();
    await complete();
    await recordCash(member("crew"), { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 28_000 });
    await ear.pay(String(url), "succeed", 3);
    await ear.deliver();
    expect((await money()).refunds).toMatchObject([{ amountFen: 28_000, reason: "paid_twice" }]);
    await runRefunds();
    expect(await balances()).toEqual({ "money:cash": 28_000, "revenue:trips": -28_000 });
  });

  it("with another sum than was asked is an alarm, not a payment", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await ear.pay(String(url), "succeed", 3);
    await books.database
      .owner`UPDATE payment SET amount_fen = 27000 WHERE booking_id = ${books.here.booking.id}`;
    await ear.deliver();
    expect((await money()).payments).toMatchObject([{ status: "pending", failure: "amount_mismatch" }]);
    expect(await keyOf(startCheckout(guest(), { bookingId: books.here.booking.id }))).toBe(
      "conflict payment.needs_review",
    );
    const [row] = await books.database
      .owner`SELECT count(*) AS n FROM audit WHERE verb = 'payment.alarm' AND booking_id = ${books.here.booking.id}`;
    expect(Number(row?.n)).toBe(1);
  });

  it("is found out by looking when no webhook ever comes, also when the answer of Stripe was lost", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await ear.pay(String(url), "succeed", 3);
    await books.database
      .owner`UPDATE payment SET provider_ref = NULL WHERE booking_id = ${books.here.booking.id}`;
    await lookUp();
    expect((await money()).payments).toMatchObject([{ status: "succeeded" }]);
    expect(await balances()).toEqual({ "money:stripe": 28_000, "receivable:payer": -28_000 });
  });

  it("is closed by the sweep once nothing is due any more", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await books.database.owner`UPDATE booking SET cancelled_at = now() WHERE id = ${books.here.booking.id}`;
    await lookUp();
    expect((await fetch(String(url))).status).toBe(410);
    expect((await money()).payments).toMatchObject([{ status: "cancelled" }]);
    expect(await balances()).toEqual({});
  });

  it("of a booking that nobody can carry goes back whole", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await ear.pay(String(url), "succeed", 3);
    await ear.deliver();
    await books.database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${books.here.booking.id}`;
    await inTransaction(system(), (tx) => settleAccount(tx, books.here.booking.id));
    expect((await money()).refunds).toMatchObject([{ amountFen: 28_000, reason: "cancelled" }]);
    await runRefunds();
    expect(await balances()).toEqual({});
  });

  it("goes back although the job of the refund gave up: the sweep has it asked for again", async () => {
    const { url } = await startCheckout(guest(), { bookingId: books.here.booking.id });
    await ear.pay(String(url), "succeed", 3);
    await ear.deliver();
    await books.database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${books.here.booking.id}`;
    await inTransaction(system(), (tx) => settleAccount(tx, books.here.booking.id));
    const refundId = String((await money()).refunds[0]?.id);
    const jobs = async () =>
      (await books.database.owner`SELECT id FROM pgboss.job WHERE data->>'refundId' = ${refundId}`).length;
    await sweepPayments(system());
    expect(await jobs()).toBe(1);
    await sweepPayments(system(75));
    expect(await jobs()).toBe(2);
    await runRefunds();
    expect((await money()).refunds).toMatchObject([{ status: "succeeded" }]);
  });

  it("needs a code, an own booking, and a true signature on the webhook", async () => {
    expect(await keyOf(startCheckout(guest(false), { bookingId: books.here.booking.id }))).toBe(
      "forbidden link.code_needed",
    );
    const other = await makeAssignedTrip(books.world, seal);
    expect(await keyOf(startCheckout(guest(), { bookingId: other.booking.id }))).toBe(
      "not_found booking.not_found",
    );
    const forged = new Request("http://localhost/", {
      method: "POST",
      body: "{}",
      headers: { "stripe-signature": "t=1,v1=00" },
    });
    expect((await POST(forged)).status).toBe(403);
  });
});
