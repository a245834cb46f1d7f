import { createECDH } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, it, vi } from "vitest";
import type { Context } from "@/server/context";
import { usualChoices } from "@/server/core/notice";
import { handle } from "@/server/jobs/send-message";
import { inTransaction } from "@/server/scope";
import { sendMessage } from "@/server/services/message";
import { noticesOfBooking } from "@/server/services/notice-history";
import { tellStaff } from "@/server/services/tell-staff";
import { testDatabase } from "@/server/test-database";
import { makeMember, moneyWorld } from "@/server/test-money";
import { chooseNotices, ownChoices } from "./choices";
import { subscribeDevice } from "./device";
import { ownInbox, readNotices, unreadNotices } from "./inbox";

const books = moneyWorld(testDatabase);
const as = (accountId: string) => books.member("dispatcher", books.world.operator.id, accountId);
const at = (ctx: Context, iso: string): Context => ({ ...ctx, now: new Date(iso) });
const alarm = {
  kind: "refund_failed",
  bookingNumber: "26-1",
  amountFen: 1,
  url: "http://localhost:3000/zh-CN/operator/offers",
};

async function rowsOf(accountId: string) {
  return books.database.owner<{ id: string; channel: string; template: string; not_before: string | null }[]>`
    SELECT id, channel, template, not_before FROM message WHERE account_id = ${accountId} ORDER BY channel`;
}
async function paid(accountId: string, key: string, ctx: Context = books.system()) {
  const trackUrl = "http://localhost:3000/zh-CN/track/331000_abc";
  const data = {
    bookingNumber: "26-1",
    amountFen: 100,
    paidAt: ctx.now,
    driver: "stripe",
    receiptUrl: trackUrl,
    trackUrl,
  };
  const about = { template: "payment_received", locale: "zh-CN", data, accountId } as const;
  const to = "+8619900009041";
  await inTransaction(ctx, (tx) =>
    sendMessage(tx, { ...about, channel: "sms", to, dedupeKey: `${key}:sms` }),
  );
}

it("brings an alarm to each member's inbox once, whoever of them reads it", async () => {
  const [one, two] = [
    await makeMember(books, books.world.operator.id, "dispatcher"),
    await makeMember(books, books.world.operator.id, "dispatcher"),
  ];
  const message = {
    template: "money_alarm",
    bookingId: null,
    key: "alarm",
    data: () => alarm,
    urgent: true,
  } as const;
  const desk = { role: "dispatcher", orgId: books.world.operator.id } as const;
  for (let time = 0; time < 2; time++)
    await inTransaction(books.system(), (tx) => tellStaff(tx, desk, message));
  const rows = await rowsOf(one);
  expect(rows.map(({ channel }) => channel)).toEqual(["email", "in_app"]);
  for (const { id } of [...rows, ...(await rowsOf(two))].filter(({ channel }) => channel === "in_app"))
    await handle(books.system(), { regionId: books.world.regionId, messageId: id });
  const { items, unread } = await ownInbox(as(one));
  expect([items.length, unread, items[0]?.href]).toEqual([1, 1, "/zh-CN/operator/offers"]);
  const foreign = readNotices(as(two), { messageIds: [items[0]?.id ?? ""] });
  await expect(foreign).rejects.toMatchObject({ key: "notice.not_found" });
  expect(await readNotices(as(one), { messageIds: [items[0]?.id ?? ""] })).toBe(1);
  expect(await readNotices(as(one), {})).toBe(0);
  expect([await unreadNotices(as(one)), await unreadNotices(as(two))]).toEqual([0, 1]);
});

it("does not say by SMS what the person switched off, and keeps it in the inbox", async () => {
  const id = await makeMember(books, books.world.operator.id, "dispatcher");
  expect(await ownChoices(as(id))).toEqual(usualChoices);
  await chooseNotices(as(id), { off: { money: ["sms"] }, quiet: null });
  await paid(id, "paid:off");
  expect((await rowsOf(id)).map(({ channel }) => channel)).toEqual(["in_app"]);
});

it("waits with SMS until the morning of the region, and not with what is urgent", async () => {
  const id = await makeMember(books, books.world.operator.id, "dispatcher");
  // 23:30 in Taizhou.
  const night = at(books.system(), "2026-03-02T15:30:00Z");
  await paid(id, "paid:night", night);
  const sms = (await rowsOf(id)).find(({ channel }) => channel === "sms");
  expect(new Date(sms?.not_before ?? "").toISOString()).toBe("2026-03-02T23:00:00.000Z");
  const payload = { regionId: books.world.regionId, messageId: sms?.id ?? "" };
  await handle(night, payload);
  const [still] = await books.database
    .owner`SELECT status, attempts FROM message WHERE id = ${payload.messageId}`;
  expect(still).toMatchObject({ status: "queued", attempts: 0 });
});

it("pushes to a person's devices, and ends the one that is gone", async () => {
  const answers = [201, 410];
  const asked: { authorization?: string; encoding?: string; bytes: number }[] = [];
  const server = createServer(async (request, response) => {
    let bytes = 0;
    for await (const chunk of request) bytes += (chunk as Buffer).length;
    const { authorization, "content-encoding": encoding } = request.headers;
    asked.push({ authorization, encoding: String(encoding), bytes });
    response.writeHead(request.url === "/gone" ? (answers[1] ?? 0) : (answers[0] ?? 0)).end();
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const own = createECDH("prime256v1");
  own.generateKeys();
  const { env } = await import("@/server/env");
  Object.assign(env(), {
    LOOPBACK: true,
    VAPID_PUBLIC_KEY: own.getPublicKey("base64url"),
    VAPID_PRIVATE_KEY: own.getPrivateKey("base64url"),
  });
  const id = await makeMember(books, books.world.operator.id, "dispatcher");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const device = {
    p256dh: own.getPublicKey("base64url"),
    auth: "BTBZMqHH6r4Tts7J_aSIgg",
    locale: "zh-CN",
  } as const;
  for (const path of ["/here", "/gone"]) await subscribeDevice(as(id), { ...device, endpoint: url + path });
  await expect(
    subscribeDevice(as(id), { ...device, endpoint: "https://10.0.0.1/inside" }),
  ).rejects.toMatchObject({ key: "notice.endpoint" });
  await paid(id, "paid:push");
  const push = (await rowsOf(id)).find(({ channel }) => channel === "push");
  await handle(at(books.system(), "2099-03-02T04:00:00Z"), {
    regionId: books.world.regionId,
    messageId: push?.id ?? "",
  });
  expect(asked).toHaveLength(2);
  expect(asked[0]).toMatchObject({ encoding: "aes128gcm" });
  expect(asked[0]?.authorization).toMatch(/^vapid t=/);
  const [kept] = await books.database.owner`
    SELECT count(*) FILTER (WHERE ended_at IS NULL)::int AS open, count(*)::int AS every FROM push_subscription`;
  expect(kept).toEqual({ open: 1, every: 2 });
  server.close();
  vi.unstubAllEnvs();
});

it("shows who was told what about a ride: masked, to whom it concerns", async () => {
  const bookingId = books.here.booking.id;
  const trackUrl = "http://localhost:3000/zh-CN/track/331000_abc";
  const data = {
    bookingNumber: "26-1",
    amountFen: 100,
    paidAt: new Date(),
    driver: "stripe",
    receiptUrl: trackUrl,
    trackUrl,
  };
  await inTransaction(books.system(), (tx) =>
    sendMessage(tx, {
      ...{ template: "payment_received", locale: "zh-CN", data, bookingId, channel: "sms" },
      ...{ to: "+8619900009042", dedupeKey: `history:${bookingId}` },
    }),
  );
  const [seen] = await noticesOfBooking(books.guest(false), { bookingId });
  expect(seen).toMatchObject({ template: "payment_received", channel: "sms", status: "queued" });
  expect(seen?.to).toMatch(/^199\*+/);
  expect(await noticesOfBooking(books.member("dispatcher"), { bookingId })).toEqual([]);
  const elsewhere = books.member("dispatcher", bookingId, bookingId);
  await expect(noticesOfBooking(elsewhere, { bookingId })).rejects.toMatchObject({
    key: "booking.not_found",
  });
});
