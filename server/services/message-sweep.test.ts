import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeRegion } from "@/db/seed/factories";
import { inTransaction } from "@/server/scope";
import { contextOf, testNow } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { sendMessage } from "./message";
import { sweepMessages } from "./message-sweep";

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
  await makeRegion(drizzle(db.owner), { id: "331000" });
});
afterAll(() => db.close());

const system = (minutes: number) =>
  contextOf(db, { kind: "system", job: "sweep" }, new Date(testNow.getTime() + minutes * 60_000));

it("sends again what still waits after an outage, once in a while, and no code that is over", async () => {
  const about = { channel: "sms", to: "+8619900009010", locale: "zh-CN", data: {} } as const;
  await inTransaction(system(0), async (tx) => {
    await sendMessage(tx, { ...about, template: "trip_reminder", dedupeKey: "a" });
    await sendMessage(tx, { ...about, template: "sign_in_code", dedupeKey: "b" });
  });
  const jobs = async () => (await db.owner`select id from pgboss.job where name = 'send-message'`).length;
  expect(await jobs()).toBe(2);
  expect(await sweepMessages(system(5))).toBe(0);
  expect(await sweepMessages(system(15))).toBe(1);
  expect(await jobs()).toBe(3);
  await db.owner`update message set status = 'sent'`;
  expect(await sweepMessages(system(30))).toBe(0);
});
