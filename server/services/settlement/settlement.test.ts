import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { makeRuleVersion } from "@/db/seed/factories";
import { makeAssignedTrip } from "@/db/seed/trip-world";
import type { Context } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { regionSettings } from "@/server/core/region-settings";
import { seal } from "@/server/gateways/vault";
import { inTransaction } from "@/server/scope";
import { refundPayment } from "@/server/services/payment/refund";
import { recordCash } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";
import { batchFile, importBankReturn } from "./bank-file";
import { closeDueDays } from "./close-days";
import { creditPromise } from "./credit-promise";
import { answerLineDispute, listLineDisputes, openLineDispute } from "./dispute-line";
import { payableFen } from "./payable";
import { decidePayoutAccount, enterPayoutAccount, listPayoutAccounts } from "./payout-account";
import { approveBatch, listPayables, markBatchSent, proposeBatch, refuseBatch } from "./payout-batch";
import { getStatement, getStatementLine, listStatements } from "./statement-view";

const books = moneyWorld(testDatabase);
const { member, system } = books;
const { drive, complete } = rideOf(books);
const zone = "Asia/Shanghai";
const today = localDay(books.now, zone);
const month = today.slice(0, 7);

/** Half past noon, so many days on. */
const days = (count: number): Context => ({
  ...system(),
  now: new Date(startOfDay(addDays(today, count), zone).getTime() + 12.5 * 3_600_000),
});
const at = <C extends Context>(ctx: C, count: number): C => ({ ...ctx, now: days(count).now });
const desk = (role: "finance" | "regulator", accountId = uuidv7()) =>
  member(role, books.world.regulator.id, accountId);
const owed = () => inTransaction(system(), (tx) => payableFen(tx, books.world.operator.id));

async function statements() {
  const rows = [];
  for (const each of [month, addDays(`${month}-28`, 7).slice(0, 7)])
    rows.push(...(await listStatements(member("dispatcher"), { month: each })));
  return rows.sort((a, b) => a.day.localeCompare(b.day));
}

async function settings(values: Record<string, unknown>) {
  await books.database.owner`DELETE FROM rule_version WHERE kind = 'region'`;
  await makeRuleVersion(books.world.db, {
    regionId: books.world.regionId,
    kind: "region",
    code: "region",
    content: regionSettings.parse({ source: "test", settlement: { source: "test", ...values } }),
  });
}

const evidence = [
  "statement_dispute",
  "statement_line",
  "payout",
  "payout_batch",
  "statement",
  "settlement_day",
];
beforeEach(async () => {
  const { owner } = books.database;
  for (const table of [...evidence, "payout_account"]) await owner.unsafe(`DELETE FROM ${table}`);
  // Each test settles its own trip only.
  await owner`DELETE FROM ledger_entry`;
  await settings({});
});

async function paidOnline() {
  await drive();
  await complete();
  await books.payOnline();
}

describe("a day's statement", () => {
  it("passes on what the platform took, keeps fee and tax, and carries what is owed", async () => {
    await settings({ feePerTripFen: 200, feeThousandths: 50, taxThousandths: 60 });
    await paidOnline();
    expect(await closeDueDays(days(1))).toContain(today);
    const [made] = await statements();
    // 200 + 5 % of 280 yuan; 6 % of that.
    expect(made).toMatchObject({ day: today, openingFen: 0, closingFen: 28_000 - 1_600 - 96 });
    expect(made?.totals).toMatchObject({
      earned: { fen: 28_000, count: 1 },
      collected: { fen: 28_000, count: 1 },
      passed_on: { fen: 28_000 },
      fee: { fen: -1_600 },
      tax: { fen: -96 },
    });
    expect(await owed()).toBe(26_304);
    const full = await getStatement(member("dispatcher"), { statementId: made?.id ?? "" });
    expect(full.lines).toHaveLength(made?.lineCount ?? 0);
    const fee = full.lines.find(({ section }) => section === "fee");
    const line = await getStatementLine(member("dispatcher"), { entryId: fee?.entryId ?? "" });
    expect(line.ride).toMatchObject({ bookingId: books.here.booking.id, tripId: books.here.trip.id });
  });

  it("carries a negative balance where the operator took the money itself", async () => {
    await settings({ feePerTripFen: 500, taxThousandths: 0 });
    await drive();
    await complete();
    const taken = { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen: 28_000 };
    await recordCash(member("crew"), taken);
    await closeDueDays(days(1));
    expect(await owed()).toBe(-500);
    books.here = await makeAssignedTrip(books.world, seal);
    await closeDueDays(days(2));
    expect(await statements()).toHaveLength(1);
  });

  it("is closed once however often and by however many, and never changes", async () => {
    await paidOnline();
    await Promise.all([closeDueDays(days(1)), closeDueDays(days(1)), closeDueDays(days(1))]);
    const [made] = await statements();
    const before = await getStatement(member("dispatcher"), { statementId: made?.id ?? "" });
    // What comes late bears the day's instant and stands on the next statement.
    const [entry] = await books.database.owner<{ id: string }[]>`
      INSERT INTO ledger_entry (region_id, id, org_id, at, debit_account, credit_account, amount_fen, state, cause_key, booking_id, memo)
      VALUES (${books.world.regionId}, ${uuidv7()}, ${books.world.operator.id}, ${books.now.toISOString()}, 'money:region', 'receivable:payer', 700,
        'posted', 'late', ${books.here.booking.id}, 'late') RETURNING id`;
    await closeDueDays(days(1));
    expect(await getStatement(member("dispatcher"), { statementId: made?.id ?? "" })).toEqual(before);
    await closeDueDays(days(2));
    const [, next] = await statements();
    expect(next).toMatchObject({ openingFen: 28_000, closingFen: 28_700 });
    const lines = (await getStatement(member("dispatcher"), { statementId: next?.id ?? "" })).lines;
    expect(lines.map(({ entryId }) => entryId)).toContain(entry?.id);
  });

  it("cannot be changed or removed by the application", async () => {
    await paidOnline();
    await closeDueDays(days(1));
    for (const change of ["UPDATE statement SET closing_fen = 0", "DELETE FROM statement_line"])
      await expect(inTransaction(system(), (tx) => tx.db.execute(change))).rejects.toThrow();
  });

  it("is found by its operator and the region only", async () => {
    await paidOnline();
    await closeDueDays(days(1));
    const [made] = await statements();
    const statementId = made?.id ?? "";
    expect(await keyOf(getStatement(member("dispatcher", uuidv7()), { statementId }))).toBe(
      "not_found settlement.statement_not_found",
    );
    expect(await getStatement(desk("regulator"), { statementId })).toMatchObject({ day: today });
    expect(await listStatements(member("finance", uuidv7()), { month })).toEqual([]);
  });
});

describe("a disputed line", () => {
  it("is answered by finance, and what is granted stands on a later day", async () => {
    await settings({ feePerTripFen: 500, taxThousandths: 0 });
    await paidOnline();
    await closeDueDays(days(1));
    const [made] = await statements();
    const before = await getStatement(member("dispatcher"), { statementId: made?.id ?? "" });
    const fee = before.lines.find(({ section }) => section === "fee");
    const input = { entryId: fee?.entryId ?? "", reason: "amount" as const };
    expect(await keyOf(openLineDispute(at(member("dispatcher", uuidv7()), 1), input))).toMatch(
      /forbidden|not_found/,
    );
    const opened = await openLineDispute(at(member("dispatcher"), 1), input);
    expect(await keyOf(openLineDispute(at(member("dispatcher"), 1), input))).toBe(
      "conflict settlement.disputed_before",
    );
    const answer = { disputeId: opened.disputeId, grantedFen: 300, answer: "按合同少收三元" };
    expect(await keyOf(answerLineDispute(at(member("finance"), 1), answer))).toBe(
      "forbidden settlement.region_only",
    );
    expect(await keyOf(answerLineDispute(at(desk("finance"), 1), { ...answer, grantedFen: 501 }))).toBe(
      "conflict settlement.granted_too_much",
    );
    await answerLineDispute(at(desk("finance"), 1), answer);
    expect(await keyOf(answerLineDispute(at(desk("finance"), 1), answer))).toBe(
      "conflict settlement.answered_before",
    );
    const after = await getStatement(member("dispatcher"), { statementId: made?.id ?? "" });
    expect(after.totals).toEqual(before.totals);
    await closeDueDays(days(2));
    const [, next] = await statements();
    expect(next?.totals.correction).toEqual({ fen: 300, count: 1 });
    expect(await listLineDisputes(member("dispatcher"), {})).toMatchObject([
      { status: "granted", grantedFen: 300 },
    ]);
  });
});

describe("a credit for a broken promise", () => {
  const late = async (minutes: number) => {
    const { owner } = books.database;
    const { regionId } = books.world;
    const { id } = books.here.booking;
    await drive();
    await complete();
    const [ride] = await owner<
      { at: string }[]
    >`SELECT arrived_pickup_at AS at FROM trip WHERE booking_id = ${id}`;
    const until = new Date(new Date(ride?.at ?? 0).getTime() - minutes * 60_000);
    await owner`INSERT INTO promise (region_id, id, booking_id, pickup_from, pickup_until, dropoff_by, reason, made_by, created_at)
      VALUES (${regionId}, ${uuidv7()}, ${id}, ${new Date(until.getTime() - 1_800_000).toISOString()}, ${until.toISOString()}, ${until.toISOString()}, 'confirmed',
      'test', ${books.now.toISOString()})`;
  };
  const rule = {
    creditAfterMinutes: 30,
    creditThousandths: 100,
    creditLongAfterMinutes: 60,
    creditLongFen: 5_000,
  };

  it("is posted once, refunded where it was paid, and told to the payer", async () => {
    await settings(rule);
    await late(42);
    await books.payOnline();
    const given = await Promise.all([1, 2, 3].map(() => creditPromise(system(), books.here.booking.id)));
    expect(given.filter((fen) => fen > 0)).toEqual([2_800]);
    const money = await books.money();
    expect(money).toMatchObject({
      owedFen: 25_200,
      refunds: [{ amountFen: 2_800, reason: "promise_broken" }],
    });
    await books.runRefunds();
    expect(await books.balances()).toEqual({
      "money:stripe": 25_200,
      "revenue:trips": -28_000,
      "credit:promise": 2_800,
    });
    expect(await books.messages("credit_given")).toEqual(["email", "sms"]);
  });

  it("lowers what is still to be paid", async () => {
    await settings(rule);
    await late(75);
    expect(await creditPromise(system(), books.here.booking.id)).toBe(5_000);
    expect(await books.money()).toMatchObject({ dueFen: 23_000, refunds: [] });
  });

  it("is not given in time, without a rule, nor where others kept the vehicle waiting", async () => {
    await settings(rule);
    await late(20);
    expect(await creditPromise(system(), books.here.booking.id)).toBe(0);
    books.here = await makeAssignedTrip(books.world, seal);
    await settings({});
    await late(90);
    expect(await creditPromise(system(), books.here.booking.id)).toBe(0);
    await settings(rule);
    const earlier = await makeAssignedTrip(books.world, seal);
    const { owner } = books.database;
    const before = new Date(books.now.getTime() - 3_600_000);
    await owner`UPDATE trip SET status = 'completed', arrived_pickup_at = ${before.toISOString()} WHERE id = ${earlier.trip.id}`;
    await owner`INSERT INTO trip_event (region_id, id, trip_id, booking_id, kind, happened_at, received_at, by, data)
      VALUES (${books.world.regionId}, ${uuidv7()}, ${earlier.trip.id}, ${earlier.booking.id}, 'waiting', ${before.toISOString()}, ${before.toISOString()}, 'test',
        ${JSON.stringify({ minutes: 65, causedBy: "facility" })}::text::jsonb)`;
    expect(await creditPromise(system(), books.here.booking.id)).toBe(0);
  });
});

const account = {
  holder: "安途转运有限公司",
  bankName: "中国银行台州分行",
  bankCode: "104345000001",
  number: "4000123412341234",
};
async function accountInForce(tail = "1234") {
  const { accountId } = await enterPayoutAccount(member("dispatcher"), {
    ...account,
    number: `400012341234${tail}`,
  });
  await decidePayoutAccount(desk("finance"), { accountId, decision: "right" });
  return accountId;
}

describe("the account of an operator", () => {
  it("takes one check at first, two people when it changes, and never who entered it", async () => {
    await accountInForce();
    const { accountId } = await enterPayoutAccount(member("dispatcher"), {
      ...account,
      number: "9000123412345678",
    });
    const decision = { accountId, decision: "right" as const };
    expect(await keyOf(decidePayoutAccount(desk("finance", books.world.accountId), decision))).toBe(
      "conflict settlement.second_person",
    );
    const first = uuidv7();
    expect(await decidePayoutAccount(desk("finance", first), decision)).toEqual({ outcome: "first" });
    expect(await keyOf(decidePayoutAccount(desk("finance", first), decision))).toBe(
      "conflict settlement.second_person",
    );
    expect((await listPayoutAccounts(member("dispatcher"))).map(({ status }) => status)).toEqual([
      "entered",
      "checked",
    ]);
    expect(await decidePayoutAccount(desk("regulator"), decision)).toEqual({ outcome: "checked" });
    expect(await keyOf(decidePayoutAccount(desk("regulator"), decision))).toBe(
      "conflict settlement.account_decided",
    );
    const rows = await listPayoutAccounts(member("dispatcher"));
    expect(rows.map(({ status, numberTail }) => [status, numberTail])).toEqual([
      ["checked", "5678"],
      ["replaced", "1234"],
    ]);
    expect(JSON.stringify(rows)).not.toContain("90001234");
    expect(await listPayoutAccounts(member("finance", uuidv7()))).toEqual([]);
  });

  it("is entered by operators and checked by the region only", async () => {
    expect(await keyOf(enterPayoutAccount(desk("finance"), account))).toBe(
      "forbidden settlement.operator_only",
    );
    const { accountId } = await enterPayoutAccount(member("dispatcher"), account);
    const wrong = { accountId, decision: "wrong" as const, reason: "户名与营业执照不符" };
    expect(
      await keyOf(decidePayoutAccount(member("finance", books.world.operator.id, uuidv7()), wrong)),
    ).toBe("forbidden settlement.region_only");
    expect(await decidePayoutAccount(desk("finance"), wrong)).toEqual({ outcome: "refused" });
  });
});

describe("a payout", () => {
  const proposer = uuidv7();
  const orgIds = () => [books.world.operator.id];
  const propose = () => proposeBatch(desk("finance", proposer), { orgIds: orgIds() });

  async function sent() {
    await paidOnline();
    await closeDueDays(days(1));
    await accountInForce();
    const { batchId } = await propose();
    await approveBatch(desk("regulator"), { batchId });
    await markBatchSent(desk("finance"), { batchId });
    const { text } = await batchFile(desk("finance"), batchId, (number) => `结算 ${number}`);
    return { batchId, text, reference: text.match(/\d\d-\d{6}-\d\d/)?.[0] ?? "" };
  }
  const answer = (reference: string, state: string, yuan = "280.00") =>
    `业务参考号,金额,状态,原因\r\n${reference},${yuan},${state},户名不符\r\n`;

  it("is proposed by one, approved by another, and what the bank paid leaves the ledger", async () => {
    const operatorFinance = await makeMember(books, books.world.operator.id, "finance");
    expect(operatorFinance).toBeTruthy();
    const { batchId, text, reference } = await sent();
    expect(text).toContain("4000123412341234");
    expect(text).toContain(",280.00,");
    expect(await owed()).toBe(0);
    const done = { paid: 1, returned: 0, same: 0, unknown: [] };
    const content = answer(reference, "成功");
    expect(await importBankReturn(desk("finance"), { batchId, content })).toEqual(done);
    expect(await importBankReturn(desk("finance"), { batchId, content })).toEqual({
      ...done,
      paid: 0,
      same: 1,
    });
    expect(await owed()).toBe(0);
    // The bank takes it back a week later.
    await importBankReturn(at(desk("finance"), 7), { batchId, content: answer(reference, "退汇") });
    expect(await owed()).toBe(28_000);
  });

  it("that the bank returned is still owed, and can be paid again", async () => {
    const { batchId, reference } = await sent();
    const content = answer(reference, "失败");
    expect(await importBankReturn(desk("finance"), { batchId, content })).toMatchObject({ returned: 1 });
    expect(await owed()).toBe(28_000);
    expect(await propose()).toMatchObject({ totalFen: 28_000 });
  });

  it("is not touched by lines of another sum, reference or shape", async () => {
    const { batchId, reference } = await sent();
    const run = (content: string) => importBankReturn(desk("finance"), { batchId, content });
    expect(await run(answer(reference, "成功", "281.00"))).toMatchObject({
      paid: 0,
      unknown: [{ problem: "amount" }],
    });
    expect(await run(answer("26-999999-01", "成功"))).toMatchObject({ unknown: [{ problem: "reference" }] });
    expect(await keyOf(run(answer(reference, "处理中")))).toBe("bad_input settlement.return_file");
    expect(await owed()).toBe(0);
  });

  it("is never approved by who proposed it, twice at once, or beyond what is owed", async () => {
    await paidOnline();
    await closeDueDays(days(1));
    expect(await keyOf(propose())).toBe("conflict settlement.nothing_payable");
    expect(await listPayables(desk("finance"))).toMatchObject([{ payableFen: 28_000, notNow: "no_account" }]);
    await accountInForce();
    const raced = await Promise.allSettled([propose(), propose(), propose()]);
    expect(raced.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [batch] = await books.database.owner<
      { id: string }[]
    >`SELECT id FROM payout_batch WHERE status = 'proposed'`;
    const batchId = batch?.id ?? "";
    expect(await keyOf(approveBatch(desk("regulator", proposer), { batchId }))).toBe(
      "conflict settlement.second_person",
    );
    expect(await keyOf(markBatchSent(desk("finance"), { batchId }))).toBe("conflict settlement.batch_state");
    const [paid] = (await books.money()).payments;
    const refund = {
      refundId: uuidv7(),
      paymentId: paid?.id ?? "",
      amountFen: 28_000,
      reason: "服务没有完成",
    };
    await refundPayment(desk("regulator"), refund);
    await books.runRefunds();
    await closeDueDays(days(2));
    expect(await keyOf(approveBatch(desk("regulator"), { batchId }))).toBe(
      "conflict settlement.payable_changed",
    );
    await refuseBatch(desk("regulator"), { batchId, reason: "款已退给付款人" });
    expect(await owed()).toBe(0);
    expect(await keyOf(approveBatch(desk("regulator"), { batchId }))).toBe("conflict settlement.batch_state");
    expect(await keyOf(approveBatch(desk("regulator"), { batchId: uuidv7() }))).toBe(
      "not_found settlement.batch_not_found",
    );
    expect(await keyOf(proposeBatch(member("finance"), { orgIds: orgIds() }))).toBe(
      "forbidden settlement.region_only",
    );
  });
});
