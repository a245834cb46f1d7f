import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { findRefundOf, retrieveRefund, type StripeEvent } from "@/server/gateways/stripe";
import { inTransaction } from "@/server/scope";
import { settleAccount } from "@/server/services/billing/balance";
import { billTrip } from "@/server/services/billing/bill-trip";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { recordPaymentEvent, settlePaymentEvent, subjectOf } from "./event";
import { failedRefunds, retryRefund } from "./mend-refund";
import { refundPayment } from "./refund";
import { sweepPayments } from "./sweep";

const books = moneyWorld(testDatabase);
const finance = () => books.member("finance", books.world.regulator.id);

/** A prepaid ride that will not be; its money went back. */
async function refunded() {
  await books.payOnline();
  const { id } = books.here.booking;
  await books.database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${id}`;
  await inTransaction(books.system(), (tx) => settleAccount(tx, id));
  await books.runRefunds();
  return newest();
}

async function newest(): Promise<{ id: string; ref: string }> {
  const [row] = await books.database.owner`
    SELECT id, provider_ref FROM refund WHERE booking_id = ${books.here.booking.id} ORDER BY created_at DESC, id DESC`;
  return { id: String(row?.id), ref: String(row?.provider_ref) };
}

const sendBack = (ref: string) => fetch(`${books.peer.url}/peer/refunds/${ref}/fail`, { method: "POST" });

/** A webhook as the door takes it: only the object's id and our own words about it are read. */
async function hear(type: string, ref: string, regionId = books.world.regionId): Promise<string | null> {
  const { refundId } = await retrieveRefund(ref);
  const object = { id: ref, object: "refund", metadata: { regionId, refundId } };
  const event = { id: `evt_${uuidv7()}`, type, data: { object } } as unknown as StripeEvent;
  const subject = await subjectOf(event);
  if (!subject) return null;
  await recordPaymentEvent(books.system(), { id: event.id, type, objectId: subject.objectId });
  await settlePaymentEvent(books.system(), event.id);
  return event.id;
}

describe("a refund that fails after it had succeeded", () => {
  it("is turned round by a second ledger row and told to finance, once, whatever is heard how often", async () => {
    await makeMember(books, books.world.regulator.id, "finance");
    const { id, ref } = await refunded();
    expect(await books.balances()).toEqual({});
    await hear("refund.updated", ref);
    expect((await books.money()).refunds).toMatchObject([{ id, status: "succeeded" }]);
    await sendBack(ref);
    await Promise.all(
      ["refund.failed", "charge.refund.updated", "refund.updated", "refund.failed"].map((type) =>
        hear(type, ref),
      ),
    );
    expect((await books.money()).refunds).toMatchObject([{ id, status: "failed" }]);
    // The money is with Stripe, and the payer's again.
    expect(await books.balances()).toEqual({ "money:stripe": 28_000, "receivable:payer": -28_000 });
    const rows = await books.database.owner`
      SELECT state, debit_account FROM ledger_entry WHERE cause_key LIKE ${`refund:${id}%`} ORDER BY at, id`;
    expect(rows.map((row) => [row.state, row.debit_account])).toEqual([
      ["pending", "receivable:payer"],
      ["posted", "receivable:payer"],
      ["posted", "money:stripe"],
    ]);
    expect(await books.messages("money_alarm")).toEqual(["email"]);
  });

  it("is made good like any refused one, and goes back once", async () => {
    const { id, ref } = await refunded();
    await sendBack(ref);
    await hear("refund.failed", ref);
    for (let round = 0; round < 2; round++)
      await inTransaction(books.system(), (tx) => settleAccount(tx, books.here.booking.id));
    expect((await books.money()).refunds).toHaveLength(1);
    const open = (await failedRefunds(finance())).filter((row) => row.id === id);
    expect(open).toMatchObject([{ failure: "lost_or_stolen_card", amountFen: 28_000 }]);
    await retryRefund(finance(), { refundId: id });
    await books.runRefunds();
    await hear("refund.failed", ref);
    expect((await books.money()).refunds.map(({ status }) => status)).toEqual(["failed", "succeeded"]);
    expect(await books.balances()).toEqual({});
  });

  it("owes the operator again what it had forgiven", async () => {
    await books.payOnline();
    const { owner } = books.database;
    await owner`UPDATE trip SET status = 'completed', ended_at = now() WHERE id = ${books.here.trip.id}`;
    await billTrip(books.system(), books.here.trip.id);
    const before = await books.balances();
    const paymentId = String((await books.money()).payments[0]?.id);
    await refundPayment(finance(), { refundId: uuidv7(), paymentId, amountFen: 1_000, reason: "投诉成立" });
    await books.runRefunds();
    expect(await books.balances()).not.toEqual(before);
    const { ref } = await newest();
    await sendBack(ref);
    await hear("charge.refund.updated", ref);
    expect(await books.balances()).toEqual(before);
    expect((await books.money()).dueFen).toBe(0);
  });

  it("is believed only of our own region, and of nothing that carries no name of ours", async () => {
    const { id, ref } = await refunded();
    await sendBack(ref);
    const object = { id: ref, object: "refund", metadata: {} };
    const stranger = { id: "evt_x", type: "refund.failed", data: { object } } as unknown as StripeEvent;
    expect(await subjectOf(stranger)).toBeNull();
    const abroad = { ...books.system(), region: { ...books.system().region, id: "420112" } };
    await recordPaymentEvent(abroad, { id: `evt_${id}`, type: "refund.failed", objectId: ref });
    await settlePaymentEvent(abroad, `evt_${id}`);
    expect((await books.money()).refunds).toMatchObject([{ status: "succeeded" }]);
  });
});

describe("what was lost on the way", () => {
  it("a webhook whose job gave up is taken up again by the sweep, once an hour, for three days", async () => {
    const id = `evt_${uuidv7()}`;
    await recordPaymentEvent(books.system(0), { id, type: "refund.failed", objectId: "re_lost" });
    const jobs = async () => {
      const rows = await books.database.owner`
        SELECT id FROM pgboss.job WHERE name = 'settle-payment-event' AND data->>'eventId' = ${id}`;
      return rows.length;
    };
    expect(await jobs()).toBe(1);
    await sweepPayments(books.system(5));
    expect(await jobs()).toBe(1);
    await sweepPayments(books.system(30));
    await sweepPayments(books.system(31));
    expect(await jobs()).toBe(2);
    await books.database.owner`DELETE FROM pgboss.job WHERE data->>'eventId' = ${id}`;
    await sweepPayments(books.system(4 * 1440));
    expect(await jobs()).toBe(0);
  });

  it("a refund that Stripe made while its answer was lost is found a day later, not made twice", async () => {
    const { id, ref } = await refunded();
    const { owner } = books.database;
    // As if the answer never came, and the key was forgotten meanwhile.
    await owner`DELETE FROM ledger_entry WHERE cause_key = ${`refund:${id}:posted`}`;
    await owner`UPDATE refund SET status = 'pending', provider_ref = null, settled_at = null,
      created_at = created_at - interval '2 days', idempotency_key = ${`forgotten-${id}`} WHERE id = ${id}`;
    await books.runRefunds();
    expect(await newest()).toEqual({ id, ref });
    expect((await books.money()).refunds).toMatchObject([{ status: "succeeded" }]);
    const [paid] = await owner`SELECT intent_ref FROM payment WHERE booking_id = ${books.here.booking.id}`;
    expect(await findRefundOf(String(paid?.intent_ref), uuidv7())).toBeNull();
  });
});
