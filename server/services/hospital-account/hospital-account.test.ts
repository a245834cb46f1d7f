import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { makeOrganization } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { handle as issueJob } from "@/server/jobs/issue-statements";
import { inTransaction } from "@/server/scope";
import { putOnAccount, takeOffAccount, usedFen } from "@/server/services/payment/on-account";
import { refundPayment } from "@/server/services/payment/refund";
import { recordCash } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { accountView, listAccounts, ownAccountView, saveAgreement } from "./agreement";
import { statementOf } from "./statement";

const books = moneyWorld(testDatabase);
let hospital = { id: "" };

const terms = (creditLimitFen = 100_000) => ({
  hospitalId: hospital.id,
  status: "open" as const,
  creditLimitFen,
  statementDay: 1,
  dueDays: 30,
  contactName: "财务科",
  contactEmail: null,
  contactPhone: null,
  payerName: "测试医院",
});
const desk = () => books.member("case_manager", hospital.id);
const finance = () => books.member("regulator", books.world.regulator.id);
const used = () => inTransaction(books.system(), (tx) => usedFen(tx, hospital.id));
const here = () => ({ bookingId: books.here.booking.id });

async function rideAndBill(): Promise<void> {
  const { database, here: at, now, world } = books;
  await database.owner`UPDATE trip SET status = 'completed', ended_at = ${now.toISOString()} WHERE id = ${at.trip.id}`;
  await billJob(books.system(), { regionId: world.regionId, tripId: at.trip.id });
}

/** As the worker on a day of the next month. */
function nextMonth(day = 1): Context {
  const at = new Date(books.now);
  at.setUTCMonth(at.getUTCMonth() + 1, day);
  at.setUTCHours(4, 0, 0, 0);
  return { ...books.system(), now: at };
}

describe("a hospital's monthly account", () => {
  beforeEach(async () => {
    const { database, world } = books;
    hospital = await makeOrganization(world.db, world.regionId, "hospital");
    await database.owner`UPDATE booking SET org_id = ${hospital.id}, channel = 'hospital',
      viewer_orgs = viewer_orgs || ${hospital.id}::text WHERE id = ${books.here.booking.id}`;
  });

  it("takes a booking before the ride, and owes what the bill says once it is written", async () => {
    await saveAgreement(finance(), terms());
    const first = await putOnAccount(desk(), here());
    expect(first).toMatchObject({ status: "pending", amountFen: 28_000 });
    expect(await putOnAccount(desk(), here())).toEqual(first);
    expect(await books.balances()).toEqual({});
    expect(await used()).toBe(28_000);
    expect(await books.money()).toMatchObject({ onAccountFen: 28_000, payable: false });
    await expect(
      recordCash(books.member("crew"), { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 100 }),
    ).rejects.toMatchObject({ key: "payment.on_account" });
    await rideAndBill();
    expect(await books.balances()).toEqual({ "receivable:hospital": 28_000, "revenue:trips": -28_000 });
    expect(await books.money()).toMatchObject({ dueFen: 0, bill: { status: "paid" }, onAccountFen: null });
    await expect(takeOffAccount(desk(), here())).rejects.toMatchObject({ key: "account.charged" });
    expect(await used()).toBe(28_000);
  });

  it("owes only what is left when part was paid before, and nothing of a ride that never was", async () => {
    await saveAgreement(finance(), terms());
    await recordCash(books.member("crew"), {
      paymentId: uuidv7(),
      tripId: books.here.trip.id,
      amountFen: 8_000,
    });
    await putOnAccount(desk(), here());
    await books.database.owner`UPDATE bill SET total_fen = total_fen`;
    await rideAndBill();
    expect((await books.balances())["receivable:hospital"]).toBe(20_000);
  });

  it("is taken off again while nothing is charged, and then paid in another way", async () => {
    await saveAgreement(finance(), terms());
    await putOnAccount(desk(), here());
    await takeOffAccount(desk(), here());
    await takeOffAccount(desk(), here());
    expect(await used()).toBe(0);
    expect(await books.money()).toMatchObject({ onAccountFen: null, payable: true });
    await putOnAccount(desk(), here());
    await books.database.owner`UPDATE booking SET unserved_at = now() WHERE id = ${books.here.booking.id}`;
    await books.database
      .owner`UPDATE trip SET status = 'failed', ended_at = now() WHERE id = ${books.here.trip.id}`;
    await billJob(books.system(), { regionId: books.world.regionId, tripId: books.here.trip.id });
    expect(await used()).toBe(0);
    expect(await books.balances()).toEqual({});
  });

  it("refuses beyond the limit with what is left, without an agreement and when suspended", async () => {
    await expect(putOnAccount(desk(), here())).rejects.toMatchObject({ key: "account.none" });
    await saveAgreement(finance(), terms(20_000));
    await expect(putOnAccount(desk(), here())).rejects.toMatchObject({
      key: "account.limit",
      data: { amountFen: 28_000, leftFen: 20_000 },
    });
    await saveAgreement(finance(), { ...terms(), status: "suspended" });
    await expect(putOnAccount(desk(), here())).rejects.toMatchObject({ key: "account.suspended" });
    const stranger = await makeOrganization(books.world.db, books.world.regionId, "hospital");
    await expect(putOnAccount(books.member("case_manager", stranger.id), here())).rejects.toMatchObject({
      key: "booking.not_found",
    });
  });

  it("put there by many at once is there once", async () => {
    await saveAgreement(finance(), terms(30_000));
    const all = await Promise.all(Array.from({ length: 6 }, () => putOnAccount(desk(), here())));
    expect(new Set(all.map(({ paymentId }) => paymentId)).size).toBe(1);
    expect(await used()).toBe(28_000);
  });

  it("has a statement on its day, once, with each trip and what was given back; later months tell the rest", async () => {
    const { database, world } = books;
    await saveAgreement(finance(), terms());
    await makeMember(books, hospital.id, "case_manager");
    await putOnAccount(desk(), here());
    await rideAndBill();
    await Promise.all([1, 2, 3].map(() => issueJob(nextMonth())));
    const { account } = await ownAccountView(desk());
    expect(account?.statements).toHaveLength(1);
    const [issued] = account?.statements ?? [];
    expect(issued).toMatchObject({ totalFen: 28_000, openFen: 28_000 });
    expect(account?.open).toMatchObject([{ openFen: 28_000, statementNumber: issued?.number }]);
    const view = await statementOf(desk(), { statementId: String(issued?.id) });
    expect(view.lines).toMatchObject([
      { kind: "charge", amountFen: 28_000, bookingId: books.here.booking.id },
    ]);
    const told =
      await database.owner`SELECT 1 FROM message WHERE NOT (channel = 'in_app' AND account_id IS NOT NULL) AND template = 'statement_issued'`;
    expect(told).toHaveLength(1);
    const [payment] = (await books.money()).payments;
    await refundPayment(books.member("dispatcher"), {
      refundId: uuidv7(),
      paymentId: String(payment?.id),
      amountFen: 3_000,
      reason: "晚到",
    });
    expect(await books.balances()).toEqual({ "receivable:hospital": 25_000, "revenue:trips": -25_000 });
    expect((await books.money()).refunds).toMatchObject([{ status: "succeeded" }]);
    const later = nextMonth();
    later.now.setUTCMonth(later.now.getUTCMonth() + 1);
    await issueJob(later);
    const after = (await accountView(finance(), { hospitalId: hospital.id })).account;
    expect(after?.statements).toMatchObject([{ totalFen: -3_000 }, { totalFen: 28_000, openFen: 25_000 }]);
    expect(await statementOf(finance(), { statementId: String(issued?.id) })).toMatchObject({
      totalFen: 28_000,
      openFen: 25_000,
      lines: [{ amountFen: 28_000 }],
    });
    await expect(
      database.pool.execute(
        `UPDATE hospital_statement SET total_fen = 0 WHERE region_id = '${world.regionId}'`,
      ),
    ).rejects.toThrow();
  });

  it("waits for the agreed day, and tells nothing to another hospital or an operator's finance desk", async () => {
    await saveAgreement(finance(), { ...terms(), statementDay: 5 });
    await putOnAccount(desk(), here());
    await rideAndBill();
    await issueJob(nextMonth(4));
    expect((await ownAccountView(desk())).account?.statements).toEqual([]);
    await issueJob(nextMonth(5));
    const [issued] = (await ownAccountView(desk())).account?.statements ?? [];
    const stranger = books.member("case_manager", uuidv7());
    await expect(statementOf(stranger, { statementId: String(issued?.id) })).rejects.toMatchObject({
      key: "account.statement",
    });
    const operators = books.member("finance");
    await expect(accountView(operators, { hospitalId: hospital.id })).rejects.toMatchObject({
      key: "account.hospital",
    });
    await expect(listAccounts(operators)).rejects.toMatchObject({ key: "account.hospital" });
    await expect(saveAgreement(operators, terms())).rejects.toMatchObject({ key: "account.hospital" });
  });
});
