import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, expect, it } from "vitest";
import { seedQuietCity } from "@/db/seed/quiet-city";
import { inTransaction } from "@/server/scope";
import { contextOf, dongxihu, testNow, userOf } from "@/server/test-asking";
import { refused } from "@/server/test-booking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { closeCallback, listCallbacks } from "./callback";
import { promiseCallBack } from "./emergency/open";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await seedQuietCity(db.ownerUrl, testNow);
}, 120_000);
afterAll(() => db.close());

const seat = () => contextOf(db, userOf("seat", uuidv7()));
const promised = (note: string, minutes: number) =>
  inTransaction(contextOf(db, { kind: "system", job: "test" }), (tx) =>
    promiseCallBack(
      tx,
      { bookingId: null, phone: "+8619900009021" },
      note,
      new Date(testNow.getTime() + minutes * 60_000),
    ),
  );
const named = async (note: string) => {
  const found = (await listCallbacks(seat())).find((call) => call.note === note);
  if (!found) throw new Error(`no call ${note}`);
  return found;
};

it("lists who is to be called first, with the phone in clear, and audits that", async () => {
  await promised("later", 30);
  await promised("sooner", 2);
  const notes = (await listCallbacks(seat()))
    .filter(({ status }) => status === "open")
    .map(({ note }) => note);
  expect(notes.indexOf("sooner")).toBeLessThan(notes.indexOf("later"));
  expect((await named("sooner")).phone).toBe("+8619900009021");
  const reads = await db.owner`select id from audit where verb = 'callback.list'`;
  expect(reads.length).toBeGreaterThan(0);
});

it("is closed once with its outcome; a colleague who was slower hears it, and the phone is gone from the list", async () => {
  await promised("once", 5);
  const { id } = await named("once");
  const close = () => closeCallback(seat(), { callbackId: id, outcome: "已接通" });
  const ends = await Promise.allSettled([close(), close(), close()]);
  expect(ends.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  expect(await refused(close())).toEqual({ code: "conflict", key: "callback.done_already" });
  expect(await named("once")).toMatchObject({ status: "done", outcome: "已接通", phone: null });
});

it("stays within its region", async () => {
  await promised("ours", 5);
  const { id } = await named("ours");
  const elsewhere = contextOf(db, userOf("seat", uuidv7()), testNow, dongxihu);
  expect((await listCallbacks(elsewhere)).map((call) => call.id)).not.toContain(id);
  expect(await refused(closeCallback(elsewhere, { callbackId: id, outcome: "x" }))).toMatchObject({
    code: "not_found",
  });
});

it("shows everybody even where one phone cannot be read", async () => {
  await promised("broken", 1);
  const { id } = await named("broken");
  await db.owner`update callback set phone_sealed = left(phone_sealed, -8) || 'AAAAAAAA' where id = ${id}`;
  await promised("whole", 1);
  expect((await named("broken")).phone).toBeNull();
  expect((await named("whole")).phone).toBe("+8619900009021");
});
