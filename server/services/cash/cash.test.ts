import { v7 as uuidv7 } from "uuid";
import { describe, expect, it } from "vitest";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { recordCash } from "../payment/take";
import { cashDesk, confirmCash } from "./confirm";
import { declareCash, ownCash, withdrawCash } from "./declare";

const books = moneyWorld(testDatabase);
const crew = () => books.member("crew");
const office = () => books.member("dispatcher");
const take = (amountFen: number) =>
  recordCash(crew(), { paymentId: uuidv7(), tripId: books.here.trip.id, amountFen });
const declared = (declaredFen: number, countId = uuidv7()) => ({ countId, declaredFen, pieces: null });

/** Everything handed in, so that the next test begins with empty hands. */
async function emptyHands(): Promise<void> {
  const { uncountedFen } = await ownCash(crew());
  if (uncountedFen === 0) return;
  const { countId } = await declareCash(crew(), declared(uncountedFen));
  await confirmCash(office(), { countId, countedFen: uncountedFen, explanation: null });
}

describe("cash in the crew's hand", () => {
  it("is seen by the crew and the office, counted by pieces, and lies in the till once the office confirmed", async () => {
    await take(20_000);
    await take(8_000);
    expect(await ownCash(crew())).toMatchObject({ heldFen: 28_000, uncountedFen: 28_000 });
    const count = { ...declared(28_000), pieces: { "10000": 2, "5000": 1, "1000": 3 } };
    await Promise.all([1, 2, 3].map(() => declareCash(crew(), count).catch(() => null)));
    expect(await declareCash(crew(), count)).toMatchObject({ expectedFen: 28_000 });
    const [holder] = (await cashDesk(office())).holders;
    expect(holder).toMatchObject({ name: "陈司机", heldFen: 28_000, count: { declaredFen: 28_000 } });
    const confirm = { countId: count.countId, countedFen: 28_000, explanation: null };
    await Promise.all([1, 2, 3].map(() => confirmCash(office(), confirm)));
    expect(await books.balances()).toEqual({ "money:till": 28_000, "receivable:payer": -28_000 });
    expect(await ownCash(crew())).toMatchObject({ heldFen: 0, counts: [{ status: "confirmed" }] });
    expect((await cashDesk(office())).holders).toEqual([]);
  });

  it("that is missing is explained and posted apart; without a word it is not taken", async () => {
    await emptyHands();
    await take(10_000);
    const { countId } = await declareCash(crew(), declared(9_500));
    const short = { countId, countedFen: 9_500, explanation: null };
    await expect(confirmCash(office(), short)).rejects.toMatchObject({ key: "cash.explanation" });
    await confirmCash(office(), { ...short, explanation: "找零少了五元" });
    await expect(confirmCash(office(), { ...short, countedFen: 10_000 })).rejects.toMatchObject({
      key: "cash.confirmed_already",
    });
    const rows = await books.database.owner`
      SELECT debit_account, credit_account, amount_fen FROM ledger_entry WHERE cause_key = ${`cash_difference:${countId}`}`;
    expect(rows).toMatchObject([
      { debit_account: "rounding", credit_account: "money:till", amount_fen: 500 },
    ]);
  });

  it("is counted anew when the count was taken back, and what was taken meanwhile waits for the next", async () => {
    await emptyHands();
    await take(5_000);
    const { countId } = await declareCash(crew(), declared(4_000));
    await take(1_000);
    expect(await ownCash(crew())).toMatchObject({ heldFen: 6_000, uncountedFen: 1_000 });
    await expect(declareCash(crew(), declared(1_000))).rejects.toMatchObject({
      key: "cash.declared_already",
    });
    await withdrawCash(crew(), { countId });
    await withdrawCash(crew(), { countId });
    expect(await ownCash(crew())).toMatchObject({ uncountedFen: 6_000 });
    await expect(
      confirmCash(office(), { countId, countedFen: 5_000, explanation: null }),
    ).rejects.toMatchObject({ key: "cash.withdrawn" });
    await emptyHands();
    await expect(declareCash(crew(), declared(0))).rejects.toMatchObject({ key: "cash.nothing_held" });
  });

  it("of a shift that is over is listed", async () => {
    await emptyHands();
    await take(7_000);
    expect((await cashDesk(office())).shifts).toEqual([]);
    const later = { ...office(), now: new Date(books.now.getTime() + 10 * 3_600_000) };
    expect((await cashDesk(later)).shifts).toMatchObject([
      { name: "陈司机", heldFen: 7_000, plate: "浙JA1234" },
    ]);
  });

  it("is nobody else's: another operator and another crew member find nothing", async () => {
    await emptyHands();
    await take(2_000);
    const { countId } = await declareCash(crew(), declared(2_000));
    const stranger = books.member("dispatcher", uuidv7());
    await expect(
      confirmCash(stranger, { countId, countedFen: 2_000, explanation: null }),
    ).rejects.toMatchObject({ key: "cash.not_found" });
    const colleague = books.member("crew", books.world.operator.id, uuidv7());
    await expect(withdrawCash(colleague, { countId })).rejects.toMatchObject({ key: "cash.not_found" });
    expect(await ownCash(colleague)).toMatchObject({ heldFen: 0, counts: [] });
    expect((await cashDesk(stranger)).holders).toEqual([]);
  });
});
