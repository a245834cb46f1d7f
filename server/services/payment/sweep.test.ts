import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { expireCheckout } from "@/server/gateways/stripe";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { dropMismatch, mismatches } from "./mismatch";
import { startCheckout } from "./start-checkout";
import { sweepPayments } from "./sweep";

const books = moneyWorld(testDatabase);

const jobsOf = async (tripId: string) =>
  (
    await books.database
      .owner`SELECT 1 FROM pgboss.job WHERE name = 'bill-trip' AND data->>'tripId' = ${tripId}`
  ).length;

/** The trip is over and the job that should have settled its money was lost. */
async function end(status: string): Promise<void> {
  const { database, here, now } = books;
  await database.owner`UPDATE trip SET status = ${status}, ended_at = ${now.toISOString()} WHERE id = ${here.trip.id}`;
  if (status === "cancelled")
    await database.owner`UPDATE booking SET cancelled_at = ${now.toISOString()} WHERE id = ${here.booking.id}`;
}

async function sweepAndBill(minutes = 60): Promise<number> {
  const { here, world } = books;
  await sweepPayments(books.system(minutes));
  const sent = await jobsOf(here.trip.id);
  if (sent > 0) await billJob(books.system(minutes), { regionId: world.regionId, tripId: here.trip.id });
  return sent;
}

describe("a prepaid trip whose job died", () => {
  it.each(["failed", "to_120", "cancelled"])("is paid back when it ended as %s", async (status) => {
    await books.payOnline();
    await end(status);
    expect(await sweepAndBill()).toBe(1);
    await books.runRefunds();
    expect((await books.money()).refunds).toMatchObject([{ amountFen: 28_000, status: "succeeded" }]);
    expect(await books.balances()).toEqual({});
    // Settled once: it is not sent again.
    expect(await sweepAndBill(600)).toBe(1);
  });

  it("is billed when it was completed", async () => {
    await end("completed");
    expect(await sweepAndBill()).toBe(1);
    expect((await books.money()).bill).toMatchObject({ kind: "trip", status: "issued" });
  });

  it("keeps the money of a trip that was only taken off its vehicle: the booking goes on", async () => {
    const { database, here, now } = books;
    await books.payOnline();
    await database.owner`UPDATE trip SET status = 'cancelled', ended_at = ${now.toISOString()} WHERE id = ${here.trip.id}`;
    expect(await sweepAndBill()).toBe(1);
    expect(await books.money()).toMatchObject({ refunds: [], paidFen: 28_000, final: false });
  });
});

/** Submitted on the hosted page, and the bank takes its time. */
async function submitSlowly(): Promise<string> {
  const { url } = await startCheckout(books.guest(), { bookingId: books.here.booking.id });
  const id = new URL(String(url)).pathname.split("/").at(-1) ?? "";
  await fetch(`${books.peer.url}/peer/sessions/${id}/delay`, { method: "POST" });
  return id;
}

describe("a checkout of which no webhook tells", () => {
  it("waits while the bank takes its time, and fails once Stripe knows that it came to nothing", async () => {
    const id = await submitSlowly();
    await books.lookUp();
    expect((await books.money()).payments).toMatchObject([{ status: "pending" }]);
    await expect(startCheckout(books.guest(), { bookingId: books.here.booking.id })).rejects.toMatchObject({
      key: "payment.in_progress",
    });
    await fetch(`${books.peer.url}/peer/sessions/${id}/fail`, { method: "POST" });
    await books.lookUp(75);
    expect((await books.money()).payments).toMatchObject([{ status: "failed" }]);
    expect(await books.balances()).toEqual({});
    const again = await startCheckout(books.guest(), { bookingId: books.here.booking.id });
    expect(again.url).not.toBeNull();
  });

  it("is cancelled when its day is over", async () => {
    const { url } = await startCheckout(books.guest(), { bookingId: books.here.booking.id });
    await expireCheckout(new URL(String(url)).pathname.split("/").at(-1) ?? "");
    await books.lookUp();
    expect((await books.money()).payments).toMatchObject([{ status: "cancelled" }]);
  });

  it("raises one alarm for another sum however often it is looked at, tells finance, and is left to a person", async () => {
    const { database, here, world } = books;
    await makeMember(books, world.regulator.id, "finance");
    const { url } = await startCheckout(books.guest(), { bookingId: here.booking.id });
    const body = new URLSearchParams({ outcome: "succeed", method: "card" });
    await fetch(String(url), { method: "POST", body, redirect: "manual" });
    await database.owner`UPDATE payment SET amount_fen = 27000 WHERE booking_id = ${here.booking.id}`;
    for (const minutes of [60, 80, 100]) await books.lookUp(minutes);
    expect((await books.money()).payments).toMatchObject([{ status: "pending", failure: "amount_mismatch" }]);
    const alarms = await database.owner`
      SELECT 1 FROM audit WHERE verb = 'payment.alarm' AND booking_id = ${here.booking.id}`;
    expect(alarms).toHaveLength(1);
    expect(await books.messages("money_alarm")).toEqual(["email"]);
    const looks = await database.owner`
      SELECT 1 FROM pgboss.job WHERE name = 'look-up-payment'
      AND data->>'paymentId' IN (SELECT id::text FROM payment WHERE booking_id = ${here.booking.id})`;
    expect(looks).toHaveLength(1);
    const finance = books.member("finance", world.regulator.id);
    const [row] = (await mismatches(finance)).filter(({ bookingId }) => bookingId === here.booking.id);
    expect(row).toMatchObject({ amountFen: 27_000, bookingNumber: here.booking.number });
    expect(await mismatches(books.member("finance", uuidv7()))).toEqual([]);
    const input = { paymentId: String(row?.id), reference: "re_1" };
    await expect(dropMismatch(books.member("finance", uuidv7()), input)).rejects.toMatchObject({
      key: "payment.not_found",
    });
    await Promise.all(Array.from({ length: 4 }, () => dropMismatch(finance, input)));
    expect((await books.money()).payments).toMatchObject([{ status: "failed" }]);
    expect(await books.balances()).toEqual({});
    expect((await startCheckout(books.guest(), { bookingId: here.booking.id })).amountFen).toBe(28_000);
  });
});
