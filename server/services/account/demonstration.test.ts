import { drizzle } from "drizzle-orm/postgres-js";
import { generateSecret, generateSync } from "otplib";
import { v7 as uuidv7 } from "uuid";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeAccount } from "@/db/seed/accounts";
import { makeMembership, makeOrganization, makeRegion } from "@/db/seed/factories";
import type { Context } from "@/server/context";
import { inTransaction } from "@/server/scope";
import { closeMessage, recentMessages, sendMessage } from "@/server/services/message";
import { type TestDatabase, testDatabase } from "@/server/test-database";
import { readOutbox } from "./outbox";
import { listReadyAccounts } from "./ready";

const now = new Date(Math.floor(Date.now() / 60_000) * 60_000);
const secret = generateSecret();
const staffId = uuidv7();
let marked: TestDatabase;
let plain: TestDatabase;
const visitor = ({ pool }: TestDatabase, at = now): Context => ({
  pool,
  now: at,
  region: { id: "331000", timeZone: "Asia/Shanghai", hotline: "96120" },
  actor: { kind: "visitor", browserIndex: "b", addressIndex: "a" },
});

beforeAll(async () => {
  plain = await testDatabase();
  marked = await testDatabase();
  process.env.LOOPBACK = "1";
  await marked.owner`INSERT INTO installation (key, value, written_at) VALUES ('demonstration', 'yes', now())`;
  const db = drizzle(marked.owner);
  for (const id of ["331000", "420112"]) await makeRegion(db, { id });
  await makeAccount(db, {
    id: staffId,
    name: "李建国",
    email: "li@demo.example",
    totpSecret: secret,
    createdAt: now,
  });
  await makeAccount(db, { id: uuidv7(), name: "王小芳", email: "wang@demo.example", createdAt: now });
  await makeAccount(db, { id: uuidv7(), name: "过客", email: "somebody@mail.cn", createdAt: now });
  const org = await makeOrganization(db, "420112", "operator", { nameZh: "康达转运" });
  await makeMembership(db, { regionId: "420112", orgId: org.id, accountId: staffId, role: "dispatcher" });
});
afterAll(async () => {
  await marked.close();
  await plain.close();
});

/** Send one message in a region and note it as sent with this text. */
async function say(regionId: string, at: Date, template: "sign_in_code" | "booking_confirmed", text: string) {
  const base = visitor(marked, at);
  const system: Context = {
    ...base,
    region: { ...base.region, id: regionId },
    actor: { kind: "system", job: "test" },
  };
  await inTransaction(system, async (tx) => {
    const data = template === "sign_in_code" ? { code: "246810" } : {};
    const dedupeKey = `${regionId} ${text}`;
    await sendMessage(tx, {
      channel: "email",
      to: "wang@demo.example",
      template,
      locale: "zh-CN",
      data,
      dedupeKey,
    });
    const [newest] = await recentMessages(tx, 1);
    await closeMessage(tx, newest?.id ?? "", {
      status: "sent",
      content: { subject: "标题", text, html: "" },
    });
  });
}

describe("the demonstration's doors", () => {
  it("do not exist on a database without the mark", async () => {
    await expect(readOutbox(visitor(plain))).rejects.toMatchObject({ code: "not_found" });
    await expect(listReadyAccounts(visitor(plain))).rejects.toMatchObject({ code: "not_found" });
  });

  it("list seeded staff of every region and seeded families, nobody who just came by", async () => {
    const ready = await listReadyAccounts(visitor(marked));
    expect(ready.map(({ role, email, name, region }) => [role, email, name, region?.id ?? null])).toEqual([
      ["family", "wang@demo.example", "王小芳", null],
      ["dispatcher", "li@demo.example", "李建国", "420112"],
    ]);
  });

  it("show messages of all regions newest first, with links and codes", async () => {
    await say(
      "331000",
      new Date(now.getTime() - 3_000),
      "booking_confirmed",
      "请看（http://localhost:3000/track/331000_ab）。",
    );
    await say("420112", new Date(now.getTime() - 1_000), "sign_in_code", "您的验证码 246810");
    const messages = (await readOutbox(visitor(marked))).filter(({ channel }) => channel !== "authenticator");
    expect(messages).toMatchObject([
      { to: "wang@demo.example", channel: "email", code: "246810", links: [] },
      { to: "wang@demo.example", channel: "email", links: ["http://localhost:3000/track/331000_ab"] },
    ]);
    expect(messages[1]).not.toHaveProperty("code");
  });

  it("shows the staff's authenticator code, and the next one where this one was used", async () => {
    const shown = async () =>
      (await readOutbox(visitor(marked))).find(({ channel }) => channel === "authenticator");
    const at = (seconds: number) => generateSync({ secret, epoch: now.getTime() / 1000 + seconds });
    expect(await shown()).toMatchObject({ to: "li@demo.example", code: at(0) });
    await marked.owner`UPDATE account SET totp_last_step = ${now.getTime() / 30_000} WHERE id = ${staffId}`;
    expect(await shown()).toMatchObject({ to: "li@demo.example", code: at(30) });
  });
});
