import { describe, expect, it, vi } from "vitest";
import { fault } from "@/peers/insurance/fault";
import { standing } from "@/peers/insurance/fund";
import type { Context } from "@/server/context";
import { testDatabase } from "@/server/test-database";
import { insuredWorld } from "@/server/test-insurance";
import { cancelSettlement } from "./act";
import { reconcileByHand } from "./reconcile";
import { runSettlement, settleVisit } from "./run";
import { sweepInsurance } from "./sweep";
import { listDays } from "./view";

const world = insuredWorld(testDatabase);
const { books } = world;
const bookingId = () => books.here.booking.id;

class Killed extends Error {}

/** A worker that dies at its n-th step: before or after a transaction, before a message leaves or after it arrived. */
function dyingAt(ctx: Context, step: number): { ctx: Context; steps: () => number; revive: () => void } {
  let count = 0;
  const tick = () => {
    count += 1;
    if (count >= step) throw new Killed();
  };
  const { pool } = ctx;
  const transaction: typeof pool.transaction = async (work, config) => {
    tick();
    const result = await pool.transaction(work, config);
    tick();
    return result;
  };
  const dying = new Proxy(pool, {
    get: (target, key) => (key === "transaction" ? transaction : Reflect.get(target, key)),
  });
  const real = globalThis.fetch;
  vi.stubGlobal("fetch", async (...args: Parameters<typeof fetch>) => {
    tick();
    const response = await real(...args);
    tick();
    return response;
  });
  return {
    ctx: { ...ctx, pool: dying },
    steps: () => count,
    revive: () => void vi.stubGlobal("fetch", real),
  };
}

async function standsAtFund() {
  const [row] = await books.database.owner<{ mdtrt_id: string | null }[]>`
    SELECT mdtrt_id FROM insurance_visit WHERE booking_id = ${bookingId()} AND mdtrt_id IS NOT NULL`;
  return row?.mdtrt_id ? standing(world.fund.state, row.mdtrt_id) : [];
}

async function visitId(): Promise<string> {
  const [row] = await books.database.owner<{ id: string }[]>`
    SELECT id FROM insurance_visit WHERE booking_id = ${bookingId()} AND status = 'open'`;
  return row?.id ?? "";
}

/** What the worker does once it is back: the round, then the jobs it sent. */
async function heal(): Promise<void> {
  for (let round = 0; round < 4; round++) {
    await sweepInsurance(books.system(70 + round * 5));
    await settleVisit(books.system(70 + round * 5), await visitId()).catch(() => null);
    for (const { id, status } of await world.settlements())
      if (status.startsWith("cancel_"))
        await runSettlement(books.system(70 + round * 5), id).catch(() => null);
  }
}

/** How many steps a whole settlement takes when nobody dies. */
async function killAtEach(
  prepare: () => Promise<void>,
  work: (ctx: Context) => Promise<unknown>,
): Promise<number[]> {
  const ends: number[] = [];
  for (let step = 1; ; step += process.env.LONG ? 1 : 3) {
    const { makeAssignedTrip } = await import("@/db/seed/trip-world");
    const { seal } = await import("@/server/gateways/vault");
    books.here = await makeAssignedTrip(books.world, seal);
    await prepare();
    const dying = dyingAt(books.system(), step);
    const alive = await work(dying.ctx).then(
      () => dying.steps() < step,
      () => false,
    );
    dying.revive();
    await heal();
    const settled = (await world.settlements()).filter(({ status }) => status === "settled");
    expect((await standsAtFund()).map(({ setlId }) => setlId)).toEqual(settled.map(({ setlId }) => setlId));
    const balances = await books.balances();
    const paid = settled.reduce(
      (sum, { split }) => sum + (split?.fundFen ?? 0) + (split?.accountFen ?? 0),
      0,
    );
    expect(balances["receivable:insurer"] ?? 0).toBe(paid);
    expect((await books.money()).dueFen).toBe(28_000 - paid);
    ends.push(settled.length);
    if (alive) return ends;
  }
}

describe("a worker killed at every step", () => {
  it("of a settlement loses nothing and doubles nothing", async () => {
    const prepare = async () => {
      await world.enter();
      await world.bill();
      await world.ask();
    };
    const ends = await killAtEach(prepare, async (ctx) => settleVisit(ctx, await visitId()));
    expect(ends.length).toBeGreaterThan(process.env.LONG ? 40 : 12);
    expect(ends.every((count) => count === 1)).toBe(true);
  }, 120_000);

  it("of a cancelling ends settled or cancelled, the same on both sides", async () => {
    let id = "";
    const prepare = async () => {
      await world.enter();
      await world.bill();
      await world.ask();
      await world.settle();
      id = (await world.settlements()).at(-1)?.id ?? "";
      await cancelSettlement(books.member("crew"), { settlementId: id, reason: "录入有误" });
    };
    const ends = await killAtEach(prepare, (ctx) => runSettlement(ctx, id));
    expect(ends.length).toBeGreaterThan(1);
  }, 120_000);
});

describe("a day held against the fund's", () => {
  const today = () => new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Shanghai" }).format(new Date());
  const desk = () => books.member("finance", books.world.regulator.id);
  const compare = async () => {
    await reconcileByHand(desk(), { contractId: world.contractId, day: today() });
    return listDays(desk(), { from: today(), until: today() });
  };

  it("is equal; shows what only one side holds; and resolves one whose answer was lost", async () => {
    for (const each of Object.values(world.fund.state.settled)) each.at = "2020-01-01 00:00:00";
    await books.database
      .owner`UPDATE insurance_settlement SET settled_at = '2020-01-01', cancelled_at = NULL WHERE settled_at IS NOT NULL`;
    await world.enter();
    await world.bill();
    await world.ask();
    await world.settle();
    expect((await compare()).runs).toMatchObject([{ status: "equal", count: 1 }]);
    const stranger = {
      ...Object.values(world.fund.state.settled).at(-1),
      setlId: "S999",
      msgid: "x".repeat(30),
    };
    world.fund.state.settled.S999 = stranger as (typeof world.fund.state.settled)[string];
    const odd = await compare();
    expect(odd.runs).toMatchObject([{ status: "differs" }]);
    expect(odd.items).toMatchObject([{ kind: "fund_only", setlId: "S999", ourFundFen: null }]);
    delete world.fund.state.settled.S999;
    expect((await compare()).items).toEqual([]);
    const { makeAssignedTrip } = await import("@/db/seed/trip-world");
    const { seal } = await import("@/server/gateways/vault");
    books.here = await makeAssignedTrip(books.world, seal);
    await world.enter();
    await world.bill();
    await world.ask();
    for (const [kind, infno] of [
      ["drop", "2207"],
      ["refuse", "2601"],
    ] as const)
      world.fund.faults.push(fault.parse({ kind, infno }));
    await world.settle(2);
    expect((await world.settlements()).map(({ status }) => status)).toEqual(["unknown"]);
    // An hour later nothing of it can still be on its way.
    await books.database
      .owner`UPDATE insurance_message SET sent_at = sent_at - interval '3 hours' WHERE infno = '2601'`;
    await compare();
    expect(await world.settlements()).toMatchObject([{ status: "settled", resolvedBy: "reconciliation" }]);
    expect((await compare()).runs).toMatchObject([{ status: "equal", count: 2 }]);
  }, 60_000);
});
