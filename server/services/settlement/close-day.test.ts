import { v7 as uuidv7 } from "uuid";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/server/context";
import { addDays, localDay, startOfDay } from "@/server/core/local-time";
import { testDatabase } from "@/server/test-database";
import { moneyWorld } from "@/server/test-money";
import { keyOf } from "@/server/test-refusal";
import { rideOf } from "@/server/test-ride";
import { assignItem, closeDayByHand, getClose, lookAgain, resolveItem } from "./close-day";
import { closeDueDays } from "./close-days";

const books = moneyWorld(testDatabase);
const { member } = books;
const { drive, complete } = rideOf(books);
const zone = "Asia/Shanghai";
const day = localDay(books.now, zone);
const me = uuidv7();
/** Finance of the region, at noon so many days on. */
const finance = (after = 1): Context => ({
  ...member("finance", books.world.regulator.id, me),
  now: new Date(startOfDay(addDays(day, after), zone).getTime() + 12 * 3_600_000),
});
const sourceOf = async (name: string) =>
  (await getClose(finance(), { day })).sources?.find(({ source }) => source === name);

/** The books name a checkout that the service never had; put right again after each test. */
async function lose(): Promise<void> {
  await books.database.owner`
    UPDATE payment SET failure = provider_ref, provider_ref = 'cs_gone' WHERE booking_id = ${books.here.booking.id}`;
}
afterEach(async () => {
  await books.database.owner`
    UPDATE payment SET provider_ref = failure, failure = NULL, status = 'succeeded' WHERE provider_ref = 'cs_gone'`;
});

beforeEach(async () => {
  for (const table of [
    "close_item",
    "day_close",
    "day_look",
    "statement_line",
    "statement",
    "settlement_day",
  ])
    await books.database.owner.unsafe(`DELETE FROM ${table}`);
  await books.database.owner`DELETE FROM ledger_entry`;
  await books.database.owner`UPDATE payment SET status = 'cancelled' WHERE status = 'pending'`;
  await drive();
  await complete();
  await books.payOnline();
  await closeDueDays({ ...books.system(), now: finance().now });
});

describe("a day's close", () => {
  it("agrees with the payment service, and shows what is not used", async () => {
    await lookAgain(finance(), { day });
    expect(await sourceOf("stripe")).toMatchObject({ state: "agrees", ledgerFen: 28_000 });
    expect(await sourceOf("bank")).toMatchObject({ state: "not_used" });
    expect(await sourceOf("insurance")).toMatchObject({ state: "not_used" });
    expect((await getClose(finance(), { day })).items).toEqual([]);
  });

  it("finds money that the books took and the service does not know, and money it holds and we do not", async () => {
    const { owner } = books.database;
    const [paid] = await owner<{ id: string; provider_ref: string }[]>`
      SELECT id, provider_ref FROM payment WHERE booking_id = ${books.here.booking.id}`;
    await lose();
    // The list names the payment by our own id: nothing is missing on the service's side.
    await lookAgain(finance(), { day });
    const gone = (await getClose(finance(), { day })).items;
    expect(gone).toMatchObject([{ kind: "ledger_only", amountFen: 28_000, ownerId: null, ageDays: 0 }]);
    await owner`UPDATE payment SET provider_ref = ${paid?.provider_ref ?? ""}, failure = NULL, status = 'pending', created_at = now() - interval '1 day' WHERE id = ${paid?.id ?? ""}`;
    await lookAgain(finance(), { day });
    const kinds = (await getClose(finance(), { day })).items.map(({ kind }) => kind);
    expect(kinds.sort()).toEqual(["ledger_only", "pending_payment", "stripe_only"]);
    await owner`UPDATE payment SET status = 'succeeded' WHERE id = ${paid?.id ?? ""}`;
    await lookAgain(finance(), { day });
    expect((await getClose(finance(), { day })).items.map(({ kind }) => kind)).toEqual(["ledger_only"]);
  });

  it("gives each item an age and an owner, and ends it with a reason", async () => {
    await lose();
    await lookAgain(finance(), { day });
    const [item] = (await getClose(finance(3), { day })).items;
    const itemId = item?.id ?? "";
    expect(item?.ageDays).toBeGreaterThanOrEqual(2);
    await assignItem(finance(), { itemId });
    expect((await getClose(finance(), { day })).items).toMatchObject([{ isMine: true }]);
    await resolveItem(finance(), { itemId, reason: "对账单里已找到这笔钱" });
    expect(await keyOf(resolveItem(finance(), { itemId, reason: "对账单里已找到这笔钱" }))).toBe(
      "conflict close.item_over",
    );
    // Looked at again, what a person explained stays explained.
    await lookAgain(finance(), { day });
    expect((await getClose(finance(), { day })).items).toEqual([]);
    expect(await keyOf(assignItem(finance(), { itemId: uuidv7() }))).toBe("not_found close.item_not_found");
  });

  it("is closed with what is open, once, and never before it is over", async () => {
    expect(await keyOf(closeDayByHand(finance(), { day: addDays(day, 1) }))).toBe("conflict close.too_early");
    const { owner } = books.database;
    await lose();
    await Promise.all([1, 2, 3].map(() => closeDayByHand(finance(), { day })));
    const closed = await getClose(finance(), { day });
    expect(closed).toMatchObject({ closedWith: 1, sources: expect.arrayContaining([]) });
    const rows = () => owner`SELECT * FROM day_close`;
    const before = await rows();
    expect(before).toHaveLength(1);
    await closeDayByHand(finance(2), { day });
    await lookAgain(finance(2), { day });
    expect(await rows()).toEqual(before);
  });

  it("is the region's alone", async () => {
    expect(await keyOf(getClose(member("finance"), { day }))).toBe("forbidden settlement.region_only");
  });

  it("says that the service did not answer", async () => {
    const { close } = books.peer;
    await close();
    books.peer.close = async () => undefined;
    await lookAgain(finance(), { day });
    expect(await sourceOf("stripe")).toMatchObject({ state: "unreachable" });
  });
});
