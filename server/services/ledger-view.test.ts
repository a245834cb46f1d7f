import { v7 as uuidv7 } from "uuid";
import { beforeEach, describe, expect, it } from "vitest";
import { makeAssignedTrip, makeOperatorWorld } from "@/db/seed/trip-world";
import { type LedgerList, ledgerList } from "@/server/core/ledger-input";
import { addDays, localDay } from "@/server/core/local-time";
import { seal } from "@/server/gateways/vault";
import { handle as billJob } from "@/server/jobs/bill-trip";
import { callerOf } from "@/server/routers/root";
import { recordCash } from "@/server/services/payment/take";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { balanceLedger, everyLedgerLine, listLedger } from "./ledger-view";
import { refundPayment } from "./payment/refund";
import { startCheckout } from "./payment/start-checkout";

const books = moneyWorld(testDatabase);
const desk = () => books.member("finance", books.world.regulator.id);
const today = () => localDay(books.now, "Asia/Shanghai");
const search = (more: Partial<LedgerList> = {}): LedgerList =>
  ledgerList.parse({ from: addDays(today(), -1), until: addDays(today(), 2), ...more });
const ours = () => search({ bookingNumber: books.here.booking.number });

/** A ride with a pending online payment, then billed and paid in cash, of which some is on its way back. */
async function someMoney(): Promise<void> {
  const { database, here, world } = books;
  const paymentId = uuidv7();
  await startCheckout(books.guest(), { bookingId: here.booking.id });
  await database.owner`UPDATE trip SET status = 'completed', ended_at = now() WHERE id = ${here.trip.id}`;
  await billJob(books.system(), { regionId: world.regionId, tripId: here.trip.id });
  await recordCash(books.member("crew"), { paymentId, tripId: here.trip.id, amountFen: 28_000 });
  const refund = { refundId: uuidv7(), paymentId, amountFen: 3_000, reason: "晚到" };
  await refundPayment(books.member("dispatcher"), refund);
  // The cash settled it: the open checkout is closed, its pending row resolved as void.
  await books.lookUp(120);
}

describe("the ledger's page", () => {
  beforeEach(someMoney);

  it("shows a booking's entries with what resolved the pending ones, by account and still open", async () => {
    const { rows } = await listLedger(desk(), ours());
    expect(rows.map(({ state, resolvedState }) => `${state} ${resolvedState}`).sort()).toEqual([
      "pending null",
      "pending null",
      "pending void",
      "posted null",
      "posted null",
      "void null",
    ]);
    expect(rows.every(({ bookingNumber }) => bookingNumber === books.here.booking.number)).toBe(true);
    const resolved = rows.find(({ resolvedState }) => resolvedState === "void");
    expect(rows.find(({ state }) => state === "void")?.resolvesId).toBe(resolved?.id);
    const cash = await listLedger(desk(), { ...ours(), account: "money:cash" });
    expect(cash.rows.map(({ amountFen, state }) => [amountFen, state])).toEqual([[28_000, "posted"]]);
    // Cash goes back from the operator's till.
    const till = await listLedger(desk(), { ...ours(), account: "money:till" });
    expect(till.rows.map(({ amountFen, state }) => [amountFen, state])).toEqual([[3_000, "pending"]]);
    const open = await listLedger(desk(), { ...ours(), open: true });
    expect(open.rows.map(({ amountFen }) => amountFen)).toEqual([3_000, 3_000]);
    expect((await listLedger(desk(), search({ from: "2020-01-01", until: "2020-01-31" }))).rows).toEqual([]);
    expect(ledgerList.safeParse({ from: "2026-02-01", until: "2026-01-31" }).success).toBe(false);
  });

  it("balances every account to nothing together, and tells what is on its way", async () => {
    const range = { from: search().from, until: search().until };
    const balances = await balanceLedger(desk(), range);
    expect(balances.reduce((sum, { balanceFen }) => sum + balanceFen, 0)).toBe(0);
    const of = (account: string) => balances.find((each) => each.account === account);
    const [count] = await books.database.owner<{ n: number }[]>`
      SELECT count(*)::int AS n FROM payment WHERE driver = 'cash' AND status = 'succeeded'`;
    const rides = count?.n ?? 0;
    expect(of("money:cash")).toEqual({
      account: "money:cash",
      balanceFen: rides * 28_000,
      debitFen: rides * 28_000,
      creditFen: 0,
      pendingFen: 0,
    });
    expect(of("money:till")).toMatchObject({ balanceFen: 0, pendingFen: rides * -3_000 });
    expect(of("money:stripe")).toMatchObject({ balanceFen: 0, pendingFen: 0 });
    const before = await balanceLedger(desk(), { from: "2020-01-01", until: "2020-01-31" });
    expect(before.every(({ balanceFen, pendingFen }) => balanceFen === 0 && pendingFen === 0)).toBe(true);
    const later = await balanceLedger(desk(), { from: addDays(today(), 3), until: addDays(today(), 4) });
    expect(later.find((each) => each.account === "money:cash")).toMatchObject({
      balanceFen: rides * 28_000,
      debitFen: 0,
    });
  });

  it("goes on where a page ended, without a gap or a row twice, also within one instant", async () => {
    const { database, here, world } = books;
    const at = books.now.toISOString();
    for (let index = 0; index < 230; index++)
      await database.owner`INSERT INTO ledger_entry (region_id, id, org_id, at, debit_account, credit_account, amount_fen, state, cause_key, booking_id, memo)
        VALUES (${world.regionId}, ${uuidv7()}, ${world.operator.id}, ${at}, 'money:pos', 'receivable:payer', 1, 'posted', ${`page:${here.booking.id}:${index}`}, ${here.booking.id}, '=1+1')`;
    const seen: string[] = [];
    let after: LedgerList["after"];
    do {
      const page = await listLedger(desk(), { ...ours(), account: "money:pos", after });
      expect(page.rows.length).toBeLessThanOrEqual(100);
      seen.push(...page.rows.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after);
    expect([seen.length, new Set(seen).size]).toEqual([230, 230]);
    const exported: string[] = [];
    for await (const rows of everyLedgerLine(desk(), { ...ours(), account: "money:pos" }))
      exported.push(...rows.map(({ id }) => id));
    expect(exported).toEqual(seen);
    const taken = await database.owner`SELECT 1 FROM audit WHERE verb = 'ledger.export'`;
    expect(taken.length).toBeGreaterThan(0);
  });

  it("is the region's desks' and each operator's own; nobody else's, and never another region's", async () => {
    expect((await listLedger(books.member("regulator", books.world.regulator.id), ours())).rows).toHaveLength(
      6,
    );
    expect((await listLedger(books.member("finance"), ours())).rows).toHaveLength(6);
    const stranger = books.member("finance", uuidv7(), uuidv7());
    expect((await listLedger(stranger, search())).rows).toEqual([]);
    const nothing = await balanceLedger(stranger, { from: search().from, until: search().until });
    expect(nothing.every(({ balanceFen, debitFen }) => balanceFen === 0 && debitFen === 0)).toBe(true);
    const elsewhere = await makeOperatorWorld(books.database.owner, seal, books.now, { regionId: "420112" });
    await makeAssignedTrip(elsewhere, seal);
    const foreign = { ...desk(), region: { ...desk().region, id: "420112" } };
    expect((await listLedger(foreign, search())).rows).toEqual([]);
    for (const role of ["crew", "dispatcher", "family", "case_manager", "seat"] as const) {
      await expect(callerOf(books.member(role)).ledger.list(search())).rejects.toMatchObject({
        code: "FORBIDDEN",
      });
      await expect(everyLedgerLine(books.member(role), search()).next()).rejects.toMatchObject({
        key: "access.role",
      });
    }
  });
});
