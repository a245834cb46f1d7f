import { mkdtempSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { POST } from "@/app/api/stripe/webhook/route";
import { makeAssignedTrip, makeFile, makeOperatorWorld, type OperatorWorld } from "@/db/seed/trip-world";
import { type StripePeer, startStripePeer } from "@/peers/stripe/server";
import type { Actor, Context } from "@/server/context";
import { DomainError } from "@/server/core/domain-error";
import { balanceFen, type LedgerAccount, ledgerAccounts } from "@/server/core/ledger";
import { partOf, priceTrip } from "@/server/core/tariff/price";
import { tripAdvance, tripNoteInput } from "@/server/core/trip-input";
import { seal } from "@/server/gateways/vault";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { handle as lookUpJob } from "@/server/jobs/look-up-payment";
import { handle as refundJob } from "@/server/jobs/refund-payment";
import { handle as settleJob } from "@/server/jobs/settle-payment-event";
import { inTransaction } from "@/server/scope";
import { settleAccount } from "@/server/services/billing/balance";
import { billCancellation } from "@/server/services/billing/bill-trip";
import { answerExtra, askExtra, priceOfExtra } from "@/server/services/billing/extra";
import { receiptOf } from "@/server/services/billing/receipt";
import { billingOf, listBills } from "@/server/services/billing/view";
import { handOverTrip } from "@/server/services/handover";
import { ledgerOf } from "@/server/services/ledger";
import { advanceTrip } from "@/server/services/trip/advance";
import { noteTrip } from "@/server/services/trip/note";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { confirmRefund, refundPayment } from "./refund";
import { startCheckout } from "./start-checkout";
import { sweepPayments } from "./sweep";
import { recordCash, recordPos } from "./take";

let database: TestDatabase;
let world: OperatorWorld;
let here: Awaited<ReturnType<typeof makeAssignedTrip>>;
let peer: StripePeer;
let receiver: Server;
/** What arrived at the webhook's address: raw body and signature, to be given to the route in any order. */
let arrived: { body: string; signature: string }[] = [];
const now = new Date();
const secret = "whsec_test_of_payments";

beforeAll(async () => {
  receiver = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      arrived.push({
        body: Buffer.concat(parts).toString("utf8"),
        signature: String(request.headers["stripe-signature"]),
      });
      response.end("{}");
    });
  });
  await new Promise<void>((done) => receiver.listen(0, "127.0.0.1", () => done()));
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  peer = await startStripePeer({
    port: 0,
    dataDir: mkdtempSync(join(tmpdir(), "peer-")),
    webhookUrl,
    webhookSecret: secret,
  });
  Object.assign(process.env, { STRIPE_API_URL: peer.url, STRIPE_WEBHOOK_SECRET: secret });
  database = await testDatabase();
  world = await makeOperatorWorld(database.owner, seal, now);
});
afterAll(async () => {
  await peer.close();
  receiver.close();
  await database.close();
});
beforeEach(async () => {
  here = await makeAssignedTrip(world, seal);
  arrived = [];
});

const region = () => ({ id: world.regionId, timeZone: "Asia/Shanghai", hotline: "96120" });
const contextOf = (actor: Actor, minutes = 0): Context => ({
  pool: database.pool,
  actor,
  region: region(),
  now: new Date(now.getTime() + minutes * 60_000),
});
const guest = (manage = true): Context =>
  contextOf({
    kind: "guest",
    bookingId: here.booking.id,
    link: "track",
    manage,
    browserIndex: "b",
    addressIndex: "a",
  });
const member = (
  role: "crew" | "dispatcher" | "finance" | "regulator",
  orgId = world.operator.id,
  accountId = world.accountId,
) => contextOf({ kind: "user", accountId, role, orgId, membershipId: null }, 60);
const system = () => contextOf({ kind: "system", job: "test" }, 60);
const keyOf = (work: Promise<unknown>) =>
  work.then(
    () => "no error",
    (error: unknown) => (error instanceof DomainError ? `${error.code} ${error.key}` : String(error)),
  );
const money = () => billingOf(guest(), { bookingId: here.booking.id });

async function balances(): Promise<Partial<Record<LedgerAccount, number>>> {
  const rows = await inTransaction(system(), (tx) => ledgerOf(tx, here.booking.id));
  const typed = rows.map((row) => ({
    ...row,
    debitAccount: row.debitAccount as LedgerAccount,
    creditAccount: row.creditAccount as LedgerAccount,
  }));
  const all = ledgerAccounts.map((account) => [account, balanceFen(typed, account)] as const);
  // Double entry: whatever happened, the accounts of a booking add up to nothing.
  expect(all.reduce((total, [, fen]) => total + fen, 0)).toBe(0);
  return Object.fromEntries(all.filter(([, fen]) => fen !== 0));
}

const clock = (minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
const move = (name: string, minutes: number, data?: object) =>
  advanceTrip(
    member("crew"),
    tripAdvance.parse({
      eventId: uuidv7(),
      tripId: here.trip.id,
      move: name,
      happenedAt: clock(minutes),
      ...(data ? { data } : {}),
    }),
  );
const note = (name: string, data: object) =>
  noteTrip(
    member("crew"),
    tripNoteInput.parse({ eventId: uuidv7(), tripId: here.trip.id, note: name, happenedAt: clock(20), data }),
  );

async function drive(): Promise<void> {
  await move("depart", 0);
  await move("arrive_pickup", 10);
  await move("board", 20, { by: "boarding_code", code: "4711" });
  await move("arrive_dropoff", 40);
}
async function complete(): Promise<void> {
  const [giverSignatureId, receiverSignatureId] = [
    await makeFile(world, here.booking.id, "signature"),
    await makeFile(world, here.booking.id, "signature"),
  ];
  const state = {
    consciousness: "alert",
    breathing: "normal",
    painScore: 0,
    lines: [],
    vitals: null,
    papers: [],
    belongings: "",
    remarks: "",
  } as const;
  const input = {
    eventId: uuidv7(),
    tripId: here.trip.id,
    end: "dropoff" as const,
    happenedAt: clock(45),
    giverName: "甲",
    receiverName: "乙",
    giverSignatureId,
    receiverSignatureId,
  };
  await handOverTrip(member("crew"), { ...input, state: { ...state, lines: [], papers: [] } });
  await billJob(system(), { regionId: world.regionId, tripId: here.trip.id });
}

/** Press a button of the hosted page and wait for what Stripe tells us. */
async function pay(url: string, outcome: "succeed" | "decline", events: number): Promise<void> {
  await fetch(url, {
    method: "POST",
    body: new URLSearchParams({ outcome, method: "card" }),
    redirect: "manual",
  });
  await expect.poll(() => arrived.length, { timeout: 10_000 }).toBeGreaterThanOrEqual(events);
}
/** Give events to the real route, then run the jobs that it sent. */
async function deliver(events = arrived): Promise<void> {
  for (const { body, signature } of events) {
    const headers = { "stripe-signature": signature };
    const answer = await POST(
      new Request("http://localhost/api/stripe/webhook", { method: "POST", body, headers }),
    );
    expect(answer.status).toBe(200);
  }
  const rows = await database.owner<
    { id: string }[]
  >`SELECT id FROM payment_event WHERE handled_at IS NULL ORDER BY id DESC`;
  for (const { id } of rows) await settleJob(system(), { regionId: world.regionId, eventId: id });
}
async function runRefunds(): Promise<void> {
  const rows = await database.owner<
    { id: string }[]
  >`SELECT id FROM refund WHERE booking_id = ${here.booking.id}`;
  for (const { id } of rows) await refundJob(system(), { regionId: world.regionId, refundId: id });
}
/** A round of the sweep, then the jobs that it sent to look at this booking's checkouts. */
async function lookUp(): Promise<void> {
  await sweepPayments(system());
  const rows = await database.owner<{ id: string }[]>`
    SELECT DISTINCT data->>'paymentId' AS id FROM pgboss.job WHERE name = 'look-up-payment'
    AND data->>'paymentId' IN (SELECT id::text FROM payment WHERE booking_id = ${here.booking.id})`;
  expect(rows).not.toEqual([]);
  for (const { id } of rows) await lookUpJob(system(), { regionId: world.regionId, paymentId: id });
}

describe("a bill", () => {
  it("is the quote when the trip went as quoted, written once however often the job runs", async () => {
    await drive();
    await complete();
    await Promise.all(
      Array.from({ length: 5 }, () => billJob(system(), { regionId: world.regionId, tripId: here.trip.id })),
    );
    const account = await money();
    expect(account.bill).toMatchObject({ totalFen: here.quote.totalFen, status: "issued", differences: [] });
    expect(account.dueFen).toBe(28_000);
    expect(await balances()).toEqual({ "receivable:payer": 28_000, "revenue:trips": -28_000 });
    const [row] = await database.owner`SELECT count(*) AS n FROM bill WHERE booking_id = ${here.booking.id}`;
    expect(Number(row?.n)).toBe(1);
    const told =
      await database.owner`SELECT channel FROM message WHERE booking_id = ${here.booking.id} AND template = 'trip_completed'`;
    expect(told).toHaveLength(2);
  });

  it("never charges waiting that a facility caused, nor waiting nobody confirmed", async () => {
    await drive();
    await note("waiting", { minutes: 90, causedBy: "facility" });
    await note("waiting", { minutes: 60, causedBy: "payer" });
    await note("waiting", { minutes: 60, causedBy: "traffic" });
    await complete();
    const { bill } = await money();
    expect(bill?.totalFen).toBe(28_000);
    expect(bill?.differences.map((line) => line.reason)).toEqual(["facility_waiting_not_charged"]);
  });

  it("adds what the payer asked for and confirmed, as far as it was used", async () => {
    await drive();
    const extra = { code: "waiting", minutes: 60 } as const;
    expect(await priceOfExtra(member("crew"), { tripId: here.trip.id, extra })).toMatchObject({
      fen: 8_000,
      code: "waiting",
    });
    expect(
      await keyOf(
        askExtra(member("crew"), {
          extraId: uuidv7(),
          tripId: here.trip.id,
          extra: { ...extra, minutes: 10 },
        }),
      ),
    ).toBe("conflict extra.costs_nothing");
    const asked = await askExtra(member("crew"), { extraId: uuidv7(), tripId: here.trip.id, extra });
    expect(await keyOf(answerExtra(guest(false), { extraId: asked.extraId, answer: "confirmed" }))).toBe(
      "forbidden link.code_needed",
    );
    expect(await answerExtra(guest(), { extraId: asked.extraId, answer: "confirmed" })).toMatchObject({
      status: "confirmed",
    });
    expect(await answerExtra(guest(), { extraId: asked.extraId, answer: "confirmed" })).toMatchObject({
      status: "confirmed",
    });
    expect(await keyOf(answerExtra(guest(), { extraId: asked.extraId, answer: "refused" }))).toBe(
      "conflict extra.answered",
    );
    await note("waiting", { minutes: 60, causedBy: "payer" });
    await complete();
    const { bill } = await money();
    expect(bill?.totalFen).toBe(36_000);
    expect(bill?.lines.reduce((total, line) => total + line.billedFen, 0)).toBe(36_000);
    expect(bill?.differences).toMatchObject([
      { code: "waiting", reason: "extra_confirmed", billedFen: 8_000 },
    ]);
    expect(await keyOf(askExtra(member("crew"), { extraId: uuidv7(), tripId: here.trip.id, extra }))).toBe(
      "conflict extra.trip_over",
    );
  });

  it("leaves out an extra that was refused, and takes the payer's signature on the crew's phone", async () => {
    await drive();
    const asked = await askExtra(member("crew"), {
      extraId: uuidv7(),
      tripId: here.trip.id,
      extra: { code: "waiting", minutes: 60 },
    });
    expect(await keyOf(answerExtra(member("crew"), { extraId: asked.extraId, answer: "refused" }))).toBe(
      "bad_input extra.signature_needed",
    );
    const signatureId = await makeFile(world, here.booking.id, "signature", asked.extraId);
    await answerExtra(member("crew"), { extraId: asked.extraId, answer: "refused", signatureId });
    await note("waiting", { minutes: 60, causedBy: "payer" });
    await complete();
    expect((await money()).bill?.totalFen).toBe(28_000);
  });

  it("of a way out and its way back are two, together at most the common quote", async () => {
    const both = priceTrip(world.tariff, { zone: "in_city", patientKm: 18, returnTrip: true });
    const [out, back] = [partOf(both, "out"), partOf(both, "return")];
    const way = here;
    const wayBack = await makeAssignedTrip(world, seal);
    const facts = JSON.stringify({ zone: "in_city", patientKm: 18, returnTrip: true });
    const write = async (quoteId: string, part: typeof out, returnId: string | null) => {
      await database.owner`UPDATE quote SET facts = ${facts}::text::jsonb, lines = ${JSON.stringify(part.lines)}::text::jsonb, total_fen = ${part.totalFen}, return_quote_id = ${returnId} WHERE id = ${quoteId}`;
    };
    await write(way.quote.id, out, wayBack.quote.id);
    await write(wayBack.quote.id, back, null);
    await database.owner`UPDATE booking SET outward_id = ${way.booking.id} WHERE id = ${wayBack.booking.id}`;
    await drive();
    await complete();
    expect((await money()).bill).toMatchObject({ totalFen: 28_000, differences: [] });
    here = wayBack;
    await drive();
    await complete();
    // Half of start and mileage (taizhou-2025-10, returnJourney), and no waiting.
    expect((await money()).bill).toMatchObject({
      totalFen: 14_000,
      differences: [],
      lines: [{ code: "return", part: "return" }],
    });
    expect(both.totalFen).toBe(42_000);
  });

  it("of a door where nobody was is the no-show fee; of a trip that failed otherwise there is none", async () => {
    await move("depart", 0);
    await move("arrive_pickup", 10);
    await move("cannot_carry", 20, { reason: "not_there" });
    await billJob(system(), { regionId: world.regionId, tripId: here.trip.id });
    expect((await money()).bill).toMatchObject({
      kind: "cancellation",
      totalFen: 14_000,
      lines: [{ code: "no_show" }],
    });
    expect(await balances()).toEqual({ "receivable:payer": 14_000, "revenue:cancellations": -14_000 });
    here = await makeAssignedTrip(world, seal);
    await move("depart", 0);
    await move("cannot_carry", 20, { reason: "vehicle_defect" });
    await billJob(system(), { regionId: world.regionId, tripId: here.trip.id });
    expect(await money()).toMatchObject({ bill: null, dueFen: 0, final: true });
    expect(await balances()).toEqual({});
  });
});

describe("paying online", () => {
  it("before the trip takes the quoted sum, settles by webhook in any order and number, and gives the difference back", async () => {
    const first = await startCheckout(guest(), { bookingId: here.booking.id });
    expect(first.amountFen).toBe(28_000);
    expect(await balances()).toEqual({});
    expect((await money()).payments).toMatchObject([{ status: "pending" }]);
    await pay(String(first.url), "succeed", 3);
    await deliver([...arrived].reverse().flatMap((event) => [event, event, event]));
    await deliver();
    expect((await money()).payments).toMatchObject([{ status: "succeeded", amountFen: 28_000 }]);
    expect(await balances()).toEqual({ "money:stripe": 28_000, "receivable:payer": -28_000 });
    expect(await keyOf(startCheckout(guest(), { bookingId: here.booking.id }))).toBe(
      "conflict payment.nothing_due",
    );
    // The way turned out shorter: positions every 30 s over about 8 km.
    await drive();
    for (let second = 0; second <= 1200; second += 30) {
      const at = new Date(now.getTime() + 20 * 60_000 + second * 1000).toISOString();
      const lat = 28.66 + (second / 1200) * 0.072;
      await database.owner`INSERT INTO position (region_id, at, vehicle_id, lat, lon, viewer_orgs, viewer_users) VALUES (${world.regionId}, ${at}, ${world.vehicle.id}, ${lat}, 121.43, '{}', '{}')`;
    }
    await complete();
    const billed = await money();
    expect(billed.bill).toMatchObject({ totalFen: 20_000, status: "paid" });
    expect(billed.refunds).toMatchObject([{ amountFen: 8_000, reason: "bill_lower", status: "pending" }]);
    await runRefunds();
    await runRefunds();
    expect((await money()).refunds).toMatchObject([{ status: "succeeded" }]);
    expect(await balances()).toEqual({ "money:stripe": 20_000, "revenue:trips": -20_000 });
    const told =
      await database.owner`SELECT channel FROM message WHERE booking_id = ${here.booking.id} AND template = 'refund_made'`;
    expect(told).toHaveLength(2);
    await database.owner`DELETE FROM position`;
  });

  it("started in many tabs at once is one checkout", async () => {
    const started = await Promise.all(
      Array.from({ length: 6 }, () => startCheckout(guest(), { bookingId: here.booking.id })),
    );
    expect(new Set(started.map((each) => each.url)).size).toBe(1);
    expect((await money()).payments).toHaveLength(1);
  });

  it("survives a declined card, and a declined card leaves nothing in the books", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await pay(String(url), "decline", 2);
    await deliver();
    expect((await money()).payments).toMatchObject([{ status: "pending", failure: "declined" }]);
    expect(await balances()).toEqual({});
    await pay(String(url), "succeed", 5);
    await deliver();
    expect((await money()).payments).toMatchObject([{ status: "succeeded", failure: null }]);
  });

  it("is a new checkout when the sum changed, and the old one can no longer be paid", async () => {
    const before = await startCheckout(guest(), { bookingId: here.booking.id });
    await recordCash(member("crew"), { paymentId: uuidv7(), tripId: here.trip.id, amountFen: 10_000 });
    const after = await startCheckout(guest(), { bookingId: here.booking.id });
    expect(after.amountFen).toBe(18_000);
    expect((await fetch(String(before.url))).status).toBe(410);
    expect((await money()).payments.map((each) => each.status).sort()).toEqual([
      "cancelled",
      "pending",
      "succeeded",
    ]);
  });

  it("that was paid although cash was taken meanwhile goes back", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await drive();
    await complete();
    await recordCash(member("crew"), { paymentId: uuidv7(), tripId: here.trip.id, amountFen: 28_000 });
    await pay(String(url), "succeed", 3);
    await deliver();
    expect((await money()).refunds).toMatchObject([{ amountFen: 28_000, reason: "paid_twice" }]);
    await runRefunds();
    expect(await balances()).toEqual({ "money:cash": 28_000, "revenue:trips": -28_000 });
  });

  it("with another sum than was asked is an alarm, not a payment", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await pay(String(url), "succeed", 3);
    await database.owner`UPDATE payment SET amount_fen = 27000 WHERE booking_id = ${here.booking.id}`;
    await deliver();
    expect((await money()).payments).toMatchObject([{ status: "pending", failure: "amount_mismatch" }]);
    expect(await keyOf(startCheckout(guest(), { bookingId: here.booking.id }))).toBe(
      "conflict payment.needs_review",
    );
    const [row] =
      await database.owner`SELECT count(*) AS n FROM audit WHERE verb = 'payment.alarm' AND booking_id = ${here.booking.id}`;
    expect(Number(row?.n)).toBe(1);
  });

  it("is found out by looking when no webhook ever comes, also when the answer of Stripe was lost", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await pay(String(url), "succeed", 3);
    await database.owner`UPDATE payment SET provider_ref = NULL WHERE booking_id = ${here.booking.id}`;
    await lookUp();
    expect((await money()).payments).toMatchObject([{ status: "succeeded" }]);
    expect(await balances()).toEqual({ "money:stripe": 28_000, "receivable:payer": -28_000 });
  });

  it("is closed by the sweep once nothing is due any more", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await database.owner`UPDATE booking SET cancelled_at = now() WHERE id = ${here.booking.id}`;
    await lookUp();
    expect((await fetch(String(url))).status).toBe(410);
    expect((await money()).payments).toMatchObject([{ status: "cancelled" }]);
    expect(await balances()).toEqual({});
  });

  it("of a booking that nobody can carry goes back whole", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await pay(String(url), "succeed", 3);
    await deliver();
    await database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${here.booking.id}`;
    await inTransaction(system(), (tx) => settleAccount(tx, here.booking.id));
    expect((await money()).refunds).toMatchObject([{ amountFen: 28_000, reason: "cancelled" }]);
    await runRefunds();
    expect(await balances()).toEqual({});
  });

  it("goes back although the job of the refund gave up: the sweep has it asked for again", async () => {
    const { url } = await startCheckout(guest(), { bookingId: here.booking.id });
    await pay(String(url), "succeed", 3);
    await deliver();
    await database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${here.booking.id}`;
    await inTransaction(system(), (tx) => settleAccount(tx, here.booking.id));
    const refundId = String((await money()).refunds[0]?.id);
    const jobs = async () =>
      (await database.owner`SELECT id FROM pgboss.job WHERE data->>'refundId' = ${refundId}`).length;
    await sweepPayments(system());
    expect(await jobs()).toBe(1);
    await sweepPayments(contextOf({ kind: "system", job: "test" }, 75));
    expect(await jobs()).toBe(2);
    await runRefunds();
    expect((await money()).refunds).toMatchObject([{ status: "succeeded" }]);
  });

  it("needs a code, an own booking, and a true signature on the webhook", async () => {
    expect(await keyOf(startCheckout(guest(false), { bookingId: here.booking.id }))).toBe(
      "forbidden link.code_needed",
    );
    const other = await makeAssignedTrip(world, seal);
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

describe("cash and POS", () => {
  it("count once, never above what is due, and pay the bill", async () => {
    await drive();
    await complete();
    const input = { paymentId: uuidv7(), tripId: here.trip.id, amountFen: 20_000 };
    await Promise.all(Array.from({ length: 5 }, () => recordCash(member("crew"), input)));
    expect(await keyOf(recordCash(member("crew"), { ...input, paymentId: uuidv7() }))).toBe(
      "conflict payment.more_than_due",
    );
    const slip = {
      paymentId: uuidv7(),
      tripId: here.trip.id,
      amountFen: 8_000,
      slipNumber: `S${Date.now()}`,
    };
    expect(await recordPos(member("crew"), slip)).toMatchObject({ dueFen: 0 });
    const account = await money();
    expect(account.bill?.status).toBe("paid");
    expect(await balances()).toEqual({ "money:cash": 20_000, "money:pos": 8_000, "revenue:trips": -28_000 });
    here = await makeAssignedTrip(world, seal);
    expect(
      await keyOf(recordPos(member("crew"), { ...slip, paymentId: uuidv7(), tripId: here.trip.id })),
    ).toBe("conflict payment.slip_used");
  });

  it("taken twice at once by two hands stay within what is due", async () => {
    const takes = Array.from({ length: 6 }, () =>
      recordCash(member("crew"), { paymentId: uuidv7(), tripId: here.trip.id, amountFen: 15_000 }),
    );
    const results = await Promise.allSettled(takes);
    expect(results.filter((result) => result.status === "fulfilled")).toHaveLength(1);
  });

  it("of another operator's trip are not found", async () => {
    const stranger = member("crew", uuidv7(), uuidv7());
    expect(
      await keyOf(recordCash(stranger, { paymentId: uuidv7(), tripId: here.trip.id, amountFen: 1_000 })),
    ).toBe("not_found trip.not_found");
  });
});

describe("refunds by hand", () => {
  it("are at most what is left, once, by the operator or the regulator only", async () => {
    const paymentId = uuidv7();
    await recordCash(member("crew"), { paymentId, tripId: here.trip.id, amountFen: 28_000 });
    const input = { refundId: uuidv7(), paymentId, amountFen: 20_000, reason: "车晚到一小时" };
    expect(await keyOf(refundPayment(member("dispatcher", uuidv7()), input))).toBe(
      "not_found payment.not_found",
    );
    expect(await refundPayment(member("dispatcher"), input)).toMatchObject({ status: "pending" });
    expect(await refundPayment(member("dispatcher"), input)).toMatchObject({ status: "pending" });
    expect(
      await keyOf(refundPayment(member("regulator", world.regulator.id), { ...input, refundId: uuidv7() })),
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
    expect(await balances()).toEqual({ "money:cash": 8_000, "receivable:payer": -8_000 });
  });
});

describe("a refund after the bill", () => {
  it("forgives what was owed: it is not asked for again and the operator earned less", async () => {
    await drive();
    await complete();
    const paymentId = uuidv7();
    await recordCash(member("crew"), { paymentId, tripId: here.trip.id, amountFen: 28_000 });
    const refundId = uuidv7();
    await refundPayment(member("regulator", world.regulator.id), {
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
    expect(await balances()).toEqual({ "money:cash": 23_000, "revenue:trips": -23_000 });
    expect(await keyOf(startCheckout(guest(), { bookingId: here.booking.id }))).toBe(
      "conflict payment.nothing_due",
    );
  });
});

describe("a cancellation", () => {
  it("bills its fee and sends the rest back", async () => {
    await recordCash(member("crew"), { paymentId: uuidv7(), tripId: here.trip.id, amountFen: 28_000 });
    await database.owner`UPDATE booking SET cancelled_at = now() WHERE id = ${here.booking.id}`;
    const charge = {
      code: "late_cancellation",
      fen: 2_800,
      rule: "taizhou-2025-10@1#cancellation.late[0]",
      demonstration: true,
    } as const;
    const outcome = await inTransaction(guest(), (tx) => billCancellation(tx, here.booking.id, charge));
    expect(outcome.refundFen).toBe(25_200);
    const account = await money();
    expect(account).toMatchObject({
      bill: { kind: "cancellation", totalFen: 2_800, status: "paid" },
      refunds: [{ amountFen: 25_200, reason: "cancelled" }],
    });
    const again = await inTransaction(guest(), (tx) => billCancellation(tx, here.booking.id, charge));
    expect(again.refundFen).toBe(0);
  });
});

describe("who sees the money", () => {
  it("guest, operator and regulator do; others meet nothing", async () => {
    await drive();
    await complete();
    const { bill } = await money();
    const billId = String(bill?.id);
    const input = { billId, locale: "zh-CN" } as const;
    expect(await receiptOf(guest(), input)).toMatchObject({
      patient: "张*",
      from: "331002",
      plate: "浙JA1234",
      dueFen: 28_000,
    });
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(now);
    const range = {
      from: day,
      until: day < "9999" ? new Date(now.getTime() + 86_400_000).toISOString().slice(0, 10) : day,
    };
    for (const ctx of [
      member("dispatcher"),
      member("regulator", world.regulator.id),
      member("finance", world.regulator.id),
    ]) {
      expect((await billingOf(ctx, { bookingId: here.booking.id })).bill?.id).toBe(billId);
      expect((await listBills(ctx, range)).some((row) => row.id === billId)).toBe(true);
    }
    const strangers = [
      member("dispatcher", uuidv7(), uuidv7()),
      member("finance", uuidv7(), uuidv7()),
      member("crew", world.operator.id, uuidv7()),
    ];
    for (const ctx of strangers) {
      expect(await keyOf(billingOf(ctx, { bookingId: here.booking.id }))).toBe("not_found booking.not_found");
      expect(await keyOf(receiptOf(ctx, input))).toBe("not_found booking.not_found");
    }
    expect(await listBills(member("finance", uuidv7()), range)).toEqual([]);
    const elsewhere = { ...member("regulator", world.regulator.id), region: { ...region(), id: "420112" } };
    expect(await keyOf(receiptOf(elsewhere, input))).toBe("not_found bill.not_found");
  });
});
