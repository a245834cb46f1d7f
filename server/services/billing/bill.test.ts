import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { makeAssignedTrip, makeFile } from "@/db/seed/trip-world";
import { outsideDistrict } from "@/server/core/region-settings";
import { partOf, priceTrip } from "@/server/core/tariff/price";
import { seal } from "@/server/gateways/vault";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { inTransaction } from "@/server/scope";
import { billCancellation } from "@/server/services/billing/bill-trip";
import { answerExtra, askExtra, priceOfExtra } from "@/server/services/billing/extra";
import { receiptOf } from "@/server/services/billing/receipt";
import { billingOf, listBills } from "@/server/services/billing/view";
import { recordCash } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";

const books = moneyWorld(testDatabase);
const { guest, member, system, money, balances } = books;
const { move, note, drive, complete } = rideOf(books);

describe("a bill", () => {
  it("is the quote when the trip went as quoted, written once however often the job runs", async () => {
    await drive();
    await complete();
    await Promise.all(
      Array.from({ length: 5 }, () =>
        billJob(system(), { regionId: books.world.regionId, tripId: books.here.trip.id }),
      ),
    );
    const account = await money();
    expect(account.bill).toMatchObject({
      totalFen: books.here.quote.totalFen,
      status: "issued",
      differences: [],
    });
    expect(account.dueFen).toBe(28_000);
    expect(await balances()).toEqual({ "receivable:payer": 28_000, "revenue:trips": -28_000 });
    const [row] = await books.database
      .owner`SELECT count(*) AS n FROM bill WHERE booking_id = ${books.here.booking.id}`;
    expect(Number(row?.n)).toBe(1);
    const told = await books.database
      .owner`SELECT channel FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND booking_id = ${books.here.booking.id} AND template = 'trip_completed'`;
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
    expect(await priceOfExtra(member("crew"), { tripId: books.here.trip.id, extra })).toMatchObject({
      fen: 8_000,
      code: "waiting",
    });
    expect(
      await keyOf(
        askExtra(member("crew"), {
          extraId: uuidv7(),
          tripId: books.here.trip.id,
          extra: { ...extra, minutes: 10 },
        }),
      ),
    ).toBe("conflict extra.costs_nothing");
    const asked = await askExtra(member("crew"), { extraId: uuidv7(), tripId: books.here.trip.id, extra });
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
    expect(
      await keyOf(askExtra(member("crew"), { extraId: uuidv7(), tripId: books.here.trip.id, extra })),
    ).toBe("conflict extra.trip_over");
  });

  it("leaves out an extra that was refused, and takes the payer's signature on the crew's phone", async () => {
    await drive();
    const asked = await askExtra(member("crew"), {
      extraId: uuidv7(),
      tripId: books.here.trip.id,
      extra: { code: "waiting", minutes: 60 },
    });
    expect(await keyOf(answerExtra(member("crew"), { extraId: asked.extraId, answer: "refused" }))).toBe(
      "bad_input extra.signature_needed",
    );
    const signatureId = await makeFile(books.world, books.here.booking.id, "signature", asked.extraId);
    await answerExtra(member("crew"), { extraId: asked.extraId, answer: "refused", signatureId });
    await note("waiting", { minutes: 60, causedBy: "payer" });
    await complete();
    expect((await money()).bill?.totalFen).toBe(28_000);
  });

  it("of a way out and its way back are two, together at most the common quote", async () => {
    const both = priceTrip(books.world.tariff, { zone: "in_city", patientKm: 18, returnTrip: true });
    const [out, back] = [partOf(both, "out"), partOf(both, "return")];
    const way = books.here;
    const wayBack = await makeAssignedTrip(books.world, seal);
    const facts = JSON.stringify({ zone: "in_city", patientKm: 18, returnTrip: true });
    const write = async (quoteId: string, part: typeof out, returnId: string | null) => {
      await books.database
        .owner`UPDATE quote SET facts = ${facts}::text::jsonb, lines = ${JSON.stringify(part.lines)}::text::jsonb, total_fen = ${part.totalFen}, return_quote_id = ${returnId} WHERE id = ${quoteId}`;
    };
    await write(way.quote.id, out, wayBack.quote.id);
    await write(wayBack.quote.id, back, null);
    await books.database
      .owner`UPDATE booking SET outward_id = ${way.booking.id} WHERE id = ${wayBack.booking.id}`;
    await drive();
    await complete();
    expect((await money()).bill).toMatchObject({ totalFen: 28_000, differences: [] });
    books.here = wayBack;
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
    await billJob(system(), { regionId: books.world.regionId, tripId: books.here.trip.id });
    expect((await money()).bill).toMatchObject({
      kind: "cancellation",
      totalFen: 14_000,
      lines: [{ code: "no_show" }],
    });
    expect(await balances()).toEqual({ "receivable:payer": 14_000, "revenue:cancellations": -14_000 });
    books.here = await makeAssignedTrip(books.world, seal);
    await move("depart", 0);
    await move("cannot_carry", 20, { reason: "vehicle_defect" });
    await billJob(system(), { regionId: books.world.regionId, tripId: books.here.trip.id });
    expect(await money()).toMatchObject({ bill: null, dueFen: 0, final: true });
    expect(await balances()).toEqual({});
  });
});

describe("a cancellation", () => {
  it("bills its fee and sends the rest back", async () => {
    await recordCash(member("crew"), { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 28_000 });
    await books.database.owner`UPDATE booking SET cancelled_at = now() WHERE id = ${books.here.booking.id}`;
    const charge = {
      code: "late_cancellation",
      fen: 2_800,
      rule: "taizhou-2025-10@1#cancellation.late[0]",
      demonstration: true,
    } as const;
    const outcome = await inTransaction(guest(), (tx) => billCancellation(tx, books.here.booking.id, charge));
    expect(outcome.refundFen).toBe(25_200);
    const account = await money();
    expect(account).toMatchObject({
      bill: { kind: "cancellation", totalFen: 2_800, status: "paid" },
      refunds: [{ amountFen: 25_200, reason: "cancelled" }],
    });
    const again = await inTransaction(guest(), (tx) => billCancellation(tx, books.here.booking.id, charge));
    expect(again.refundFen).toBe(0);
  });
});

it("names the district of a home on the receipt, never its code", async () => {
  await drive();
  await complete();
  const { bill } = await money();
  await books.database
    .owner`UPDATE booking SET from_district = ${outsideDistrict} WHERE id = ${books.here.booking.id}`;
  const receipt = await receiptOf(guest(), { billId: String(bill?.id), locale: "zh-CN" });
  expect(receipt.from).toBe("区域外");
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
    const day = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Shanghai" }).format(books.now);
    const until = new Date(books.now.getTime() + 86_400_000).toISOString().slice(0, 10);
    const range = { from: day, until };
    for (const ctx of [
      member("dispatcher"),
      member("regulator", books.world.regulator.id),
      member("finance", books.world.regulator.id),
    ]) {
      expect((await billingOf(ctx, { bookingId: books.here.booking.id })).bill?.id).toBe(billId);
      expect((await listBills(ctx, range)).some((row) => row.id === billId)).toBe(true);
    }
    const strangers = [
      member("dispatcher", uuidv7(), uuidv7()),
      member("finance", uuidv7(), uuidv7()),
      member("crew", books.world.operator.id, uuidv7()),
    ];
    for (const ctx of strangers) {
      expect(await keyOf(billingOf(ctx, { bookingId: books.here.booking.id }))).toBe(
        "not_found booking.not_found",
      );
      expect(await keyOf(receiptOf(ctx, input))).toBe("not_found booking.not_found");
    }
    expect(await listBills(member("finance", uuidv7()), range)).toEqual([]);
    const elsewhere = {
      ...member("regulator", books.world.regulator.id),
      region: { ...system().region, id: "420112" },
    };
    expect(await keyOf(receiptOf(elsewhere, input))).toBe("not_found bill.not_found");
  });
});
