import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { drizzle } from "drizzle-orm/postgres-js";
import { afterAll, beforeAll, expect, it, vi } from "vitest";
import { makeRegion } from "@/db/seed/factories";
import { type SmsPeer, startSmsPeer } from "@/peers/sms/server";
import { startingRegionSettings } from "@/server/core/region-settings";
import { smsReceipts } from "@/server/core/sms-receipt";
import { inTransaction } from "@/server/scope";
import { sendMessage } from "@/server/services/message";
import { noteReceipts } from "@/server/services/message-receipt";
import { contextOf, testNow } from "@/server/test-asking";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { handle } from "./send-message";

let [db, peer] = [{} as TestDatabase, {} as SmsPeer];
const sms = {
  signature: "台州转运",
  templates: { booking_cancelled: { "zh-CN": "SMS_100" } },
};

beforeAll(async () => {
  peer = await startSmsPeer({ secret: "peer secret", templates: ["SMS_100"] });
  const own = {
    SMS_DRIVER: "aliyun",
    SMS_URL: peer.url,
    SMS_KEY_ID: "key",
    SMS_KEY_SECRET: "peer secret",
  };
  for (const [name, value] of Object.entries(own)) vi.stubEnv(name, value);
  db = await testDatabase();
  await makeRegion(drizzle(db.owner), { id: "331000" });
  await db.owner`INSERT INTO rule_version (region_id, id, kind, code, version, status, title_zh, title_en, content, source, created_at, valid_from)
    VALUES ('331000', ${randomUUID()}, 'region', 'settings', 1, 'in_force', '设置', 'Settings',
      ${JSON.stringify({ ...startingRegionSettings, sms })}::jsonb, 'test', ${testNow.toISOString()}, '1970-01-01')`;
});
afterAll(async () => {
  await peer.close();
  await db.close();
  vi.unstubAllEnvs();
});

const system = (minutes = 0) =>
  contextOf(db, { kind: "system", job: "test" }, new Date(testNow.getTime() + minutes * 60_000));

async function said(to: string, template: "booking_cancelled" | "trip_reminder" = "booking_cancelled") {
  await inTransaction(system(), (tx) =>
    sendMessage(tx, {
      channel: "sms",
      to,
      template,
      locale: "zh-CN",
      data: {
        bookingNumber: "26-000001",
        from: "甲",
        to: "乙",
        plate: null,
        promise: { start: testNow, end: testNow },
        feeFen: 0,
        refundFen: 0,
        trackUrl: "http://localhost:3000/zh-CN/track/331000_abc",
        bookUrl: "http://localhost:3000/zh-CN/book",
      },
      dedupeKey: `${template}:${to}`,
    }),
  );
  const [row] = await db.owner<
    { id: string }[]
  >`SELECT id FROM message ORDER BY created_at DESC, id DESC LIMIT 1`;
  return { regionId: "331000", messageId: row?.id ?? "" };
}
const rowOf = async (id: string) =>
  (await db.owner`SELECT status, failure, receipt, provider_ref, attempts FROM message WHERE id = ${id}`)[0];

/** A worker of its own that does nothing but this message; the caller ends it where it likes. */
function workerSending(payload: { regionId: string; messageId: string }): ChildProcess {
  const script = `
    const { handle } = await import("./server/jobs/send-message.ts");
    const { openPool } = await import("./db/client.ts");
    const { pool } = openPool(process.env.APP_DATABASE_URL, 2);
    const region = { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" };
    await handle({ pool, now: new Date(${testNow.getTime()}), region, actor: { kind: "system", job: "child" } }, ${JSON.stringify(payload)});`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", script], {
    stdio: ["ignore", "inherit", "inherit"],
    env: process.env,
  });
}

it("says it once, although the worker is killed between the provider's taking it and the note of that", async () => {
  const payload = await said("+8619900009031");
  const killed = new Promise<void>((done) => {
    peer.onTaken = () => {
      worker.once("exit", () => done());
      worker.kill("SIGKILL");
    };
  });
  const worker = workerSending(payload);
  await killed;
  peer.onTaken = () => undefined;
  expect(await rowOf(payload.messageId)).toMatchObject({ status: "queued", attempts: 1 });
  // Another worker is just at it, for all anybody knows.
  await handle(system(1), payload);
  expect(await rowOf(payload.messageId)).toMatchObject({ status: "queued", attempts: 1 });
  await handle(system(3), payload);
  await handle(system(6), payload);
  expect(peer.taken.map(({ to }) => to)).toEqual(["19900009031"]);
  expect(await rowOf(payload.messageId)).toMatchObject({
    status: "sent",
    provider_ref: peer.taken[0]?.ref,
    attempts: 2,
  });
}, 30_000);

it("goes out under the region's signature and template, and its receipt is noted", async () => {
  const payload = await said("+8619900009032");
  await handle(system(), payload);
  const sent = peer.taken.at(-1);
  expect(sent).toMatchObject({ to: "19900009032", signature: "台州转运", template: "SMS_100" });
  expect(sent?.values).toMatchObject({ bookingNumber: "26-000001" });
  const told = smsReceipts(peer.report(sent?.reference ?? "", false));
  expect(await noteReceipts(system(), told)).toBe(1);
  expect(await rowOf(payload.messageId)).toMatchObject({ receipt: "undelivered", failure: "UNDELIV" });
  expect(await noteReceipts(system(), smsReceipts(peer.report(sent?.reference ?? "", true)))).toBe(1);
  expect(await rowOf(payload.messageId)).toMatchObject({ receipt: "delivered", failure: null });
});

it("is tried again after flow control, and ends where no template is approved", async () => {
  const payload = await said("+8619900009033");
  peer.refusals.push("isv.BUSINESS_LIMIT_CONTROL");
  await expect(handle(system(), payload)).rejects.toMatchObject({ key: "sms.failed" });
  expect(await rowOf(payload.messageId)).toMatchObject({ status: "queued", failure: "sms.failed" });
  await handle(system(), payload);
  expect(await rowOf(payload.messageId)).toMatchObject({ status: "sent" });
  const other = await said("+8619900009034", "trip_reminder");
  await handle(system(), other);
  expect(await rowOf(other.messageId)).toMatchObject({ status: "failed", failure: "sms.no_template" });
});
