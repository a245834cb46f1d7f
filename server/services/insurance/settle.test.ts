import { describe, expect, it } from "vitest";
import { type FaultKind, fault } from "@/peers/insurance/fault";
import { standing } from "@/peers/insurance/fund";
import { testDatabase } from "@/server/test-database";
import { insuredWorld } from "@/server/test-insurance";
import { keyOf } from "@/server/test-refusal";
import { actOnSettlement, cancelSettlement } from "./act";
import { enterInsured, withdrawInsured } from "./enter";
import { runSettlement } from "./run";
import { askToSettle } from "./settle";
import { sweepInsurance } from "./sweep";

const world = insuredWorld(testDatabase);
const { books } = world;
const bookingId = () => books.here.booking.id;

const trouble = (kind: FaultKind, infno: string, times = 1, milliseconds = 0) =>
  world.fund.faults.push(fault.parse({ kind, infno, times, milliseconds }));
/** Settlements that stand at the fund for this booking's visits. */
const atFund = async () => {
  const rows = await books.database.owner<{ mdtrt_id: string }[]>`
    SELECT mdtrt_id FROM insurance_visit WHERE booking_id = ${bookingId()} AND mdtrt_id IS NOT NULL`;
  return rows.flatMap((row) => standing(world.fund.state, row.mdtrt_id));
};
const statuses = async () => (await world.settlements()).map(({ status }) => status);

async function insured(): Promise<void> {
  await world.enter();
  await world.preSettle();
  await world.bill();
  await world.ask();
}

describe("an insured trip", () => {
  it("is pre-settled by the quote before the ride, and settled by the bill after it", async () => {
    await world.enter();
    await world.preSettle();
    const { visit, payers } = await world.view();
    expect(payers).toMatchObject([{ code: "basic", mode: "direct_fixmedins", claimableFen: 20_000 }]);
    expect(visit?.preview).toMatchObject({ totalFen: 20_000, fundFen: 12_600 });
    expect(visit?.certMask).toBe("331000********001X");
    expect(await keyOf(askToSettle(books.member("crew"), { bookingId: bookingId() }))).toBe(
      "conflict insurance.no_bill",
    );
    await world.bill();
    await world.ask();
    await world.settle();
    const [row] = await world.settlements();
    expect(row).toMatchObject({ status: "settled", resolvedBy: null, attempt: 1 });
    const covered = (row?.split?.fundFen ?? 0) + (row?.split?.accountFen ?? 0);
    expect(await books.balances()).toEqual({
      "receivable:payer": 28_000 - covered,
      "receivable:insurer": covered,
      "revenue:trips": -28_000,
    });
    expect((await atFund()).map(({ setlId }) => setlId)).toEqual([row?.setlId]);
    expect(await books.messages("payment_received")).toEqual(["email", "sms"]);
  });

  it.each(["drop", "error_done", "error", "cut", "contradicts", "hold", "stall"] as const)(
    "heals by itself when the answer to 2207 is lost: %s",
    async (kind) => {
      await insured();
      trouble(kind, "2207", 1, 1_500);
      await world.settle();
      world.fund.release();
      expect(await statuses()).toEqual(["reversed", "settled"]);
      const [lost, good] = await world.settlements();
      expect(lost).toMatchObject({ resolvedBy: "reversal" });
      expect((await atFund()).map(({ setlId }) => setlId)).toEqual([good?.setlId]);
      const { payments } = await books.money();
      expect(payments.map(({ status }) => status).sort()).toEqual(["cancelled", "succeeded"]);
    },
  );

  it.each(["strings", "nulls", "signed_out"] as const)("takes %s as it comes", async (kind) => {
    await insured();
    for (const infno of ["2205", "2206", "2207"]) trouble(kind, infno);
    await world.settle();
    expect((await statuses()).at(-1)).toBe("settled");
    expect(await atFund()).toHaveLength(1);
  });

  it("settled otherwise than promised is paid as settled", async () => {
    await insured();
    trouble("differs", "2207");
    await world.settle();
    const [row] = await world.settlements();
    expect(row?.split?.fundFen).toBe((row?.expected.fundFen ?? 0) - 1_000);
    const covered = (row?.split?.fundFen ?? 0) + (row?.split?.accountFen ?? 0);
    expect(await books.balances()).toMatchObject({ "receivable:insurer": covered });
    expect((await books.money()).dueFen).toBe(28_000 - covered);
  });

  it("refused by the fund is owed by the payer, in the fund's words, and may be asked for again", async () => {
    await insured();
    trouble("refuse", "2207");
    await world.settle();
    expect((await world.view()).settlement).toMatchObject({
      status: "refused",
      refusal: expect.stringContaining("基金"),
    });
    expect((await books.money()).dueFen).toBe(28_000);
    await world.ask();
    await world.settle();
    expect(await statuses()).toEqual(["refused", "settled"]);
  });

  it("is neither paid nor settled anew while nobody knows; after 15 minutes finance hears of it", async () => {
    const owner = books.database.owner;
    await insured();
    trouble("drop", "2207");
    trouble("error", "2601", 50);
    await world.settle(2);
    expect(await statuses()).toEqual(["unknown"]);
    expect((await books.money()).paidFen).toBe(0);
    await owner`UPDATE insurance_settlement SET unknown_since = now() WHERE booking_id = ${bookingId()}`;
    const heard = async () =>
      owner`SELECT 1 FROM insurance_settlement WHERE booking_id = ${bookingId()} AND alarmed_at IS NOT NULL`;
    await sweepInsurance(books.system(10));
    expect(await heard()).toHaveLength(0);
    await sweepInsurance(books.system(80));
    expect(await heard()).toHaveLength(1);
    world.fund.faults.length = 0;
    await world.settle();
    expect(await statuses()).toEqual(["reversed", "settled"]);
  });

  it("whose reversal the fund refuses is found by a query", async () => {
    await insured();
    trouble("drop", "2207");
    trouble("refuse", "2601");
    await world.settle(2);
    const [row] = await world.settlements();
    expect(row).toMatchObject({ status: "unknown", reversal: "refused" });
    const act = { settlementId: row?.id ?? "", act: "query" } as const;
    const done = await actOnSettlement(books.member("finance"), act);
    expect(done.status).toBe("settled");
    expect((await world.settlements())[0]).toMatchObject({ resolvedBy: "query" });
    expect(await keyOf(actOnSettlement(books.member("finance"), act))).toBe("conflict insurance.not_unknown");
  });
});

describe("cancelling", () => {
  const cancel = async () => {
    const [row] = await world.settlements();
    const input = { settlementId: row?.id ?? "", reason: "录入有误" };
    await cancelSettlement(books.member("crew"), input);
    return row?.id ?? "";
  };

  it("takes back exactly what was paid, once", async () => {
    await insured();
    await world.settle();
    const id = await cancel();
    await cancel();
    await runSettlement(books.system(), id);
    await runSettlement(books.system(), id);
    expect(await statuses()).toEqual(["cancelled"]);
    expect(await atFund()).toEqual([]);
    expect(await books.balances()).toEqual({ "receivable:payer": 28_000, "revenue:trips": -28_000 });
  });

  it.each(["drop", "hold"] as const)(
    "lost on the way (%s) is turned round: it stands as before",
    async (kind) => {
      await insured();
      await world.settle();
      const before = await books.balances();
      const id = await cancel();
      trouble(kind, "2208");
      await runSettlement(books.system(), id);
      world.fund.release();
      expect(await statuses()).toEqual(["settled"]);
      expect(await atFund()).toHaveLength(1);
      expect(await books.balances()).toEqual(before);
    },
  );
});

describe("entering", () => {
  it("says why somebody is not covered", async () => {
    await world.enter("331000195001010000");
    await world.preSettle();
    expect((await world.view()).visit).toMatchObject({
      status: "refused",
      refusal: "未找到该人员的参保信息",
    });
    await world.enter();
    await world.preSettle();
    expect((await world.view()).visit).toMatchObject({ status: "open" });
    await withdrawInsured(books.member("crew"), { bookingId: bookingId() });
    expect((await world.view()).visit).toBeNull();
  });

  it("is not found by strangers", async () => {
    const input = {
      visitId: books.here.trip.id,
      bookingId: bookingId(),
      payer: "basic",
      certType: "02",
      certNo: "33100019500101001X",
    } as const;
    const stranger = books.member("crew", books.world.regulator.id, books.world.regulator.id);
    expect(await keyOf(enterInsured(stranger, input))).toBe("not_found booking.not_found");
  });
});
