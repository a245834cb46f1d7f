import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { makeOrganization } from "@/db/seed/factories";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { ownAccountView, saveAgreement } from "@/server/services/hospital-account/agreement";
import { issueStatements } from "@/server/services/hospital-account/issue";
import { putOnAccount } from "@/server/services/payment/on-account";
import { confirmRefund, refundPayment } from "@/server/services/payment/refund";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { importFile, previewFile } from "./import";
import { matchLine, ownLine } from "./match";
import { listLines } from "./view";

const books = moneyWorld(testDatabase);
const finance = () => books.member("finance", books.world.regulator.id);
const mapping = {
  date: 0,
  amount: 1,
  amountOut: null,
  payer: 2,
  payerAccount: null,
  purpose: 3,
  serial: null,
};
const csv = (...rows: string[]) => Buffer.from(["日期,金额,付款人,附言", ...rows].join("\n"));
const give = (bytes: Buffer, encoding: "utf-8" | "gb18030" = "utf-8") =>
  importFile(finance(), { name: "八月.csv", content: bytes.toString("base64"), encoding, mapping });

async function bill(): Promise<void> {
  const { database, here, now, world } = books;
  await database.owner`UPDATE trip SET status = 'completed', ended_at = ${now.toISOString()} WHERE id = ${here.trip.id}`;
  await billJob(books.system(), { regionId: world.regionId, tripId: here.trip.id });
}

/** What stands on an account over the whole region. */
async function balance(account: string): Promise<number> {
  const [row] = await books.database.owner<{ fen: string }[]>`
    SELECT coalesce(sum(CASE WHEN debit_account = ${account} THEN amount_fen WHEN credit_account = ${account} THEN -amount_fen ELSE 0 END), 0) AS fen
    FROM ledger_entry WHERE state = 'posted'`;
  return Number(row?.fen ?? 0);
}

describe("the bank's statement", () => {
  beforeEach(async () => {
    await books.database.owner`DELETE FROM bank_match`;
    await books.database.owner`DELETE FROM bank_line`;
    await books.database.owner`DELETE FROM bank_file`;
    await books.database.owner`ALTER TABLE ledger_entry DISABLE TRIGGER ALL`;
    await books.database.owner`DELETE FROM ledger_entry`;
    await books.database.owner`ALTER TABLE ledger_entry ENABLE TRIGGER ALL`;
  });

  it("is taken in once however often it comes, also when a longer file brings the same lines again", async () => {
    const short = csv(
      "2026-08-01,280.00,张先生,谢谢",
      "2026-08-01,280.00,张先生,谢谢",
      "2026-08-01,-5.00,银行,手续费",
    );
    expect(await give(short)).toMatchObject({ lineCount: 3, newCount: 3 });
    expect(await give(short)).toMatchObject({ newCount: 0 });
    const longer = Buffer.concat([short, Buffer.from("\n2026-08-02,10.00,李女士,x")]);
    expect(await give(longer)).toMatchObject({ lineCount: 4, newCount: 1 });
    expect(await balance("suspense")).toBe(-57_000);
    expect(await balance("money:region")).toBe(57_000);
    expect(await listLines(finance(), { show: "open" })).toHaveLength(3);
    const results = await Promise.allSettled(
      Array.from({ length: 4 }, () => give(Buffer.concat([longer, Buffer.from("\n2026-08-03,1.00,a,b")]))),
    );
    expect(results.some(({ status }) => status === "fulfilled")).toBe(true);
    expect(await balance("suspense")).toBe(-57_100);
  });

  it("is read in the encoding of Chinese banks, its columns guessed and then remembered", async () => {
    // "日期,金额,户名" and a line, as GB18030 writes them.
    const bytes = Buffer.concat([
      Buffer.from([0xc8, 0xd5, 0xc6, 0xda, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x2c, 0xbb, 0xa7, 0xc3, 0xfb, 0x0a]),
      Buffer.from("2026-08-01,1.00,"),
      Buffer.from([0xd5, 0xc5, 0xc8, 0xfd]),
    ]);
    const content = bytes.toString("base64");
    const seen = await previewFile(finance(), { content });
    expect(seen).toMatchObject({
      encoding: "gb18030",
      head: ["日期", "金额", "户名"],
      mapping: { date: 0, amount: 1, payer: 2 },
      isRemembered: false,
      isKnown: false,
    });
    const named = { ...mapping, payer: null, purpose: 2 };
    await importFile(finance(), { name: "a.csv", content, encoding: "gb18030", mapping: named });
    expect(await previewFile(finance(), { content })).toMatchObject({
      mapping: named,
      isRemembered: true,
      isKnown: true,
    });
    expect((await listLines(finance(), { show: "all" }))[0]?.details.purpose).toBe("张三");
  });

  it("pays a booking by the number written on it, and only what is due; the rest is sent back", async () => {
    await bill();
    const { number } = books.here.booking;
    await give(csv(`2026-08-01,300.00,张先生,${number} 车费`));
    const [line] = await listLines(finance(), { show: "open" });
    expect(line).toMatchObject({ leftFen: 30_000, ageDays: expect.any(Number) });
    const [proposal] = line?.proposals ?? [];
    expect(proposal).toMatchObject({ amountFen: 28_000, reasons: ["reference"] });
    const lineId = String(line?.id);
    const target = { kind: "booking", lineId, bookingNumber: number } as const;
    await expect(
      matchLine(finance(), { ...target, matchId: uuidv7(), amountFen: 30_000 }),
    ).rejects.toMatchObject({ key: "payment.more_than_due", data: { dueFen: 28_000 } });
    expect(await balance("suspense")).toBe(-30_000);
    const match = { ...target, matchId: uuidv7(), amountFen: 28_000 };
    await Promise.all([1, 2, 3].map(() => matchLine(finance(), match)));
    expect(await books.balances()).toEqual({ "money:region": 28_000, "revenue:trips": -28_000 });
    expect(await books.money()).toMatchObject({ dueFen: 0, bill: { status: "paid" } });
    expect(await books.messages("payment_received")).toHaveLength(2);
    const back = {
      kind: "returned",
      lineId,
      reference: "HZ-1",
      matchId: uuidv7(),
      amountFen: 2_000,
    } as const;
    expect(await matchLine(finance(), back)).toEqual({ lineId, leftFen: 0 });
    expect(await balance("suspense")).toBe(0);
    expect(await balance("money:region")).toBe(28_000);
    expect(await listLines(finance(), { show: "open" })).toEqual([]);
    expect((await listLines(finance(), { show: "all" }))[0]?.matches).toHaveLength(2);
  });

  it("gives back a transfer through the region's account, once a person sent it", async () => {
    await bill();
    await give(csv(`2026-08-01,280.00,张先生,${books.here.booking.number}`));
    const [line] = await listLines(finance(), { show: "open" });
    await matchLine(finance(), {
      ...{ kind: "booking", matchId: uuidv7(), lineId: String(line?.id) },
      ...{ bookingNumber: books.here.booking.number, amountFen: 28_000 },
    } as const);
    const [paid] = (await books.money()).payments;
    const refundId = uuidv7();
    await refundPayment(finance(), {
      refundId,
      paymentId: String(paid?.id),
      amountFen: 5_000,
      reason: "晚到",
    });
    await confirmRefund(finance(), { refundId });
    expect(await books.balances()).toEqual({ "money:region": 23_000, "revenue:trips": -23_000 });
  });

  it("pays a hospital's statement by its number, oldest trip first, and never more than is open", async () => {
    const { database, world } = books;
    const hospital = await makeOrganization(world.db, world.regionId, "hospital", { nameZh: "台州一院" });
    await saveAgreement(finance(), {
      ...{ hospitalId: hospital.id, status: "open", creditLimitFen: 1_000_000, statementDay: 1, dueDays: 30 },
      ...{ contactName: "财务科", contactEmail: null, contactPhone: null, payerName: "台州一院" },
    });
    await database.owner`UPDATE booking SET org_id = ${hospital.id}, viewer_orgs = viewer_orgs || ${hospital.id}::text WHERE id = ${books.here.booking.id}`;
    await putOnAccount(books.member("case_manager", hospital.id), { bookingId: books.here.booking.id });
    await bill();
    const at = new Date(books.now);
    at.setUTCMonth(at.getUTCMonth() + 1, 2);
    await issueStatements({ ...books.system(), now: at });
    const number = (await ownAccountView(books.member("case_manager", hospital.id))).account?.statements[0]
      ?.number;
    await give(csv(`2026-09-02,200.00,台州一院,${number}`, "2026-09-03,100.00,台州一院,余款"));
    const lines = await listLines(finance(), { show: "open" });
    const [later, first] = lines;
    expect(first?.proposals[0]).toMatchObject({ amountFen: 20_000, reasons: ["reference", "payer"] });
    const pay = (lineId: string, amountFen: number) =>
      matchLine(finance(), {
        kind: "account",
        matchId: uuidv7(),
        lineId,
        hospitalId: hospital.id,
        amountFen,
      });
    await pay(String(first?.id), 20_000);
    expect(await books.balances()).toMatchObject({ "receivable:hospital": 8_000, "money:region": 20_000 });
    await expect(pay(String(later?.id), 10_000)).rejects.toMatchObject({
      key: "bank.more_than_open",
      data: { openFen: 8_000 },
    });
    const both = await Promise.allSettled([pay(String(later?.id), 8_000), pay(String(later?.id), 8_000)]);
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await books.balances()).toEqual({ "money:region": 28_000, "revenue:trips": -28_000 });
    expect(await balance("suspense")).toBe(-2_000);
    const { account } = await ownAccountView(books.member("case_manager", hospital.id));
    expect(account).toMatchObject({ openFen: 0, statements: [{ openFen: 0 }] });
  });

  it("has an owner and a note where nobody can place a transfer, and is the region's business alone", async () => {
    await give(csv("2026-08-01,280.00,无名氏,"));
    const [line] = await listLines(finance(), { show: "open" });
    const lineId = String(line?.id);
    const accountId = await makeMember(books, books.world.regulator.id, "finance");
    const owner = books.member("finance", books.world.regulator.id, accountId);
    await ownLine(owner, { lineId, note: "已电询银行" });
    expect((await listLines(finance(), { show: "open" }))[0]).toMatchObject({
      ownerName: "职员",
      note: "已电询银行",
      proposals: [],
    });
    const operators = books.member("finance");
    const refused = { key: "payment.not_found" };
    await expect(listLines(operators, { show: "open" })).rejects.toMatchObject(refused);
    await expect(ownLine(operators, { lineId, note: "" })).rejects.toMatchObject(refused);
    const back = { kind: "returned", lineId, reference: "HZ", matchId: uuidv7(), amountFen: 1 } as const;
    await expect(matchLine(operators, back)).rejects.toMatchObject(refused);
    await expect(matchLine(finance(), { ...back, lineId: uuidv7() })).rejects.toMatchObject({
      key: "bank.line",
    });
  });
});
